"""The lines and tables of a PDF file as blocks: broken lines and tables joined, headings told by their type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from assistant.ingest.blocks import Block
from assistant.ingest.readers.grid import Cell, Grid, table_blocks
from assistant.ingest.readers.lines import (
    QUESTION_LENGTH,
    article,
    ends_sentence,
    is_item,
    is_label,
    is_marked_question,
    marked_heading,
    unbroken,
)
from assistant.ingest.readers.pdf_layout import Line, Part
from assistant.ingest.readers.pdf_tables import RuledTable

_HEADING_SCALE = 1.15
_HEADING_LENGTH = 80
_LOWEST = 6
_TYPE_LEVELS = 4
_SAME_SIZE = 0.6
_FULL = 2.0
"""Widths of a character that a broken line may stay away from its column's right edge."""
_INDENT = 0.8
_MIN_WIDTH = 6
"""Characters of a line below which its end is not a break."""
_MIN_SENTENCE = 15
"""Characters of a cell below which it is a label, not the beginning of a sentence."""
_GAP_SCALE = 1.6
_SAME_EDGE = 3.0
"""Points by which the columns of a table may differ from page to page."""
_BOLD = re.compile(r"bold|heavy|black|demi|gothic|kaku|-w[5-9]|ゴシック", re.IGNORECASE)


def pdf_blocks(parts: Sequence[Part]) -> Iterator[Block]:
    """The blocks of a document's parts in order."""
    document = _Type([part for part in parts if isinstance(part, Line)])
    paragraph: list[Line] = []
    for part in _joined_tables(parts):
        goes_on = isinstance(part, Line) and paragraph and document.continues(paragraph, part)
        if paragraph and not goes_on:
            yield from document.blocks(paragraph)
            paragraph = []
        if isinstance(part, Line):
            paragraph.append(part)
        else:
            yield from table_blocks(part.grid, page=part.page)
    if paragraph:
        yield from document.blocks(paragraph)


def _joined_tables(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, in which a table that goes on over pages is one."""
    table: RuledTable | None = None
    last_page = 0
    for part in parts:
        if isinstance(part, RuledTable):
            if table and part.page == last_page + 1 and _has_columns(table, part):
                table = table._replace(grid=_continued(table.grid, part.grid))
            else:
                if table:
                    yield table
                table = part
            last_page = part.page
        else:
            if table:
                yield table
                table = None
            yield part
    if table:
        yield table


class _Type:
    """The type of a document: what its text is set in, and what stands out from it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        fonts: Counter[str] = Counter()
        for line in lines:
            sizes[round(line.segment.size * 2) / 2] += len(line.text)
            fonts[line.segment.font] += len(line.text)
        self._size = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
        self._font = max(fonts, key=lambda font: (fonts[font], font), default="")
        larger = sorted({size for size in sizes if size >= _HEADING_SCALE * self._size}, reverse=True)
        self._levels = {size: min(_TYPE_LEVELS, index + 1) for index, size in enumerate(larger)}
        gaps = [
            below.segment.top - above.segment.bottom
            for above, below in pairwise(lines)
            if above.segment.page == below.segment.page and below.segment.top > above.segment.top
        ]
        self._gap = median(gaps) if gaps else 0.0

    def level(self, line: Line) -> int:
        """The level of the heading that a line's type makes it, 0 for text."""
        size = round(line.segment.size * 2) / 2
        if size in self._levels:
            return self._levels[size]
        other = line.segment.font != self._font and _BOLD.search(line.segment.font) and not _BOLD.search(self._font)
        return min(_LOWEST, len(self._levels) + 1) if other and is_label(line.text.rstrip("?？")) else 0

    def continues(self, paragraph: Sequence[Line], line: Line) -> bool:
        """Whether `line` goes on where the last one broke at its column's edge."""
        last, first = paragraph[-1], paragraph[0]
        if abs(last.segment.size - line.segment.size) > _SAME_SIZE or is_item(line.text):
            return False
        if _opens(line.text) or _is_whole(first.text) or self.level(first) != self.level(line):
            return False
        size = line.segment.size
        same_column = line.segment.page == last.segment.page and line.segment.top > last.segment.top
        if same_column and line.segment.top - last.segment.bottom > max(_GAP_SCALE * self._gap, size):
            return False
        indented = line.segment.left > line.column_left + _INDENT * size
        if indented and not (is_item(first.text) and line.segment.left >= first.segment.left):
            return False
        if line.text[0].islower() and line.text[0] <= "\x7f":
            return True
        broken = last.segment.right > last.column_right - _FULL * size and len(last.text) >= _MIN_WIDTH
        return broken and (same_column or not ends_sentence(last.text))

    def blocks(self, lines: Sequence[Line]) -> Iterator[Block]:
        """The heading, paragraph or item that lines are together."""
        page = lines[0].segment.page
        text = lines[0].text
        for line in lines[1:]:
            text = unbroken(text, line.text)
        level = self.level(lines[0])
        opened = article(text)
        if opened:
            yield Block("heading", opened.heading, max(level, opened.level), page=page)
            if opened.rest:
                yield Block("paragraph", opened.rest, page=page)
        elif level and len(text) <= _HEADING_LENGTH and not text.endswith("。"):
            yield Block("heading", text, level, page=page)
        elif is_marked_question(text) and len(text) <= QUESTION_LENGTH:
            yield Block("heading", text, _LOWEST, page=page)
        elif heading := marked_heading(text):
            yield Block("heading", heading, _LOWEST - 1, page=page)
            if heading != text:
                yield Block("paragraph", text, page=page)
        else:
            yield Block("item" if is_item(text) else "paragraph", text, page=page)


def _opens(text: str) -> bool:
    return article(text) is not None or is_marked_question(text) or marked_heading(text) is not None


def _is_whole(text: str) -> bool:
    """Whether a line is a heading by itself, with nothing of its text on the next one."""
    opened = article(text)
    return (opened is not None and not opened.rest) or marked_heading(text) == text


def _has_columns(table: RuledTable, part: RuledTable) -> bool:
    """Whether two tables have the same columns."""
    if len(table.edges) != len(part.edges):
        return False
    return all(abs(one - other) <= _SAME_EDGE for one, other in zip(table.edges, part.edges, strict=True))


def _continued(grid: Grid, rows: Grid) -> Grid:
    """Both parts of a table as one: the header once, a label above the page break repeated below it."""
    repeated = 0
    while repeated < min(len(rows) - 1, len(grid)) and _texts(rows[repeated]) == _texts(grid[repeated]):
        repeated += 1
    rest = [list(row) for row in rows[repeated:]]
    above = grid[-1]
    if not rest[0][0].text and above[0].text:
        if all(_breaks_off(over.text) for cell, over in zip(rest[0], above, strict=True) if cell.text):
            joint = [Cell(unbroken(cell.text, more.text)) for cell, more in zip(above, rest[0], strict=True)]
            return [*grid[:-1], joint, *rest[1:]]
        rest[0][0] = above[0]
    return [*grid, *rest]


def _breaks_off(text: str) -> bool:
    """Whether a text ends within a sentence."""
    return len(text) >= _MIN_SENTENCE and not ends_sentence(text)


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row]
