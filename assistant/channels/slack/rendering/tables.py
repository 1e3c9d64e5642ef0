"""Tables: as Slack's own where it takes them, else a card a row; the whole as CSV where a message cannot hold it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from assistant.answers import TableBlock
from assistant.channels.slack.rendering.message import (
    TABLE_CHARACTERS,
    TABLE_COLUMNS,
    TABLE_ROWS,
    Block,
    CsvFile,
    size,
)
from assistant.channels.slack.rendering.texts import context, paragraphs
from assistant.channels.slack.texts import say
from assistant.knowledge.values import Language

_EMPTY = "–"
_BLANK = " 　-–—―"
"""What an empty cell is written with."""
_CARDS = 25
"""Rows that are shown of a table whose whole is attached."""
_FORMULA = ("=", "+", "@", "\t", "\r")


def is_native(table: TableBlock) -> bool:
    """Whether Slack takes it as a table."""
    rows = (table.header, *table.rows)
    cells = sum(size(cell) for row in rows for cell in row)
    return len(rows) <= TABLE_ROWS and 0 < len(table.header) <= TABLE_COLUMNS and cells <= TABLE_CHARACTERS


def native(table: TableBlock) -> Block:
    """A table as Slack's own."""
    rows = [
        [{"type": "raw_text", "text": cell.strip() or _EMPTY} for cell in row] for row in (table.header, *table.rows)
    ]
    return {"type": "table", "rows": rows, "column_settings": [{"is_wrapped": True} for _ in table.header]}


def cards(table: TableBlock) -> list[Block]:
    """A table as text, two lines a row: the first cell, and what the others say with their headings."""
    return paragraphs("\n\n".join(_card(table.header, row) for row in table.rows))


def attached(table: TableBlock, number: int, language: Language) -> tuple[list[Block], CsvFile]:
    """The first rows of a table as cards, and the whole as CSV."""
    shown = table.model_copy(update={"rows": table.rows[:_CARDS]})
    note = context(say("table_attached", language, count=len(table.rows), shown=len(shown.rows)))
    title = say("table_title", language, number=number)
    return [*cards(shown), note], CsvFile(f"table-{number}.csv", title, as_csv(table))


def as_csv(table: TableBlock) -> str:
    """A table as CSV that spreadsheets open as Unicode, and in which no cell is a formula."""
    written = io.StringIO()
    csv.writer(written).writerows([[_cell(cell) for cell in row] for row in (table.header, *table.rows)])
    return "\ufeff" + written.getvalue()


def told(cells: Iterable[tuple[str, str]]) -> str:
    """Cells with their headings in a line, without the empty ones."""
    return "、".join(f"{name}: {cell}" if name else cell for name, cell in cells if cell.strip(_BLANK))


def _card(header: Sequence[str], row: Sequence[str]) -> str:
    first, *others = zip(header, row, strict=True)
    more = told(others)
    return f"■ {first[1] or _EMPTY}" + (f"\n　{more}" if more else "")


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
