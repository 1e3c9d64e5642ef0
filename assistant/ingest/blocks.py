"""The blocks that every reader turns a file into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "table", "wording"]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list item, a table, or another wording of the question above it.

    Attributes:
        text: the text as it stands in the file; of a table, its rows with bars between the cells.
        level: of a heading, 1 (title) to 6; of an item, its depth from 0.
        line, page: where it begins, from 1; None where the kind of file has no such thing.
        header, rows: cells of a table; every row has as many as the header.
    """

    kind: Kind
    text: str
    level: int = 0
    line: int | None = None
    page: int | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def bar_row(cells: tuple[str, ...]) -> str:
    """A table row as text."""
    return "| " + " | ".join(cells) + " |"


def table(rows: list[list[str]], *, line: int | None = None, page: int | None = None) -> Block | None:
    """A table of cells whose first row is the header; None where it holds no more than one cell.

    Empty rows and columns are dropped, short rows filled up, line breaks in cells become spaces.
    """
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    cleaned = [row for row in cleaned if any(row)]
    width = max((len(row) for row in cleaned), default=0)
    filled = [row + [""] * (width - len(row)) for row in cleaned]
    used = [column for column in range(width) if any(row[column] for row in filled)]
    cells = [tuple(row[column] for column in used) for row in filled]
    if not cells or len(cells) * len(used) < 2:
        return None
    text = "\n".join(bar_row(row) for row in cells)
    return Block("table", text, line=line, page=page, header=cells[0], rows=tuple(cells[1:]))
