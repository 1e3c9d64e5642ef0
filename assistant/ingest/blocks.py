"""The blocks that every reader turns a file into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "table", "wording", "english"]
BESIDE: tuple[Kind, ...] = ("wording", "english")
"""What stands beside the text of a document."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a file: of its text, or what stands beside it (a wording, the English rendering of a section).

    Attributes:
        kind: a wording is another way to ask for the section that it stands in; neither it nor the English rendering
            is text of the document.
        text: the text as it stands in the file; of a table, its rows with bars between the cells.
            A heading without text ends the sections of its level and below.
        level: of a heading, 1 (title) to 6; of an item, its depth from 0.
        line, page: where it begins, from 1; None where the kind of file has no such thing.
        header, rows: cells of a table; every row has as many as the header. The header is empty where the table
            has none: then the first cell of each row names the others.
    """

    kind: Kind
    text: str
    level: int = 0
    line: int | None = None
    page: int | None = None
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def bar_row(cells: Sequence[str]) -> str:
    """A table row as text."""
    return "| " + " | ".join(cells) + " |"


def table_block(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, line: int | None = None, page: int | None = None
) -> Block:
    """A table of cells without line breaks; an empty `header` is that of a table without one."""
    text = "\n".join(bar_row(row) for row in ([header] if header else []) + list(rows))
    return Block("table", text, line=line, page=page, header=tuple(header), rows=tuple(map(tuple, rows)))
