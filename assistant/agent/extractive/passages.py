"""Answers quoted from passages, for whatever no fact and no tool answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.agent.conversation.question import Question
from assistant.agent.extractive.gist import gist
from assistant.agent.extractive.naming import called
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.presumed import contradiction, presumed_yen
from assistant.agent.extractive.quoted import text_blocks
from assistant.agent.extractive.wording import say
from assistant.agent.passages.decision import answerable, is_worded
from assistant.agent.passages.features import is_unshown
from assistant.agent.passages.gaps import absent_names
from assistant.agent.passages.quoting import quote
from assistant.agent.passages.ranking import by_words
from assistant.agent.passages.reading import read
from assistant.agent.passages.suggestions import suggestions
from assistant.agent.passages.terms import Term
from assistant.answers import Block, Paragraph
from assistant.knowledge.values import Language
from assistant.retrieval.search import Hit
from assistant.text import comparable, normalise
from assistant.tools.toolbox import Toolbox

_FETCHED = 20
_OTHERS = 1
"""Passages of other products that are quoted, at most."""
_BAR = "|"
_ENDS = "。"
_SHOWN = 160
"""Characters up to which the Japanese words stand in an English answer; its citation has them in any case."""


class Quoted(NamedTuple):
    """A run of sentences of a passage that answers a question.

    Attributes:
        answers: whether it answers the question, as well as can be told; else it is only near.
        probability: how probable that is, 0 to 1.
        missing: the weightiest name in the question, 0 to 1, that the passage and its headings have not.
        spoken: whether what was found speaks of the matters that the question asks for by name.
        worded: whether passages have other wordings of the questions that they answer.
        gap: whether no passage in scope says all that the question names or asks for.
        beside: whether it is of another product than the question, which names what those of that one do not.
        sentences: those of the text, its items and rows among them, in order.
        leading: those of them that have most of the question's words.
    """

    hit: Hit
    text: str
    answers: bool = True
    probability: float = 1.0
    missing: float = 0.0
    sentences: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    spoken: bool = True
    worded: bool = True
    gap: bool = False
    beside: bool = False

    def without(self, said: str) -> Quoted | None:
        """The quote without the sentences at either end that were said, as comparable text; None if all were."""
        left = list(self.sentences)
        while left and _is_said(left[0], said):
            left.pop(0)
        while left and _is_said(left[-1], said):
            left.pop()
        if not left:
            return None
        start, end = self.text.index(left[0]), self.text.rindex(left[-1]) + len(left[-1])
        return self._replace(text=self.text[start:end], sentences=tuple(left))


def find_quotes(question: Question, toolbox: Toolbox, most: int | None = None) -> tuple[Quoted, ...]:
    """What the passages say to a question, the best first; of each product that is meant `most` passages."""
    products = question.slots.products if len(question.slots.products) > 1 else (question.product,)
    found: list[Quoted] = []
    for product in products:
        found += _of_product(question, product, toolbox, most)
    return tuple(found)


def _of_product(question: Question, product: str | None, toolbox: Toolbox, most: int | None) -> Iterator[Quoted]:
    """What the passages of a product say, or those of all; then what others say of what its own do not name."""
    hits = by_words(question.text, toolbox.search(question.text, product, _FETCHED), toolbox.snapshot)
    reading = read(question.text, hits, toolbox.snapshot)
    quotations = quote(reading)
    worded = is_worded(reading)
    decision = answerable(reading, toolbox.snapshot.manifest.encoder, quotations)
    missing = {each.hit: max(reading.missing(each.everything), default=0.0) for each in reading.hits}
    scope = toolbox.scope if product is None else toolbox.scope._replace(products=(product,))
    unshown = is_unshown(reading.asks, [normalise(each.text) for each in quotations])
    absent = () if worded or not hits else absent_names(reading, scope, toolbox.snapshot)
    for each in quotations[:most]:
        yield Quoted(
            each.hit,
            each.text,
            decision.answered,
            decision.probability,
            missing[each.hit],
            each.sentences,
            each.leading,
            decision.spoken,
            worded,
            bool(absent) or (not worded and unshown),
        )
    if product is not None and absent and decision.answered:
        yield from _of_others(question, product, absent, toolbox)


def _of_others(question: Question, product: str, absent: Sequence[Term], toolbox: Toolbox) -> Iterator[Quoted]:
    """What the passages of other products say of the names that those of `product` have not."""
    hits = [hit for hit in toolbox.search(question.text, None, _FETCHED) if hit.passage.product != product]
    reading = read(question.text, hits, toolbox.snapshot)
    places = [place for place, term in enumerate(reading.terms) if term in absent]
    naming = [read.hit for read in reading.hits if any(read.text[place] for place in places)]
    for each in [each for each in quote(reading) if each.hit in naming][:_OTHERS]:
        yield Quoted(each.hit, each.text, sentences=each.sentences, leading=each.leading, worded=False, beside=True)


def answering(quotes: Sequence[Quoted]) -> tuple[Quoted, ...]:
    """The quotes that answer their question."""
    return tuple(each for each in quotes if each.answers)


def is_unspoken(quotes: Sequence[Quoted]) -> bool:
    """Whether nothing that was found speaks of a matter that the question asks for by name."""
    return bool(quotes) and not any(each.spoken for each in quotes)


def quoted_part(
    quotes: Sequence[Quoted],
    toolbox: Toolbox,
    lead: str | None = None,
    said: str = "",
    most: int | None = None,
    presumed: Sequence[int] = (),
) -> Part:
    """Passages quoted, each sentence once.

    Args:
        said: what stands above them.
        most: passages, at most.
        presumed: amounts in yen that the question takes for granted.
    """
    known = comparable(said)
    shown: list[Quoted] = []
    cited: list[int] = []
    blocks: list[Block] = []
    noted = {each.hit.passage.product: each.gap for each in quotes if not each.beside}
    several = len({each.gap for each in quotes if not each.beside}) > 1
    for quoted in quotes:
        if len(shown) == most:
            break
        each = quoted.without(known)
        citation = toolbox.cite(each.hit, each.text) if each else None
        if each is None or citation is None:
            continue
        name = called(toolbox.knowledge.products[each.hit.passage.product].product, toolbox.locale)
        if each.beside:
            blocks.append(Paragraph(text=say("others_say", toolbox.locale)))
        elif several and noted.pop(each.hit.passage.product, False):
            blocks.append(Paragraph(text=say("product_not_stated", toolbox.locale, product=name)))
        words = _in_language(each, toolbox.locale)
        if words.startswith(_BAR):
            words = f"{each.hit.passage.heading}\n{words}"
        text = say("about_product", toolbox.locale, product=name, text=words)
        blocks += text_blocks(text, (citation.number,))
        shown.append(each)
        cited.append(citation.number)
        known += comparable(each.text)
    if not blocks:
        return Part("not_found")
    if toolbox.locale == "en":
        blocks += _explained(shown, cited)
    if not (lead or said or several) and shown[0].gap:
        lead = say("verdict_not_stated", toolbox.locale)
    wrong = contradiction(presumed, [each.text for each in shown], toolbox.locale)
    above = [Paragraph(text=text) for text in (lead, wrong) if text]
    products = dict.fromkeys(each.hit.passage.product for each in quotes)
    return Part("answered", (*above, *blocks), products=tuple(products))


def _explained(shown: Sequence[Quoted], cited: Sequence[int]) -> tuple[Block, ...]:
    """The words of the quotes that have no English rendering; `cited` are the quotes' citations."""
    alone = [place for place, each in enumerate(shown) if each.hit.passage.english is None]
    words = gist([shown[place].text for place in alone], tuple(cited[place] for place in alone))
    return (words,) if words else ()


def _is_said(sentence: str, said: str) -> bool:
    """Whether a whole sentence was said; an item or a row stays with its list."""
    return sentence.endswith(_ENDS) and comparable(sentence) in said


def _in_language(quoted: Quoted, locale: Language) -> str:
    """What a passage says: its English rendering with the Japanese words, or these alone."""
    english = quoted.hit.passage.english
    if locale == "ja" or english is None:
        return quoted.text
    return f"{english} {say('quote', locale, quote=quoted.text)}" if len(quoted.text) <= _SHOWN else english


def passages_part(question: Question, toolbox: Toolbox, quotes: Sequence[Quoted] | None = None) -> Part:
    """The best passages quoted, or that nothing was found; they are looked up where no `quotes` are given."""
    found = find_quotes(question, toolbox) if quotes is None else quotes
    part = quoted_part(answering(found), toolbox, presumed=presumed_yen(question))
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
