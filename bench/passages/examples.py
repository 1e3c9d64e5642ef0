"""What a question finds in a place, and whether what would be quoted answers it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.progress import track

from assistant.agent.passages import Quotation, quote, read
from assistant.agent.passages.decision import is_worded
from assistant.agent.passages.features import Features, features
from assistant.retrieval.search import Hit
from assistant.text import comparable
from bench.passages.asked import Asked, Split, has_quote, questions
from bench.passages.places import RAW, Place
from evals.matching import absent

LEFT_OUT, FAR = "left out", "far"
_FAR = 100
_PUBLIC = 250
"""Questions of a public set that are asked, at most."""


class Example(NamedTuple):
    """A question over some hits.

    Attributes:
        kind: that of `Asked`; "left out" where the documents that answer were removed, "far" where the question is
            of another corpus.
        answers: whether what would be quoted answers it.
        missed: whether it is answerable, but not with what would be quoted.
        held: whether the quotes hold the very words that answer it.
    """

    place: str
    kind: str
    text: str
    features: Features
    worded: bool
    quotations: tuple[Quotation, ...]
    answers: bool
    missed: bool
    held: bool


def examples(places: Sequence[Place], split: Split) -> Iterator[Example]:
    """All examples of a split; of each answerable question also one without the documents that answer it."""
    far = [asked.text for place in places if place.questions for asked in _some(place, split, _FAR)][:_FAR]
    for place in places:
        for asked in track(list(_some(place, split, _PUBLIC)), f"{place.name}, {split}"):
            yield from _examples(place, asked)
        for text in far if not place.questions else []:
            example = _example(place, Asked(FAR, text), place.ask(text))
            if example:
                yield example


def _some(place: Place, split: Split, most: int) -> list[Asked]:
    asked = list(questions(place, split))
    if place.questions:
        random.Random(1).shuffle(asked)
        return asked[:most]
    return asked


def _examples(place: Place, asked: Asked) -> Iterator[Example]:
    hits = place.ask(asked.text, asked.product)
    example = _example(place, asked, hits)
    if example:
        yield example
    if asked.relevant:
        documents = {hit.passage.document for hit in hits if hit.number in asked.relevant}
        gone = set() if place.name == RAW else documents  # a raw page is all there is of its product
        left = [hit for hit in hits if hit.number not in asked.relevant and hit.passage.document not in gone]
        example = _example(place, Asked(LEFT_OUT, asked.text), left)
        if example:
            yield example


def _example(place: Place, asked: Asked, hits: Sequence[Hit]) -> Example | None:
    if not hits:
        return None
    reading = read(asked.text, hits, place.search.snapshot)
    quotations = quote(reading)
    answers = asked.answerable and _answer(place, asked, quotations)
    return Example(
        place.name,
        asked.kind,
        asked.text,
        features(reading, quotations),
        is_worded(reading),
        quotations,
        answers,
        asked.answerable and not answers,
        answers and _held(place, asked, quotations),
    )


def _answer(place: Place, asked: Asked, quotations: Sequence[Quotation]) -> bool:
    """Whether a passage that answers is quoted, or what an answer must have stands in the quotes."""
    if asked.relevant:
        return any(each.hit.number in asked.relevant for each in quotations)
    return not absent(asked.must, shown(place, quotations))


def _held(place: Place, asked: Asked, quotations: Sequence[Quotation]) -> bool:
    """Whether the quotes have what an answer must have, or else the labelled words."""
    if asked.must:
        return not absent(asked.must, shown(place, quotations))
    texts = [comparable(each.text) for each in quotations]
    return any(has_quote(text, quote) for text in texts for quote in asked.evidence)


def shown(place: Place, quotations: Sequence[Quotation]) -> str:
    """Quotes as a reply shows them: below the name of their product and their headings."""
    products = place.search.snapshot.knowledge.products
    return "\n".join(
        f"{products[each.hit.passage.product].product.name}\n{each.hit.passage.heading}\n{each.text}"
        for each in quotations
    )
