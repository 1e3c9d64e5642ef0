"""Word files (.docx), through python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from assistant.errors import Problem
from assistant.ingest.blocks import Block, table
from assistant.ingest.readers.parsed import Parsed

_HEADING = re.compile(r"^(?:heading|見出し)\s*(\d)$", re.IGNORECASE)


def read_word(data: bytes, name: str) -> Parsed:
    """Reads paragraphs, lists and tables in order; `name` is the file's name in messages."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        message = f"cannot be read as a Word file ({error}): open it in Word and save it again as .docx"
        return Parsed((), problems=(Problem(name, None, None, message),))
    blocks = tuple(_blocks(document.iter_inner_content()))
    title = (document.core_properties.title or "").strip() or None
    return Parsed(blocks, title or next((b.text for b in blocks if b.kind == "heading"), None))


def _blocks(content: Iterator[Paragraph | Table]) -> Iterator[Block]:
    for part in content:
        if isinstance(part, Table):
            if block := table([_cells(row) for row in part.rows]):
                yield block
        elif text := part.text.strip():
            style = part.style.name if part.style is not None else None
            yield _paragraph(text, style or "")


def _paragraph(text: str, style: str) -> Block:
    if heading := _HEADING.match(style):
        return Block("heading", text, int(heading[1]))
    if style == "Title":
        return Block("heading", text, 1)
    if style.startswith("List"):
        return Block("item", f"- {text}")
    return Block("paragraph", text)


def _cells(row: _Row) -> list[str]:
    """The texts of a row; of a horizontally merged cell, which comes once a column, all but the first blank."""
    seen: set[object] = set()
    texts: list[str] = []
    for cell in row.cells:
        texts.append("" if cell._tc in seen else cell.text)
        seen.add(cell._tc)
    return texts
