"""PDF files, through pdfplumber: tables as rows with headers, headings by their type, broken lines joined."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from assistant.errors import Problem
from assistant.ingest.blocks import Block
from assistant.ingest.readers.parsed import Parsed, Tick, refused, warned
from assistant.ingest.readers.pdf_blocks import pdf_blocks
from assistant.ingest.readers.pdf_layout import parts_in_order
from assistant.ingest.readers.pdf_page import Page, read_page
from assistant.ingest.readers.pdf_running import without_running_lines
from assistant.ingest.readers.structure import structured

logging.getLogger("pdfminer").setLevel(logging.ERROR)

_PROGRAM_TITLE = re.compile(r"^Microsoft \w+ - |\.(?:docx?|xlsx?|pptx?|pdf|indd)$", re.IGNORECASE)
_NO_TITLES = frozenset(("untitled", "(anonymous)", "無題", "名称未設定", "anonymous"))
_UNMAPPED_SHARE = 0.1


def read_pdf(data: bytes, name: str, tick: Tick | None = None) -> Parsed:
    """Reads the pages in order; `name` is the file's name in messages, `tick` hears of each page."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pages, broken = _pages(pdf, tick)
            stated = _stated_title(pdf.metadata)
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in (*error.args, error.__context__)):
            return refused(name, "is protected by a password: save a copy without one")
        return refused(name, f"is no PDF that can be read ({_reason(error)}): open it in a viewer and save it again")
    problems = list(_problems(pages, broken, name))
    if sum(page.unmapped for page in pages) > _UNMAPPED_SHARE * sum(page.characters for page in pages):
        return refused(name, "uses fonts that do not say what their characters are: export it again, fonts embedded")
    if not any(page.segments or page.tables or page.frames for page in pages):
        if broken:
            return refused(name, f"has no page that can be read ({next(iter(broken.values()))}): save it again")
        message = "holds no text (a scan?): run text recognition on it, or replace it by a text PDF"
        return Parsed((), stated, problems=(warned(name, message),))
    kept, running = without_running_lines(pages)
    right = max((segment.right for page in kept for segment in page.segments), default=0.0)
    blocks = list(structured(pdf_blocks([part for page in kept for part in parts_in_order(page, right)])))
    first = next((block for block in blocks if block.kind == "heading"), None)
    title = first.text if first and first.level == 1 and first.page == 1 else stated
    if running:
        blocks.append(Block("heading", "", 1, page=1))
        blocks += [Block("paragraph", text, page=1) for text in running if text != title]
    return Parsed(tuple(blocks), title, problems=tuple(problems))


def _pages(pdf: PDF, tick: Tick | None) -> tuple[list[Page], dict[int, str]]:
    """The pages that can be read, and why others cannot."""
    pages: list[Page] = []
    broken: dict[int, str] = {}
    total = len(pdf.pages)
    for number, page in enumerate(pdf.pages, 1):
        try:
            pages.append(read_page(page, number))
        except Exception as error:  # a damaged page raises whatever the library stumbles over
            broken[number] = _reason(error)
        page.close()
        if tick:
            tick(number, total)
    return pages, broken


def _problems(pages: Sequence[Page], broken: dict[int, str], name: str) -> Iterator[Problem]:
    if broken:
        numbers = ", ".join(map(str, broken))
        reason = next(iter(broken.values()))
        yield warned(name, f"pages that cannot be read and are left out: {numbers} ({reason})")
    pictures = [page.number for page in pages if page.is_picture]
    if pictures and len(pictures) < len(pages):
        numbers = ", ".join(map(str, pictures))
        yield warned(name, f"pages that are pictures without text: {numbers}: run text recognition on them")


def _stated_title(metadata: dict[str, object] | None) -> str | None:
    """The title in the file's properties, where it is one and not the name of a file."""
    title = str((metadata or {}).get("Title") or "").strip()
    if title.lower() in _NO_TITLES or not title.isprintable():
        return None
    return _PROGRAM_TITLE.sub("", _PROGRAM_TITLE.sub("", title)).strip() or None


def _reason(error: BaseException) -> str:
    return str(error).strip() or type(error).__name__
