"""Ruled tables of a PDF page, through pdfplumber, with open sides and merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pdfplumber.table import merge_edges
from pdfplumber.utils.geometry import filter_edges

from assistant.ingest.readers.grid import BLANK, Cell, Grid
from assistant.ingest.readers.lines import is_item, unbroken
from assistant.ingest.readers.pdf_text import Char, Segment, char_lines, segments, within

PdfPage = Any
"""A page of pdfplumber; the library has no types."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points."""
_MAX_FRAME = 0.5
"""Share of a page's area above which a frame is the page's border."""
_MAX_EDGES = 5000
"""A page with more lines holds a drawing; looking for tables in it takes minutes."""
_SNAP = 3
_SAME_EDGE = 2.0
_BROKEN = 1.8
"""Widths of a character that a line broken at its cell's edge may stay away from it."""


class RuledTable(NamedTuple):
    """A table drawn with lines or areas; `edges` are its columns' left edges and its right one, in points."""

    grid: Grid
    edges: tuple[float, ...]
    top: float
    bottom: float
    page: int

    @property
    def left(self) -> float:
        """Its left edge, in points."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """Its right edge, in points."""
        return self.edges[-1]


class Frame(NamedTuple):
    """A box around lines of text; positions in points."""

    segments: list[Segment]
    left: float
    top: float
    right: float
    bottom: float


class Boxes(NamedTuple):
    """The tables and frames of a page, and the characters that are in none of them."""

    tables: list[RuledTable]
    frames: list[Frame]
    rest: list[Char]


def take_boxes(page: PdfPage, chars: list[Char], number: int) -> Boxes:
    """Sorts the characters of a page into its tables, its frames, and the rest."""
    tables: list[RuledTable] = []
    frames: list[Frame] = []
    if not 0 < len(page.edges) <= _MAX_EDGES:
        return Boxes(tables, frames, chars)
    finder = page.debug_tablefinder({"explicit_vertical_lines": list(_open_sides(page))})
    found: list[list[Box]] = [table.cells for table in finder.tables]
    in_tables = {cell for cells in found for cell in cells}
    found += [[cell] for cell in finder.cells if cell not in in_tables]
    taken: list[Box] = []
    for cells in sorted(found, key=lambda each: _area(_around(each))):  # what is inside of another comes first
        box = _around(cells)
        inside = [char for char in chars if within(char, box)]
        table = _table(cells, inside, number)
        if table:
            tables.append(table)
        elif _area(box) > _MAX_FRAME * page.width * page.height or any(_holds(box, other) for other in taken):
            continue
        elif len(lines := char_lines(inside)) > 1:
            frames.append(Frame([piece for line in lines for piece in segments(line, number)], *box))
        else:
            continue
        taken.append(box)
        ids = set(map(id, inside))
        chars = [char for char in chars if id(char) not in ids]
    return Boxes(tables, frames, chars)


def _around(cells: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: Box, other: Box) -> bool:
    return box[0] <= other[0] and box[1] <= other[1] and box[2] >= other[2] and box[3] >= other[3]


def _open_sides(page: PdfPage) -> Iterator[dict[str, Any]]:
    """The outer sides of tables that have only rules between their rows and columns."""
    rules = merge_edges(filter_edges(page.edges, "h"), _SNAP, _SNAP, _SNAP, _SNAP)
    groups: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for rule in rules:
        groups.setdefault((round(rule["x0"] / _SNAP), round(rule["x1"] / _SNAP)), []).append(rule)
    for group in groups.values():
        if len(group) > 2:
            top, bottom = min(rule["top"] for rule in group), max(rule["top"] for rule in group)
            for x in (group[0]["x0"], group[0]["x1"]):
                yield {"object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom, "height": bottom - top}


def _table(cells: Sequence[Box], chars: Sequence[Char], page: int) -> RuledTable | None:
    """The table of cells that pdfplumber found, None where it is a frame around text."""
    xs = _edges(x for cell in cells for x in (cell[0], cell[2]))
    ys = _edges(y for cell in cells for y in (cell[1], cell[3]))
    grid: Grid = [[BLANK] * (len(xs) - 1) for _ in ys[1:]]
    for box in cells:
        cell = Cell(_cell_text([char for char in chars if within(char, box)], box[2]))
        for y in range(_place(ys, box[1]), _place(ys, box[3])):
            for x in range(_place(xs, box[0]), _place(xs, box[2])):
                grid[y][x] = cell
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            if cell is BLANK:  # a place without rules around it may hold text all the same
                box = (xs[x], ys[y], xs[x + 1], ys[y + 1])
                row[x] = Cell(_cell_text([char for char in chars if within(char, box)], box[2]))
    beside = any(len({cell for cell in row if cell.text}) > 1 for row in grid)
    return RuledTable(grid, tuple(xs), ys[0], ys[-1], page) if beside else None


def _edges(positions: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for position in sorted(positions):
        if not edges or position - edges[-1] > _SAME_EDGE:
            edges.append(position)
    return edges


def _place(edges: Sequence[float], position: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - position))


def _cell_text(chars: Sequence[Char], right: float) -> str:
    """The text of a cell: lines that reach its edge run on, others are lines of their own."""
    text = ""
    broken = False
    for line in char_lines(chars):
        pieces = segments(line, 0)
        if not pieces:
            continue
        piece = " ".join(segment.text for segment in pieces)
        text = unbroken(text, piece) if broken and not is_item(piece) else f"{text} {piece}"
        broken = pieces[-1].right > right - _BROKEN * pieces[-1].size
    return text.strip()
