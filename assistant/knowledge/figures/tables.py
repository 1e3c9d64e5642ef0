"""Numbers in table cells whose unit stands in the column's header: | 支払限度額(万円) | over | 5,000 |."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.knowledge.figures.numbers import number, plain
from assistant.knowledge.figures.quantities import Quantity
from assistant.knowledge.figures.words import one_of, words

_UNIT_NAMES = words().unit_names()
_NAMED = [word for word, unit in _UNIT_NAMES.items() if unit and unit != "割"]
_UNIT = rf"(?P<scale>[十百千]?[万億兆]?) ?(?P<unit>{one_of(_NAMED)})"
_IN_HEADER = re.compile(rf"\((?:単位 ?:? ?)?{_UNIT}\)")
_IN_CAPTION = re.compile(rf"単位 ?:? ?{_UNIT}")
UNIT_MENTIONS = (_IN_HEADER, _IN_CAPTION)
"""Units that are named for a table: the 千円 of (単位：千円) is no figure."""


class _Cell(NamedTuple):
    """A cell at `start` to `end` of the text, and the unit that its table names for it."""

    start: int
    end: int
    unit: str
    scale: Decimal


def with_column_units(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """`found` with the units that the headers of bar tables and captions (単位：万円) give to bare numbers."""
    cells = list(_cells(text)) if "|" in text else []
    starts = [cell.start for cell in cells]
    return [_with_unit(each, cells[bisect(starts, each.figure.start) - 1]) if cells else each for each in found]


def _with_unit(found: Quantity, cell: _Cell) -> Quantity:
    """`found` with the unit of the cell before it, where it stands in that cell."""
    figure = found.figure
    if figure.unit or found.value is None or not cell.start <= figure.start < cell.end:
        return found
    value = found.value if found.scaled else found.value * cell.scale
    return found._replace(figure=figure._replace(unit=cell.unit, value=plain(value)), value=value)


def _cells(text: str) -> Iterator[_Cell]:
    """The cells with a unit in their column's header, in the first cell of their row, or in the table's caption."""
    header: list[re.Match[str] | None] = []
    caption: re.Match[str] | None = None
    start = 0
    for line in text.splitlines(keepends=True):
        cells = line.strip().strip("|").split("|") if line.lstrip().startswith("|") else []
        if not cells:
            header, caption = [], _IN_CAPTION.search(line) or (None if line.strip() else caption)
        label = _IN_HEADER.search(cells[0]) if cells else None
        place = start + line.find("|") + 1
        for number_of_cell, cell in enumerate(cells):
            above = header[number_of_cell] if number_of_cell < len(header) else None
            if unit := above or (label if number_of_cell else None):
                scale = number(unit["scale"]) or Decimal(1)
                yield _Cell(place, place + len(cell), _UNIT_NAMES[unit["unit"]], scale)
            place += len(cell) + 1
        header = header or [_IN_HEADER.search(cell) or caption for cell in cells]
        start += len(line)
