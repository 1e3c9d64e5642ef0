"""Questions near one that the passages do not answer, which they do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.products import Product
from assistant.knowledge.values import Language, Local, LocalText, Record
from assistant.retrieval.entries import short_name
from assistant.retrieval.lexical_form import lexical_form
from assistant.retrieval.search import Hit
from assistant.text import collapse

SUGGESTED = 3
_NO_LETTERS = re.compile(r"\W+")


class _Wording(Record):
    """suggestions.yaml, which says what each is."""

    question: re.Pattern[str]
    marks: re.Pattern[str]
    longest: int
    heading: Local
    of_product: Local


def suggestions(question: str, hits: Sequence[Hit], knowledge: KnowledgeBase, locale: Language) -> tuple[str, ...]:
    """Up to three questions that the headings of the hits answer, nearest first, the question itself left out."""
    found = [
        asked
        for hit in hits
        for asked in _asked(hit, knowledge.products[hit.passage.product].product, locale)
        if _bare(asked.heading) != _bare(question)
    ]
    found.sort(key=lambda asked: not asked.is_question)
    nearest: dict[str, str] = {}
    for asked in found:
        nearest.setdefault(_bare(asked.heading), asked.text)
    return tuple(nearest.values())[:SUGGESTED]


class _Asked(NamedTuple):
    """A question made of a heading."""

    heading: str
    text: str
    is_question: bool


def _asked(hit: Hit, product: Product, locale: Language) -> Iterator[_Asked]:
    wording = _wording()
    heading = wording.marks.sub("", collapse(hit.passage.section[-1])) if hit.passage.section else ""
    if not any(map(str.isalpha, heading)) or len(heading) > wording.longest:
        return
    if wording.question.search(heading):
        yield _Asked(heading, heading, True)
        return
    names = (product.name, *product.aliases)
    form: LocalText = wording.heading if any(name in heading for name in names) else wording.of_product
    text = form.in_language(locale).format(heading=heading, product=short_name(product))
    yield _Asked(heading, text, False)


def _bare(text: str) -> str:
    """A question without what may differ in typing."""
    return _NO_LETTERS.sub("", lexical_form(text))


@cache
def _wording() -> _Wording:
    return _Wording.model_validate(read_data(__file__, "suggestions.yaml"))
