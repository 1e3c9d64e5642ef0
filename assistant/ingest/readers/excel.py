"""Excel files (.xlsx), through openpyxl."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from assistant.errors import Problem
from assistant.ingest.blocks import Block
from assistant.ingest.readers.grid import BLANK, Cell, Grid, table_blocks, telling
from assistant.ingest.readers.number_format import shown
from assistant.ingest.readers.office_file import office_problem
from assistant.ingest.readers.parsed import Parsed, refused, warned

_DEFAULT_NAME = re.compile(r"(?:sheet|シート)\s*\d*", re.IGNORECASE)
_SHEET_FILE = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"))
_WHITE = ("FFFFFFFF", "00FFFFFF", "00000000")
_MAX_MERGED = 1_000_000
Sheet = Any
"""An openpyxl worksheet; the library has no types."""


def read_excel(data: bytes, name: str) -> Parsed:
    """Reads every visible sheet as a section with its tables; `name` is the file's name in messages."""
    if problem := office_problem(data, "xl", ".xlsx"):
        return refused(name, problem)
    book = _load(data, values=True)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    blocks: list[Block] = []
    for sheet in visible:
        content = list(_sheet_blocks(sheet))
        if content and (len(visible) > 1 or not _DEFAULT_NAME.fullmatch(sheet.title)):
            blocks.append(Block("heading", sheet.title, 2))
        blocks += content
    problems = list(_unsaved_formulas(data, book, name))
    if hidden:
        problems.append(warned(name, f"has hidden sheets that are not read: {', '.join(hidden)}"))
    return Parsed(tuple(blocks), (book.properties.title or "").strip() or None, problems=tuple(problems))


def _load(data: bytes, *, values: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library cannot keep when it saves; nothing is saved here
        return load_workbook(io.BytesIO(data), data_only=values)


def _sheet_blocks(sheet: Sheet) -> Iterator[Block]:
    """The tables of a sheet: what empty rows part, unless it goes on under the header above."""
    tables: list[tuple[int, Grid]] = []
    for first_row, rows in _regions(_grid(sheet)):
        grid = telling(rows)
        if tables and not _has_header(grid, tables[-1][1]):
            tables[-1][1].extend([Cell(cell.text) for cell in row] for row in grid)
        else:
            tables.append((first_row, list(grid)))
    for first_row, grid in tables:
        yield from table_blocks(grid, line=first_row)


def _has_header(grid: Grid, above: Grid) -> bool:
    """Whether rows below an empty one are a table of their own: other columns, a title, marks or words on top."""
    used, used_above = _used(grid), _used(above)
    filled = [cell for cell in dict.fromkeys(grid[0]) if cell.text]
    if used != used_above or len(used) < 2 or len(filled) < len(used):
        return True
    figures = [any(char.isdigit() for char in cell.text) for row in grid for cell in row]
    return all(cell.heading for cell in filled) or (any(figures) and not any(figures[: len(grid[0])]))


def _used(grid: Grid) -> set[int]:
    return {x for row in grid for x, cell in enumerate(row) if cell.text}


def _regions(rows: dict[int, list[Cell]]) -> Iterator[tuple[int, Grid]]:
    """Runs of rows that no empty row parts, each with the number of its first row."""
    region: Grid = []
    first = last = 0
    for number in sorted(rows):
        if region and number > last + 1:
            yield first, region
            region = []
        if not region:
            first = number
        region.append(rows[number])
        last = number
    if region:
        yield first, region


def _grid(sheet: Sheet) -> dict[int, list[Cell]]:
    """The rows of a sheet that are not empty; merged cells are at each place that they cover."""
    # the sheet's own iteration goes over every place up to the last one, a million rows in some files
    cells = {place: _cell(cell) for place, cell in sheet._cells.items()}
    cells = {place: cell for place, cell in cells.items() if cell.text}
    width = max((x for _, x in cells), default=0)
    places = 0
    for merged in sheet.merged_cells.ranges:
        source = cells.get((merged.min_row, merged.min_col))
        right = min(merged.max_col, width)
        places += (right - merged.min_col + 1) * (merged.max_row - merged.min_row + 1)
        if source and places <= _MAX_MERGED:
            for y in range(merged.min_row, merged.max_row + 1):
                cells.update({(y, x): source for x in range(merged.min_col, right + 1)})
    rows: dict[int, list[Cell]] = {}
    for (y, x), cell in cells.items():
        rows.setdefault(y, [BLANK] * width)[x - 1] = cell
    return rows


def _cell(cell: Any) -> Cell:
    text = shown(cell.value, cell.number_format) if cell.value is not None else ""
    marked = cell.has_style and (cell.font.bold or _is_coloured(cell.fill))
    return Cell("" if text in _ERRORS else text, bool(marked))


def _is_coloured(fill: Any) -> bool:
    return fill.fill_type == "solid" and fill.fgColor.rgb not in _WHITE


def _unsaved_formulas(data: bytes, book: Any, name: str) -> Iterator[Problem]:
    """Formulas whose results are not in the file, as programs other than Excel leave them."""
    if not _has_formulas(data):
        return
    for sheet in _load(data, values=False).worksheets:
        known = book[sheet.title]._cells if sheet.title in book.sheetnames else {}
        missing = [
            cell.coordinate
            for place, cell in sheet._cells.items()
            if cell.data_type == "f" and (place not in known or known[place].value is None)
        ]
        if missing:
            count = f"{len(missing)} formulas without results (the first is {missing[0]})"
            yield warned(name, f"sheet '{sheet.title}' has {count}: open it in Excel and save it again")


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [entry for entry in archive.namelist() if _SHEET_FILE.fullmatch(entry)]
        return any(_FORMULA.search(archive.read(entry)) for entry in sheets)
