"""Tables in text files: values separated by commas, tabs, semicolons or bars."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from typing import Any

from assistant.ingest.readers.grid import plain_grid, table_blocks
from assistant.ingest.readers.parsed import Parsed, refused

CsvReader = Any
"""A reader of the csv module, which does not name its type."""

_SEPARATORS = ",\t;|"
_SAMPLE_ROWS = 200
_FIELD_CHARACTERS = 1_000_000


def read_csv(text: str, name: str) -> Parsed:
    """Reads a table whose first row of more than one cell is the header; `name` is the file's name in messages."""
    separator = _separator(text)
    first, _, rest = text.partition("\n")
    if first.strip().lower() in (f"sep={each}" for each in _SEPARATORS):  # a line that Excel writes for itself
        separator, text = first.strip()[-1], rest
    csv.field_size_limit(_FIELD_CHARACTERS)
    if line := _open_quotation(text, separator):
        return refused(name, f"line {line} has a quotation mark that is never closed: close it, or double it")
    try:
        rows = list(_reader(text, separator))
    except csv.Error as error:
        return refused(name, f"cannot be read as a table ({error}): save it again as CSV")
    return Parsed(tuple(table_blocks(plain_grid(rows), header_rows=1, line=1)))


def _reader(text: str, separator: str, strict: bool = False) -> CsvReader:
    return csv.reader(io.StringIO(text, newline=None), delimiter=separator, strict=strict)


def _open_quotation(text: str, separator: str) -> int | None:
    """The line of a quotation mark that the end of the file closes, or None."""
    reader = _reader(text, separator, strict=True)
    line = 1
    try:
        for _ in reader:
            line = reader.line_num + 1
    except csv.Error as error:
        return line if "unexpected end of data" in str(error) or "field larger" in str(error) else None
    return None


def _separator(text: str) -> str:
    """The separator that cuts the most rows into as many cells, and into the most."""

    def agreement(separator: str) -> tuple[int, int]:
        try:
            lengths = Counter(len(row) for row in islice(_reader(text, separator), _SAMPLE_ROWS))
        except csv.Error:
            return 0, 0
        lengths.pop(1, None)
        lengths.pop(0, None)
        columns, rows = max(lengths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        return rows, columns

    return max(_SEPARATORS, key=agreement)
