"""The units of a section: what is never cut, and what must stand above it to be understood alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.ingest.blocks import Block, bar_row
from assistant.ingest.readers.lines import ends_sentence, introduces, is_label, is_note
from assistant.ingest.sentences import PIECE_CHARACTERS, SENTENCE_CHARACTERS, sentence_spans

_LEAD_CHARACTERS = 180
"""A longer sentence is not repeated above the later parts of its list."""
_HEADER_CHARACTERS = 200
"""A longer header is not repeated above the later rows of its table."""
_LABEL_CHARACTERS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Lead:
    """A line that stands above units: a table's header, a list's introduction, the item that others belong to."""

    text: str
    reading: str


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A part of a block that is kept whole.

    Attributes:
        start, end: where it stands in the block's text; of a table's row, 0.
        leads: what must stand above it, outermost first.
        own_lead: what it is itself to the units after it.
        leans: whether it says nothing without the unit after it.
    """

    text: str
    reading: str
    block: Block
    start: int = 0
    end: int = 0
    leads: tuple[Lead, ...] = ()
    own_lead: Lead | None = None
    leans: bool = False

    @property
    def size(self) -> int:
        """Characters it takes, as it is shown or as search sees it."""
        return max(len(self.text), len(self.reading))


def section_units(content: Sequence[Block]) -> list[Unit]:
    """The units of the blocks of a section, which has no headings in it."""
    units: list[Unit] = []
    introduction: Lead | None = None
    parents: list[tuple[int, Lead | None]] = []
    listed = False
    for index, block in enumerate(content):
        after = content[index + 1] if index + 1 < len(content) else None
        if block.kind == "table":
            units += _rows(block, (introduction,) if introduction else ())
            introduction = None
        elif block.kind == "item":
            listed = True
            while parents and parents[-1][0] >= block.level:
                parents.pop()
            leads = (introduction, *(lead for _, lead in parents))
            own = _lead(block.text)
            deeper = after is not None and after.kind == "item" and after.level > block.level
            described = after is not None and after.kind == "paragraph" and is_label(_bare(block.text))
            units += _sentences(block, tuple(filter(None, leads)), own, deeper or described)
            parents.append((block.level, own))
        else:
            parents = []
            introduction, leans = None, False
            if after is not None and after.kind != "paragraph" and _introduces(block.text, after, listed):
                last = [block.text[start:end] for start, end in sentence_spans(block.text)][-1]
                introduction, leans = _lead(last.strip()), True
            elif after is not None:
                leans = is_label(block.text)
            units += _sentences(block, (), introduction, leans)
    return units


def _bare(item: str) -> str:
    """An item's text without its marker."""
    return item.lstrip("-*・•●○◦▪ 　0123456789０１２３４５６７８９.．()（）")


def _introduces(text: str, after: Block, listed: bool) -> bool:
    """Whether a paragraph introduces the list or table below it, instead of describing the item above it."""
    if after.kind == "table":
        return not is_note(text)
    return not listed or not ends_sentence(text) or introduces(text)


def _lead(text: str) -> Lead | None:
    return Lead(text, text) if len(text) <= _LEAD_CHARACTERS else None


def _sentences(block: Block, leads: tuple[Lead, ...], own_lead: Lead | None, leans: bool) -> Iterator[Unit]:
    """A paragraph or item as one unit, a long one as its sentences."""
    spans = [(0, len(block.text))]
    if len(block.text) > PIECE_CHARACTERS:
        spans = [(start, end) for start, end in sentence_spans(block.text) if block.text[start:end].strip()]
    for start, end in spans:
        text = block.text[start:end].strip()
        first = block.text.index(text, start)
        last = end == spans[-1][1]
        yield Unit(text, text, block, first, first + len(text), leads, own_lead if last else None, leans and last)


def _rows(block: Block, leads: tuple[Lead, ...]) -> Iterator[Unit]:
    """The rows of a table below its header; one that is longer than any sentence may be, in parts."""
    header = Lead(bar_row(block.header), "") if block.header else None
    room = SENTENCE_CHARACTERS - sum(len(lead.text) + 1 for lead in leads) - 1
    if header and len(header.text) <= _HEADER_CHARACTERS:
        room -= len(header.text) + 1
        leads = (*leads, header)
    rows = [(row, Unit(bar_row(row), _reading(block.header, row), block, leads=leads)) for row in block.rows]
    if header and (header not in leads or not rows or any(unit.size > room for _, unit in rows)):
        yield from _row_parts(block, (), block.header)
    for row, unit in rows:
        if unit.size <= room:
            yield unit
        else:
            yield from _row_parts(block, block.header, row)


def _reading(header: Sequence[str], row: Sequence[str]) -> str:
    """A row for search: each cell with its column's name, or behind the first cell where columns have none."""
    if header:
        pairs = zip(header, row, strict=True)
        return "、".join(f"{name}: {cell}" if name and name != cell else cell for name, cell in pairs if cell)
    first, *rest = [cell for cell in row if cell] or [""]
    return f"{first}: {'、'.join(rest)}" if rest else first


def _row_parts(block: Block, header: Sequence[str], row: Sequence[str]) -> Iterator[Unit]:
    """A long row as rows of some of its columns, or of sentences of one cell, each beside the row's first cell."""
    names = [name if len(name) <= _LABEL_CHARACTERS else "" for name in header or [""] * len(row)]
    label = [(names[0], row[0])] if len(row) > 1 and 0 < len(row[0]) <= _LABEL_CHARACTERS else []
    room = SENTENCE_CHARACTERS - len(bar_row([*(text for _, text in label), ""]))
    part: list[tuple[str, str]] = []
    for name, cell in list(zip(names, row, strict=True))[len(label) :]:
        within = False  # the cell has begun in this part already
        for start, end in sentence_spans(cell, room) if len(cell) > PIECE_CHARACTERS else [(0, len(cell))]:
            piece = cell[start:end]
            if (
                part
                and sum(len(each) + len(text) + 4 for each, text in (*label, *part)) + len(piece) > PIECE_CHARACTERS
            ):
                yield _part(block, label, part)
                part, within = [], False
            if within:
                part[-1] = (name, part[-1][1] + piece)
            else:
                part.append((name, piece))
            within = True
    if part:
        yield _part(block, label, part)


def _part(block: Block, label: list[tuple[str, str]], part: list[tuple[str, str]]) -> Unit:
    pieces = [(name, cell.strip()) for name, cell in (*label, *part)]
    text = bar_row([cell for _, cell in pieces])
    names = [name for name, _ in pieces]
    reading = _reading(names if any(names) else (), [cell for _, cell in pieces])
    return Unit(text, reading if len(reading) <= SENTENCE_CHARACTERS else text, block)
