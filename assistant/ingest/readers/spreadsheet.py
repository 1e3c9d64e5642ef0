"""Tables in files: CSV, and Excel through openpyxl."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from assistant.errors import Problem
from assistant.ingest.blocks import Block, table
from assistant.ingest.readers.parsed import Parsed


def read_csv(text: str) -> Parsed:
    """Reads comma-, tab- or semicolon-separated text whose first row is the header."""
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:10_000], delimiters=",\t;")
    except csv.Error:
        dialect = csv.excel
    rows = list(csv.reader(io.StringIO(text), dialect))
    block = table(rows, line=1)
    return Parsed((block,) if block else ())


def read_excel(data: bytes, name: str) -> Parsed:
    """Reads every sheet as a section with one table; `name` is the file's name in messages."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        message = f"cannot be read as an Excel file ({error}): open it in Excel and save it again as .xlsx"
        return Parsed((), problems=(Problem(name, None, None, message),))
    blocks: list[Block] = []
    for sheet in book.worksheets:
        rows = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        if block := table(rows, line=1):
            blocks += [Block("heading", sheet.title, 2), block]
    return Parsed(tuple(blocks))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
