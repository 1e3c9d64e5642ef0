"""The order in which a page is read: columns of prose and lists, frames, tables, and rows aligned without rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from assistant.ingest.readers.grid import Grid, plain_grid
from assistant.ingest.readers.lines import is_item
from assistant.ingest.readers.pdf_page import Page
from assistant.ingest.readers.pdf_tables import Frame, RuledTable
from assistant.ingest.readers.pdf_text import Segment

_MIN_LINES = 4
_FILLED = 0.6
"""Share of a column's width that most lines of prose take."""
_MIN_COLUMN_CHARACTERS = 10
_MIN_TEXT_WIDTH = 0.4
"""Share of a page's width that its text takes at least, where it is one column."""
_PADDING = 0.15
"""Share of a frame's width within which its lines end where they are broken."""
_SLACK = 5.0
"""Points by which things that begin at one place may differ."""
_ALIGNED = 1.0
"""Widths of a character by which the pieces of a column may stand apart."""
_ROW_GAP = 2.5
"""Heights of a line that part two groups of rows."""


class Line(NamedTuple):
    """A line of text, its column's left and right edge with it."""

    segment: Segment
    column_left: float
    column_right: float

    @property
    def text(self) -> str:
        """What it says."""
        return self.segment.text


class AlignedRows(NamedTuple):
    """Rows of pieces that stand below each other without rules."""

    grid: Grid
    page: int


Part = Line | AlignedRows | RuledTable
Element = Segment | RuledTable | Frame


def parts_in_order(page: Page, right: float) -> list[Part]:
    """The parts of a page as a person reads them: column after column, each frame by itself.

    Args:
        right: where the document's lines end, in points; a page may have only short ones.
    """
    left = min((each.left for each in page.segments), default=0.0)
    edge = max(right, left + _MIN_TEXT_WIDTH * page.width)
    return list(_region([*page.segments, *page.tables, *page.frames], edge))


def _region(elements: Sequence[Element], right: float) -> Iterator[Part]:
    """The parts of an area whose lines end at `right`."""
    elements = sorted(elements, key=_height)
    gutter = _gutter([each for each in elements if isinstance(each, Segment)])
    if gutter is None:
        yield from _stack(elements, right)
        return
    band: list[Element] = []
    for element in elements:
        if element.left < gutter - _SLACK < element.right - 2 * _SLACK:
            yield from _band(band, gutter, right)
            yield from _stack([element], right)
            band = []
        else:
            band.append(element)
    yield from _band(band, gutter, right)


def _band(elements: Sequence[Element], gutter: float, edge: float) -> Iterator[Part]:
    """A part of an area that nothing crosses: two columns, or rows."""
    columns = (
        [each for each in elements if each.left < gutter - _SLACK],
        [each for each in elements if each.left >= gutter - _SLACK],
    )
    lines = [[each for each in column if isinstance(each, Segment)] for column in columns]
    if all(map(_is_column, lines)):
        for column, segments in zip(columns, lines, strict=True):
            yield from _region(column, max(segment.right for segment in segments))
    else:
        yield from _stack(elements, edge)


def _stack(elements: Sequence[Element], right: float) -> Iterator[Part]:
    """Elements one below the other; boxes beside each other from left to right."""
    lines: list[Segment] = []
    for element in sorted(elements, key=_height):
        if isinstance(element, Segment):
            lines.append(element)
            continue
        yield from _rows(lines, right)
        lines = []
        if isinstance(element, RuledTable):
            yield element
        else:
            inner = element.right - _PADDING * (element.right - element.left)
            yield from _region(element.segments, max(inner, *(each.right for each in element.segments)))
    yield from _rows(lines, right)


def _height(element: Element) -> tuple[float, float]:
    """Where an element begins, from top to bottom and from left to right."""
    top = element.middle if isinstance(element, Segment) else element.top
    return round(top / _SLACK), element.left


def _gutter(segments: Sequence[Segment]) -> float | None:
    """Where the second column begins, None where the lines go across."""
    best: tuple[int, float] | None = None
    for x in sorted({round(each.left) for each in segments}):
        left = [each for each in segments if each.right <= x]
        right = [each for each in segments if each.left >= x - 1]
        crossing = len(segments) - len(left) - len(right)
        score = min(len(left), len(right)) - crossing
        if score > 1 and _is_column(left) and _is_column(right) and (best is None or score > best[0]):
            best = score, x
    return best[1] if best else None


def _is_column(segments: Sequence[Segment]) -> bool:
    """Whether lines stand in a column as prose or a list does, and cells of a table do not."""
    items = sum(is_item(each.text) for each in segments)
    if items > 1 and items >= len(segments) / 2:
        return True
    if len(segments) < _MIN_LINES:
        return False
    width = max(each.right for each in segments) - min(each.left for each in segments)
    typical = median(each.right - each.left for each in segments)
    return typical >= _FILLED * width and median(len(each.text) for each in segments) >= _MIN_COLUMN_CHARACTERS


def _rows(segments: Sequence[Segment], right: float) -> Iterator[Part]:
    """Lines, one below the other; pieces beside each other as rows where they are aligned."""
    if not segments:
        return
    left = min(each.left for each in segments)
    rows = _grouped(segments)
    index = 0
    while index < len(rows):
        run = _aligned_run(rows, index)
        if run > 1:
            grid = plain_grid([[piece.text for piece in row] for row in rows[index : index + run]])
            yield AlignedRows(grid, rows[index][0].page)
            index += run
            continue
        yield Line(_merged(rows[index]), left, right)
        index += 1


def _grouped(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments on one height together, from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda each: (each.middle, each.left)):
        if rows and segment.middle - rows[-1][0].middle <= 0.5 * min(segment.size, rows[-1][0].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _aligned_run(rows: Sequence[Sequence[Segment]], start: int) -> int:
    """How many rows from `start` on have as many pieces, each below the one above it."""
    first = rows[start]
    if len(first) < 2 or is_item(f"{first[0].text} "):
        return 1
    run = 1
    while start + run < len(rows):
        above, row = rows[start + run - 1], rows[start + run]
        near = row[0].top - above[0].bottom <= _ROW_GAP * row[0].size
        if len(row) != len(first) or not near or not all(map(_below, row, above)):
            break
        run += 1
    return run


def _below(piece: Segment, above: Segment) -> bool:
    """Whether two pieces begin, end or are centred at the same place."""
    slack = _ALIGNED * piece.size
    centre = abs(piece.left + piece.right - above.left - above.right) / 2
    return min(abs(piece.left - above.left), abs(piece.right - above.right), centre) <= slack


def _merged(row: Sequence[Segment]) -> Segment:
    if len(row) == 1:
        return row[0]
    longest = max(row, key=lambda each: len(each.text))
    return longest._replace(
        text=" ".join(piece.text for piece in row),
        left=row[0].left,
        right=max(piece.right for piece in row),
        top=min(piece.top for piece in row),
        bottom=max(piece.bottom for piece in row),
    )
