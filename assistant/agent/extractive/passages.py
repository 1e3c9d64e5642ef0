"""Answers quoted from passages, for whatever no fact and no tool answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.agent.conversation.question import Question
from assistant.agent.extractive.naming import called
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.quoted import text_blocks
from assistant.agent.extractive.wording import say
from assistant.agent.passages.decision import answerable
from assistant.agent.passages.quoting import quote
from assistant.agent.passages.reading import read
from assistant.agent.passages.suggestions import suggestions
from assistant.answers import Block, Paragraph
from assistant.knowledge.values import Language
from assistant.retrieval.search import Hit
from assistant.text import comparable
from assistant.tools.toolbox import Toolbox

_FETCHED = 10
_BAR = "|"
_SHOWN = 160
"""Characters up to which the Japanese words stand in an English answer; its citation has them in any case."""


class Quoted(NamedTuple):
    """A run of sentences of a passage that answers a question.

    Attributes:
        answers: whether it answers the question, as well as can be told; else it is only near.
        missing: the weightiest name in the question, 0 to 1, that the passage and its headings have not.
    """

    hit: Hit
    text: str
    answers: bool = True
    missing: float = 0.0


def find_quotes(question: Question, toolbox: Toolbox) -> tuple[Quoted, ...]:
    """What the passages say to a question, the best first."""
    products = question.slots.products if len(question.slots.products) > 1 else (question.product,)
    found = []
    for product in products:
        hits = toolbox.search(question.text, product, _FETCHED)
        reading = read(question.text, hits, toolbox.snapshot)
        quotations = quote(reading)
        answers = answerable(reading, toolbox.snapshot.manifest.encoder, quotations).answered
        missing = {each.hit: max(reading.missing(each.everything), default=0.0) for each in reading.hits}
        found += [Quoted(each.hit, each.text, answers, missing[each.hit]) for each in quotations]
    return tuple(found)


def answering(quotes: Sequence[Quoted]) -> tuple[Quoted, ...]:
    """The quotes that answer their question."""
    return tuple(each for each in quotes if each.answers)


def quoted_part(
    quotes: Sequence[Quoted], toolbox: Toolbox, lead: str | None = None, said: str = "", most: int | None = None
) -> Part:
    """Passages quoted, `most` at most, without those that stand in what was `said` already."""
    known = comparable(said)
    shown: list[tuple[Block, ...]] = []
    for each in quotes:
        citation = toolbox.cite(each.hit, each.text)
        if citation is None or comparable(each.text) in known:
            continue
        name = called(toolbox.knowledge.products[each.hit.passage.product].product, toolbox.locale)
        words = _in_language(each, toolbox.locale)
        if words.startswith(_BAR):
            words = f"{each.hit.passage.heading}\n{words}"
        text = say("about_product", toolbox.locale, product=name, text=words)
        shown.append(tuple(text_blocks(text, (citation.number,))))
    blocks: list[Block] = [block for each in shown[:most] for block in each]
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
    found = find_quotes(question, toolbox) if quotes is None else quotes
    part = quoted_part(answering(found), toolbox)
    return part if part.outcome == "answered" else not_found_part(question, toolbox, found)


def not_found_part(question: Question, toolbox: Toolbox, near: Sequence[Quoted] = ()) -> Part:
    """That the sources do not say, with questions that the passages `near` it answer."""
    hits = [each.hit for each in near]
    return Part(
        "not_found",
        (Paragraph(text=say("not_found", toolbox.locale)),),
        products=(question.product,) if question.product else (),
        suggestions=suggestions(question.text, hits, toolbox.knowledge, toolbox.locale),
    )
