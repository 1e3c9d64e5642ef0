"""What figures and statements may stand on: quotes and results, sentence by sentence, with what they are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.agent.grounding.claim import Claim
from assistant.agent.grounding.frame import EMPTY, Frame, frame_of
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.lines import lines
from assistant.agent.grounding.reading import Reading, read, with_claim
from assistant.answers import Citation
from assistant.knowledge.figures import Figure
from assistant.text import comparable, normalise


class Source(NamedTuple):
    """A sentence of a source.

    Attributes:
        reading: the sentence, read.
        frame: what it is of, by itself and by its place.
        items: keys of all that it speaks of.
        figures: its figures with what they are of.
    """

    reading: Reading
    frame: Frame
    items: frozenset[str]
    figures: tuple[tuple[Figure, Frame], ...]


def _source(reading: Reading, context: Frame) -> Source:
    frames = [bound.frame.within(context) for bound in reading.bound]
    figures = tuple(
        (figure, frame._replace(item=frame.item | context.item))
        for figure, frame in zip(reading.figures, frames, strict=True)
    )
    return Source(reading, reading.frame.within(context), reading.frame.item | context.item, figures)


@lru_cache(maxsize=16384)
def text_sources(text: str, context: Frame, glossary: Glossary) -> tuple[Source, ...]:
    """The sentences of a text as sources; the cells of a bar table have the words of their header too."""
    return tuple(_of_text(text, context, glossary))


def _of_text(text: str, context: Frame, glossary: Glossary) -> Iterator[Source]:
    for line in lines(text):
        if line.cells:
            yield from row_sources(line.header, line.cells, context, glossary)
            continue
        reading = read(line.text, glossary)
        if line.lead is not None and not reading.claims:
            end = len(reading.text)
            reading = with_claim(reading, Claim("cover", line.lead, "stated", end, end))
        yield _source(reading, context)


def row_sources(header: Sequence[str], cells: Sequence[str], context: Frame, glossary: Glossary) -> Iterable[Source]:
    """The cells of a row, each with what its row and its column are of; the first names the others."""
    first = read(cells[0] if cells else "", glossary)
    label = first.frame
    if first.figures:
        yield _source(first, context)
    for place, cell in enumerate(cells[1:], 1):
        above = read(header[place], glossary).frame if place < len(header) else EMPTY
        yield _source(read(cell, glossary), label.within(above).within(context))


@lru_cache(maxsize=8192)
def quote_sources(
    quote: str, product: str, section: str, items: frozenset[str], glossary: Glossary
) -> tuple[Source, ...]:
    """The sentences of a quote; `items` are keys of what it is known to be about."""
    heading = frame_of(glossary.mentions(normalise(section)))
    scope = Frame(product=frozenset((product,)), plan=heading.plan, limit_set=heading.limit_set)
    found = text_sources(quote, scope, glossary)
    if not items:
        return found
    return tuple(
        each._replace(
            items=each.items | items,
            figures=tuple((figure, frame._replace(item=frame.item | items)) for figure, frame in each.figures),
        )
        for each in found
    )


def of_citation(citation: Citation, items: frozenset[str], glossary: Glossary) -> tuple[Source, ...]:
    """The sentences of a citation's quote."""
    return quote_sources(citation.quote, citation.product, citation.section, items, glossary)


@lru_cache(maxsize=8192)
def compared(text: str) -> str:
    """A text in the form in which quotes are compared."""
    return comparable(text)
