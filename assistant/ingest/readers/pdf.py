"""PDF files, through pdfplumber: tables as rows with headers, headings by their size, lines joined."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from assistant.errors import Problem
from assistant.ingest.blocks import Block, table
from assistant.ingest.readers.parsed import Parsed, Tick

logging.getLogger("pdfminer").setLevel(logging.ERROR)

_HEADING_SCALE = 1.15
_RUNNING_SHARE = 0.6
_SENTENCE_END = re.compile(r"[。．.!！?？：:」』）)]$")
_ITEM = re.compile(
    r"^(?:[・•●○■◆▪※]|[(（]?\d{1,2}[)）.．]\s|[①-⑳]|第\s?[0-9０-９一二三四五六七八九十百]+\s?[編章節条])"
)
_DIGITS = re.compile(r"\d+")
_WIDE_END = re.compile(r"[^\x00-\x7f]$")


class _Line(NamedTuple):
    text: str
    size: float
    top: float
    bottom: float
    right: float
    page: int


class _Table(NamedTuple):
    rows: list[list[str]]
    top: float
    page: int


def read_pdf(data: bytes, name: str, tick: Tick | None = None) -> Parsed:
    """Reads the pages in order; `name` is the file's name in messages, `tick` hears of each page."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            parts: list[_Line | _Table] = []
            for number, page in enumerate(pdf.pages, 1):
                parts.extend(_parts(page, number))
                page.close()
                if tick:
                    tick(number, len(pdf.pages))
            title = str((pdf.metadata or {}).get("Title") or "").strip() or None
            pages = len(pdf.pages)
    except (
        PdfminerException,
        PDFException,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        RecursionError,
    ) as error:
        reason = str(error) or type(error).__name__
        message = f"cannot be read as a PDF ({reason}): open it in a viewer and export it again"
        return Parsed((), problems=(Problem(name, None, None, message),))
    blocks = tuple(_blocks(_without_running_lines(parts, pages)))
    if not blocks:
        message = "holds no text (a scan?): run text recognition on it, or replace it by a text PDF"
        return Parsed((), title, problems=(Problem(name, None, None, message, "warning"),))
    return Parsed(blocks, title)


def _parts(page: Page, number: int) -> Iterator[_Line | _Table]:
    """The lines and tables of a page from top to bottom."""
    tables = page.find_tables() if page.lines or page.rects or page.curves else []
    rest = page
    found: list[_Line | _Table] = []
    for each in tables:
        rows = [[cell or "" for cell in row] for row in each.extract()]
        if sum(bool(cell.strip()) for row in rows for cell in row) < 2:
            continue
        rest = rest.outside_bbox(each.bbox, strict=False)
        found.append(_Table(rows, each.bbox[1], number))
    for line in rest.extract_text_lines(return_chars=True):
        text = line["text"].strip()
        if text:
            size = median(char["size"] for char in line["chars"])
            found.append(_Line(text, size, line["top"], line["bottom"], line["x1"], number))
    return iter(sorted(found, key=lambda part: part.top))


def _without_running_lines(parts: list[_Line | _Table], pages: int) -> list[_Line | _Table]:
    """Drops page headers, footers and page numbers: lines that stand on most pages at one height."""
    if pages < 3:
        return parts

    def running(line: _Line) -> tuple[str, int]:
        return _DIGITS.sub("#", line.text), round(line.top / 4)

    seen = Counter(key for key, _ in {(running(p), p.page) for p in parts if isinstance(p, _Line)})
    return [part for part in parts if isinstance(part, _Table) or seen[running(part)] < _RUNNING_SHARE * pages]


def _blocks(parts: list[_Line | _Table]) -> Iterator[Block]:
    lines = [part for part in parts if isinstance(part, _Line)]
    body = median(line.size for line in lines) if lines else 0.0
    margin = max((line.right for line in lines), default=0.0)
    header: list[str] = []
    previous: _Table | None = None
    paragraph: list[_Line] = []
    for part in parts:
        if isinstance(part, _Line):
            if paragraph and not _continues(paragraph[-1], part, margin):
                yield _paragraph(paragraph, body)
                paragraph = []
            paragraph.append(part)
            continue
        if paragraph:
            yield _paragraph(paragraph, body)
            paragraph = []
        rows = part.rows
        if previous and part.page == previous.page + 1 and len(rows[0]) == len(header) and rows[0] != header:
            rows = [header, *rows]
        header, previous = rows[0], part
        if block := table(rows, page=part.page):
            yield block
    if paragraph:
        yield _paragraph(paragraph, body)


def _continues(last: _Line, line: _Line, margin: float) -> bool:
    """Whether `line` goes on where `last` broke at the margin."""
    if abs(last.size - line.size) > 0.6 or _ITEM.match(line.text) or _SENTENCE_END.search(last.text):
        return False
    if line.page != last.page:
        return last.right > 0.85 * margin
    return line.top - last.bottom < 1.2 * last.size and last.right > 0.85 * margin


def _paragraph(lines: list[_Line], body: float) -> Block:
    text = lines[0].text
    for line in lines[1:]:
        text += line.text if _WIDE_END.search(text) else f" {line.text}"
    if lines[0].size >= _HEADING_SCALE * body and len(text) <= 80:
        level = 1 if lines[0].size >= 1.6 * body else 2 if lines[0].size >= 1.35 * body else 3
        return Block("heading", text, level, page=lines[0].page)
    return Block("item" if _ITEM.match(text) else "paragraph", text, page=lines[0].page)
