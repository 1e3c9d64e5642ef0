"""A draft sentence by sentence, each with what it is of by the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.agent.grounding.claims import opening_claim
from assistant.agent.grounding.frame import EMPTY, Frame, frame_of
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.lines import lines, sentences
from assistant.agent.grounding.marks import marked, says_cover
from assistant.agent.grounding.reading import Reading, read
from assistant.agent.turn import Draft
from assistant.answers import Block, ContactBlock, ListBlock, Notice, Paragraph, TableBlock

_NAME = 40
"""Letters of a cell that may name what its row is of."""
_FIRST = 1


class Statement(NamedTuple):
    """A sentence, list item or cell of a draft.

    Attributes:
        text: as it is written.
        context: what it is of by its row, its column, its heading or the sentences before it.
        block: number of its block; None is a suggestion.
        citations: numbers that its block cites.
        opens: whether it opens the list behind it.
        lead: whether the sentence that opens its list calls its items covered or not.
    """

    text: str
    reading: Reading
    context: Frame
    block: int | None
    citations: tuple[int, ...] = ()
    opens: bool = False
    lead: bool | None = None


class _Opening(NamedTuple):
    """What a paragraph hands to the list or table behind it."""

    frame: Frame = EMPTY
    lead: bool | None = None


class _Place(NamedTuple):
    """A block, and what it cites."""

    block: int | None
    citations: tuple[int, ...] = ()


def statements(draft: Draft, glossary: Glossary) -> tuple[Statement, ...]:
    """All that a draft says in words; ways to a person apart."""
    found: list[Statement] = []
    opening = _Opening()
    for number, block in enumerate(draft.blocks):
        place = _Place(number, _citations(block))
        if isinstance(block, Paragraph | Notice):
            behind = draft.blocks[number + 1] if number + 1 < len(draft.blocks) else None
            told = list(_of_text(block.text, place, glossary, isinstance(behind, ListBlock | TableBlock)))
            opening = _opening(told)
            found += told
        elif isinstance(block, ListBlock):
            for item in block.items:
                found += _of_item(item, place, opening, glossary)
            opening = _Opening()
        elif isinstance(block, TableBlock):
            for cell in block.header:
                found += _of_item(cell, place, _Opening(opening.frame), glossary)
            for row in block.rows:
                found += _of_row(block.header, row, place, opening, glossary)
            opening = _Opening()
    for suggestion in draft.suggestions:
        found += _of_text(suggestion, _Place(None), glossary, False)
    return tuple(found)


def _citations(block: Block) -> tuple[int, ...]:
    return () if isinstance(block, Notice | ContactBlock) else block.citations


def _of_text(text: str, place: _Place, glossary: Glossary, follows: bool) -> Iterator[Statement]:
    context = EMPTY
    for line in lines(text, follows):
        if line.cells:
            yield from _of_row(line.header, line.cells, place, _Opening(context), glossary)
            continue
        reading = read(line.text, glossary)
        yield Statement(line.text, reading, context, place.block, place.citations, line.opens, line.lead)
        context = _handed_on(reading).within(context)


def _handed_on(reading: Reading) -> Frame:
    """What a sentence says for those behind it: a plan only where it begins with it."""
    leads = {each.dimension for each in reading.mentions if each.start <= _FIRST}
    frame = reading.frame._replace(role=frozenset(), industry=frozenset())
    return frame._replace(**{name: frozenset() for name in ("plan", "limit_set", "rider") if name not in leads})


def _opening(told: Sequence[Statement]) -> _Opening:
    if not told:
        return _Opening()
    frame = EMPTY
    for each in told:
        frame = frame.also(Frame(product=each.reading.frame.product, item=each.reading.frame.item))
    last = told[-1]
    own = _handed_on(last.reading) if last.opens else _only_scope(told)
    lead = opening_claim(last.reading.text) if last.opens else None
    return _Opening(frame._replace(plan=own.plan, limit_set=own.limit_set, rider=own.rider), lead)


def _only_scope(told: Sequence[Statement]) -> Frame:
    """The plan, set and rider of a paragraph whose claims are all for the same ones."""
    bound = [
        each.reading.abouts[place].bound.frame
        for each in told
        for place, claim in enumerate(each.reading.claims)
        if claim.strength == "stated"
    ]
    scopes = {Frame(plan=frame.plan, limit_set=frame.limit_set, rider=frame.rider) for frame in bound}
    return scopes.pop() if len(scopes) == 1 else EMPTY


def _of_item(item: str, place: _Place, opening: _Opening, glossary: Glossary) -> Iterator[Statement]:
    context = opening.frame
    for part in sentences(item):
        reading = marked(read(part, glossary), context)
        yield Statement(part, reading, context, place.block, place.citations, lead=opening.lead)
        context = _handed_on(reading).within(context)


def _of_row(
    header: Sequence[str], row: Sequence[str], place: _Place, opening: _Opening, glossary: Glossary
) -> Iterator[Statement]:
    """The cells of a row, with what the row's names and their columns' headers say."""
    cells = [[read(part, glossary) for part in sentences(cell)] for cell in row]
    label = frame_of(mention for each in cells[0] for mention in each.mentions) if cells else EMPTY
    names = [
        cell[0].frame._replace(role=frozenset())
        for text, cell in zip(row, cells, strict=True)
        if len(cell) == 1 and len(text) <= _NAME and not cell[0].figures and not cell[0].claims
    ]
    for column, (cell, readings) in enumerate(zip(row, cells, strict=True)):
        above = read(header[column], glossary) if column < len(header) else read("", glossary)
        context = above.frame.within(opening.frame)
        context = label.within(context) if column else context
        for frame in names:
            context = context.within(frame)
        lead = opening.lead
        if column:
            lead = above.claims[0].positive if above.claims and not context.item else None
        for part, reading in zip(sentences(cell), readings, strict=True):
            told = marked(reading, context, says_cover(above)) if column and not above.frame.role else reading
            yield Statement(part, told, context, place.block, place.citations, lead=lead)
