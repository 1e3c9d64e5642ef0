"""A page of a PDF file: its ruled tables, its frames, and the pieces of lines outside of them."""

from __future__ import annotations

from typing import NamedTuple

from assistant.ingest.readers.pdf_tables import Frame, PdfPage, RuledTable, take_boxes
from assistant.ingest.readers.pdf_text import Segment, char_lines, is_unmapped, readable, segments


class Page(NamedTuple):
    """What a page holds, in no order; its segments are those outside of tables and frames.

    Attributes:
        width, height: in points.
        characters, unmapped: how many characters it has, and how many of them no font tells.
        is_picture: whether it holds a picture and no text.
    """

    number: int
    width: float
    height: float
    segments: list[Segment]
    tables: list[RuledTable]
    frames: list[Frame]
    characters: int
    unmapped: int
    is_picture: bool


def read_page(page: PdfPage, number: int) -> Page:
    """Reads a page of pdfplumber; `number` counts from 1."""
    boxes = take_boxes(page, readable(page.chars), number)
    return Page(
        number,
        float(page.width),
        float(page.height),
        [segment for line in char_lines(boxes.rest) for segment in segments(line, number)],
        boxes.tables,
        boxes.frames,
        len(page.chars),
        sum(map(is_unmapped, page.chars)),
        not page.chars and bool(page.images),
    )
