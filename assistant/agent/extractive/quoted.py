"""The text of a passage as blocks: its bar tables as tables, the rest as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from assistant.answers import Block, Paragraph, TableBlock

_BAR = "|"
_RULE = re.compile(r"[|\s:-]+")
_LEAST_ROWS = 2


def text_blocks(text: str, citations: tuple[int, ...]) -> Iterator[Block]:
    """The blocks of a text in order; rows of a table with other numbers of cells stay text."""
    for is_table, group in groupby(text.splitlines(), lambda line: line.lstrip().startswith(_BAR)):
        lines = list(group)
        rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)] if is_table else []
        if len(rows) >= _LEAST_ROWS and len({len(row) for row in rows}) == 1:
            yield TableBlock(header=rows[0], rows=tuple(rows[1:]), citations=citations)
        elif written := "\n".join(lines).strip():
            yield Paragraph(text=written, citations=citations)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().removeprefix(_BAR).removesuffix(_BAR).split(_BAR))
