"""Tables with merged cells, and what becomes of them: a header, rows that each stand alone, captions and notes.

A merged cell is the same object at every place that it covers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.ingest.blocks import Block, table_block
from assistant.ingest.readers.lines import is_note, is_prose

_REPEATED_LENGTH = 60
"""A merged cell up to this length is repeated in each row that it covers, a longer one stands in the first."""
_MAX_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell; `heading` where its file marks it as one."""

    text: str
    heading: bool = False


Grid = list[list[Cell]]
BLANK = Cell("")


def plain_grid(rows: Sequence[Sequence[str]]) -> Grid:
    """The grid of rows of texts."""
    return [[Cell(text) for text in row] for row in rows]


def table_blocks(
    grid: Grid, *, header_rows: int | None = None, line: int | None = None, page: int | None = None
) -> list[Block]:
    """The blocks of a table.

    One or more tables under the same header, and paragraphs: the captions above it, the notes among its rows, and
    rows that a single merged cell fills, which name the rows below them. A column of text without others is no
    table: its cells are paragraphs.

    Args:
        header_rows: how many rows the header has below the captions, where that is known.
    """
    rows = _compact(grid)
    captions: list[str] = []
    while len(rows) > 1 and len(_distinct(rows[0])) == 1 and len(rows[0]) > 1:
        captions.append(_distinct(rows[0])[0].text)
        rows = _compact(rows[1:])
    blocks = [Block("paragraph", text, line=line, page=page) for text in captions]
    if not rows:
        return blocks
    if len(rows[0]) == 1 or (len(rows) == 1 and any(is_prose(cell.text) for cell in rows[0])):
        texts = [cell.text for row in rows for cell in _distinct(row)]
        return blocks + [Block("paragraph", text, line=line, page=page) for text in texts]
    depth = _header_depth(rows) if header_rows is None else min(header_rows, len(rows) - 1)
    header = _header(rows[:depth]) if depth else ()
    blocks += [
        Block("paragraph", part, line=line, page=page)
        if isinstance(part, str)
        else table_block(header, part, line=line, page=page)
        for part in _parts(rows[depth:], bool(header))
    ]
    return blocks


def telling(grid: Grid) -> Grid:
    """The grid whose `heading` marks stand for bold type or colour, without them where they tell nothing.

    They tell a header where all of the first row below the captions has them, and labels where all of the first
    column has them, unless everything has.
    """
    rows = [row for row in grid if any(cell.text for cell in row)]
    while len(rows) > 1 and len(_distinct(rows[0])) == 1:
        rows = rows[1:]
    marked = [[cell.heading for cell in row if cell.text] for row in rows]
    some = any(not mark for row in marked for mark in row)
    first_row = bool(marked) and all(marked[0])
    first_column = all(row[0] for row in marked)
    beside = any(mark for row in marked for mark in row[1:])
    if some and (first_row or (first_column and not beside)):
        return grid
    clean: dict[Cell, Cell] = {}
    return [[clean.setdefault(cell, Cell(cell.text)) for cell in row] for row in grid]


def _compact(grid: Grid) -> Grid:
    """The grid as a rectangle without empty rows, empty columns and columns that only continue merged cells."""
    clean: dict[Cell, Cell] = {}
    rows = []
    for row in grid:
        cells = [clean.setdefault(cell, Cell(" ".join(cell.text.split()), cell.heading)) for cell in row]
        if any(cell.text for cell in cells):
            rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([BLANK] * (width - len(row)))
    used = [
        column
        for column in range(width)
        if any(row[column].text and (column == 0 or row[column] is not row[column - 1]) for row in rows)
    ]
    return [[row[column] for column in used] for row in rows]


def _distinct(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a row that are not blank, merged ones once."""
    return [cell for cell in dict.fromkeys(row) if cell.text]


def _header_depth(rows: Grid) -> int:
    """How many rows the header has.

    Where the file marks headings, its leading rows of them. Where it marks none, one row and those into which its
    merged cells reach; of two columns, none unless figures stand below words.
    """
    if len(rows) == 1:
        return 0
    if any(cell.heading for row in rows for cell in row):
        depth = 0
        while depth < len(rows) and all(cell.heading for cell in _distinct(rows[depth])):
            depth += 1
        if depth < len(rows):
            return min(depth, _MAX_HEADER_ROWS)
    if len(rows[0]) == 2:
        return 1 if _figures_below_words(rows) else 0
    depth = 1
    while depth < min(len(rows) - 1, _MAX_HEADER_ROWS) and _reaches_down(rows[depth - 1], rows[depth]):
        depth += 1
    return depth


def _figures_below_words(rows: Grid) -> bool:
    head, body = rows[0], rows[1:]
    words = all(cell.text and not _has_digit(cell.text) for cell in head)
    return words and len(body) > 1 and all(_has_digit(row[1].text) for row in body)


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _reaches_down(row: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a header row goes on below: one of its cells spans columns, or the row under it."""
    spans = any(cell.text and cell is row[column - 1] for column, cell in enumerate(row) if column)
    return spans or any(cell.text and cell is under for cell, under in zip(row, below, strict=True))


def _header(rows: Grid) -> tuple[str, ...]:
    """One name a column, of header cells above each other from the outer to the inner."""
    return tuple(" ".join(cell.text for cell in _distinct(column)) for column in zip(*rows, strict=True))


def _parts(rows: Grid, headed: bool) -> Iterator[str | list[tuple[str, ...]]]:
    """Runs of rows, and the texts that stand between them."""
    part: list[tuple[str, ...]] = []
    above: Sequence[Cell] = ()
    for row in rows:
        distinct = _distinct(row)
        text = distinct[0].text
        fills = len(row) > 1 and all(cell is row[0] for cell in row)
        if len(distinct) == 1 and (fills or is_note(text) or is_prose(text)):
            if part:
                yield part
                part = []
            yield text
        else:
            part.append(_texts(row, above, headed))
        above = row
    if part:
        yield part


def _texts(row: Sequence[Cell], above: Sequence[Cell], headed: bool) -> tuple[str, ...]:
    """The texts of a row: what a merged cell says holds in each row, and in each column with a name."""
    texts = []
    for column, cell in enumerate(row):
        across = column > 0 and cell is row[column - 1]
        down = bool(above) and cell is above[column]
        repeated = len(cell.text) <= _REPEATED_LENGTH and (headed or not across)
        texts.append(cell.text if repeated or not (across or down) else "")
    return tuple(texts)
