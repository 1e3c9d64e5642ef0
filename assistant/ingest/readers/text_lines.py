"""The lines of a plain text as they are meant: broken lines joined, columns as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.ingest.readers.lines import (
    article,
    ends_sentence,
    is_item,
    is_marked_question,
    is_note,
    is_ruler,
    marked_heading,
    unbroken,
    width,
)

_TAB, _BAR, _GAP = re.compile(r"\t"), re.compile(r"\s*[|｜│]\s*"), re.compile(r"[ 　]{2,}")
_SAMPLE_ROWS = 20
_ALIGNED_CHARACTERS = 30
_MIN_WRAP = 40
"""Columns below which a text is not taken for one whose lines were broken by their length."""
_LATIN_SLACK, _WIDE_SLACK = 16, 6
"""Columns by which a broken line may stay below the longest: a word, or a bracket that may not end a line."""


class Line(NamedTuple):
    """A line as it is meant, or, where it has rows, a table.

    Attributes:
        number: where it begins in the file, from 1.
        after_gap, before_gap: whether an empty line, a ruler or the file's edge is above it and below it.
        underlined: whether a ruler stands directly below it.
    """

    text: str
    number: int
    after_gap: bool
    before_gap: bool = False
    underlined: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def logical_lines(text: str) -> list[Line]:
    """The lines of `text`: hard-wrapped ones joined, aligned ones as tables, empty ones left out."""
    raw = [line.rstrip() for line in text.expandtabs(1).splitlines()] if "\t" not in text else text.splitlines()
    wrap = _wrap(raw)
    lines: list[Line] = []
    gap = True
    index = 0
    while index < len(raw):
        stripped = raw[index].strip()
        if not stripped or is_ruler(stripped):
            if lines and not gap:
                lines[-1] = lines[-1]._replace(before_gap=True, underlined=bool(stripped))
            gap = True
            index += 1
            continue
        rows = _table(raw, index)
        if rows:
            cells = tuple(row for row in rows if any(char.isalnum() for cell in row for char in cell))
            lines.append(Line("", index + 1, gap, rows=cells))
            gap = False
            index += len(rows)
            continue
        last = lines[-1] if lines and not gap and not lines[-1].rows else None
        separator = _continuation(last, raw, index, wrap) if last else None
        if last and separator is not None:
            text_so_far = unbroken(last.text, stripped) if separator == "" else f"{last.text}\n{stripped}"
            lines[-1] = last._replace(text=text_so_far)
        else:
            lines.append(Line(re.sub(r"\s*\t\s*", " ", stripped), index + 1, gap))
        gap = False
        index += 1
    if lines:
        lines[-1] = lines[-1]._replace(before_gap=True)
    return lines


def _wrap(raw: Sequence[str]) -> int | None:
    """The columns at which the lines of a text were broken, None where its lines are whole."""
    broken = [raw[i].strip() for i in range(len(raw) - 1) if raw[i].strip() and _goes_on(raw[i + 1])]
    widths = sorted(width(line) for line in broken)
    if len(widths) < 3:
        return None
    limit = widths[int(0.95 * (len(widths) - 1))]
    full = [line for line in broken if limit - _slack(line) <= width(line) <= limit + _WIDE_SLACK]
    unfinished = [line for line in full if not ends_sentence(line)]
    if limit < _MIN_WRAP or len(full) < 0.5 * len(broken) or len(unfinished) < 0.5 * len(full):
        return None
    return limit


def _slack(line: str) -> int:
    return (
        _LATIN_SLACK if line[-1:] <= "\x7f" and sum(char > "\x7f" for char in line) < len(line) / 3 else _WIDE_SLACK
    )


def _goes_on(raw: str) -> bool:
    """Whether a line could be the rest of the one above it."""
    line = raw.strip()
    return bool(line) and not _opens(line) and not raw.startswith("　")


def _opens(line: str) -> bool:
    """Whether a line begins something by its marks."""
    return (
        is_item(line)
        or is_note(line)
        or is_ruler(line)
        or is_marked_question(line)
        or article(line) is not None
        or (marked_heading(line) is not None)
    )


def _continuation(last: Line, raw: Sequence[str], index: int, wrap: int | None) -> str | None:
    """What joins a line to the one above: "" where that was broken, a line break below an item, else None."""
    line, above = raw[index], raw[index - 1]
    if not _goes_on(line):
        return None
    if wrap and wrap - _slack(above.strip()) <= width(above.strip()):
        return ""
    hanging = _indent(line) > 0 and _indent(line) > _indent(raw[last.number - 1])
    return "\n" if hanging and is_item(last.text) and not line.startswith("　") else None


def _indent(line: str) -> int:
    return width(line) - width(line.lstrip())


def _table(raw: Sequence[str], start: int) -> list[tuple[str, ...]]:
    """The rows of the table that begins at a line; none where none begins."""
    for delimiter, is_table in _DELIMITERS:
        if is_table(list(islice(_rows(raw, start, delimiter), _SAMPLE_ROWS))):
            return list(_rows(raw, start, delimiter))
    return []


def _rows(raw: Sequence[str], start: int, delimiter: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """The lines from `start` on that the delimiter cuts into cells."""
    for index in range(start, len(raw)):
        text = raw[index] if delimiter is _TAB else raw[index].strip()
        if not delimiter.search(text):
            return
        cells = [cell.strip() for cell in delimiter.split(text)]
        if delimiter is _BAR:  # the outer bars, where there are any
            cells = cells[not cells[0] : len(cells) - (not cells[-1])]
        yield tuple(cells)


def _is_tabbed(rows: Sequence[Sequence[str]]) -> bool:
    """A table, unless most tabs stand behind the number or bullet of an item."""
    items = sum(len(row) == 2 and (is_item(f"{row[0]} ") or not row[0]) for row in rows)
    return len(rows) > 1 and items <= len(rows) / 2


def _is_barred(rows: Sequence[Sequence[str]]) -> bool:
    return len(rows) > 1 and min(map(len, rows)) > 1


def _is_aligned(rows: Sequence[Sequence[str]]) -> bool:
    """Three rows or more of as many short cells each."""
    cells = [cell for row in rows for cell in row]
    short = all(len(cell) <= _ALIGNED_CHARACTERS and not ends_sentence(cell) for cell in cells)
    return len(rows) > 2 and len({len(row) for row in rows}) == 1 and short and not is_item(cells[0])


_DELIMITERS = ((_TAB, _is_tabbed), (_BAR, _is_barred), (_GAP, _is_aligned))
