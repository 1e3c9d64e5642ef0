"""What figures and statements may stand on: quotes and results, sentence by sentence, with what they are of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.agent.grounding.frame import EMPTY, Frame, frame_of
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.reading import Reading, read, sentences
from assistant.answers import Citation
from assistant.knowledge.figures import Figure
from assistant.text import comparable

_BAR = "|"


class Source(NamedTuple):
    """A sentence of a source.

    Attributes:
        reading: the sentence, read.
        context: what it is of beside what it says itself.
    """

    reading: Reading
    context: Frame

    def figures(self) -> Iterator[tuple[Figure, Frame]]:
        """Its figures with what they are of."""
        for figure, bound in zip(self.reading.figures, self.reading.bound, strict=True):
            frame = bound.frame.within(self.context)
            yield figure, frame._replace(item=frame.item | self.context.item)

    @property
    def items(self) -> frozenset[str]:
        """Keys of what it speaks of."""
        return self.reading.frame.item | self.context.item


def text_sources(text: str, context: Frame, glossary: Glossary) -> Iterator[Source]:
    """The sentences of a text as sources; the cells of a bar table have the words of their header too."""
    header: list[str] = []
    for sentence in sentences(text):
        if not sentence.startswith(_BAR):
            header = []
            yield Source(read(sentence, glossary), context)
            continue
        cells = [cell.strip() for cell in sentence.strip(_BAR).split(_BAR)]
        if header:
            yield from row_sources(header, cells, context, glossary)
        else:
            header = cells
            yield Source(read(sentence, glossary), context)


def row_sources(header: Sequence[str], cells: Sequence[str], context: Frame, glossary: Glossary) -> Iterator[Source]:
    """The cells of a row, each with what its row and its column are of."""
    label = read(cells[0], glossary).frame if cells else EMPTY
    for place, cell in enumerate(cells[1:], 1):
        above = read(header[place], glossary).frame if place < len(header) else EMPTY
        yield Source(read(cell, glossary), label.within(above).within(context))


@lru_cache(maxsize=4096)
def quote_sources(
    quote: str, product: str, section: str, items: frozenset[str], glossary: Glossary
) -> tuple[Source, ...]:
    """The sentences of a quote; `items` are keys of what it is known to be about."""
    heading = frame_of(each for each in glossary.mentions(section.lower()) if each.dimension in ("plan", "limit_set"))
    context = Frame(product=frozenset((product,)), plan=heading.plan, limit_set=heading.limit_set)
    found = tuple(text_sources(quote, context, glossary))
    return tuple(each._replace(context=each.context._replace(item=items)) for each in found) if items else found


def of_citation(citation: Citation, items: frozenset[str], glossary: Glossary) -> tuple[Source, ...]:
    """The sentences of a citation's quote."""
    return quote_sources(citation.quote, citation.product, citation.section, items, glossary)


@lru_cache(maxsize=8192)
def compared(text: str) -> str:
    """A text in the form in which quotes are compared."""
    return comparable(text)
