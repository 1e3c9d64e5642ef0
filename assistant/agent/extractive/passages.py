"""Answers quoted from passages, for whatever no fact and no tool answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.agent.conversation.question import Question
from assistant.agent.extractive.naming import called
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.wording import say
from assistant.agent.passages.quoting import quote
from assistant.agent.passages.reading import read
from assistant.answers import Block, Paragraph
from assistant.knowledge.values import Language
from assistant.retrieval.search import Hit
from assistant.text import comparable
from assistant.tools.toolbox import Toolbox

_FETCHED = 10
_SHOWN = 160
"""Characters up to which the Japanese words stand in an English answer; its citation has them in any case."""


class Quoted(NamedTuple):
    """A run of sentences of a passage that answers a question."""

    hit: Hit
    text: str


def find_quotes(question: Question, toolbox: Toolbox) -> tuple[Quoted, ...]:
    """What the passages say to a question, the best first; nothing where they do not answer it."""
    products = question.slots.products if len(question.slots.products) > 1 else (question.product,)
    found = []
    for product in products:
        hits = toolbox.search(question.text, product, _FETCHED)
        reading = read(question.text, hits, toolbox.snapshot)
        found += [Quoted(each.hit, each.text) for each in quote(reading)]
    return tuple(found)


def quoted_part(
    quotes: Sequence[Quoted], toolbox: Toolbox, lead: str | None = None, said: str = "", most: int | None = None
) -> Part:
    """Passages quoted, `most` at most, without those that stand in what was `said` already."""
    known = comparable(said)
    blocks: list[Block] = []
    for each in quotes:
        citation = toolbox.cite(each.hit, each.text)
        if citation is None or comparable(each.text) in known:
            continue
        name = called(toolbox.knowledge.products[each.hit.passage.product].product, toolbox.locale)
        text = say("about_product", toolbox.locale, product=name, text=_in_language(each, toolbox.locale))
        blocks.append(Paragraph(text=text, citations=(citation.number,)))
    blocks = blocks[:most]
    if not blocks:
        return Part("not_found")
    if lead:
        blocks.insert(0, Paragraph(text=lead))
    products = dict.fromkeys(each.hit.passage.product for each in quotes)
    return Part("answered", tuple(blocks), products=tuple(products))


def _in_language(quoted: Quoted, locale: Language) -> str:
    """What a passage says: its English rendering with the Japanese words, or these alone."""
    english = quoted.hit.passage.english
    if locale == "ja" or english is None:
        return quoted.text
    return f"{english} {say('quote', locale, quote=quoted.text)}" if len(quoted.text) <= _SHOWN else english


def passages_part(question: Question, toolbox: Toolbox, quotes: Sequence[Quoted] | None = None) -> Part:
    """The best passages quoted, or that nothing was found; they are looked up where no `quotes` are given."""
    part = quoted_part(find_quotes(question, toolbox) if quotes is None else quotes, toolbox)
    if part.outcome == "answered":
        return part
    return Part("not_found", (Paragraph(text=say("not_found", toolbox.locale)),))
