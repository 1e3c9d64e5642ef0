"""Word files (.docx), through python-docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.ingest.blocks import Block
from assistant.ingest.readers.grid import BLANK, Cell, Grid, table_blocks, telling
from assistant.ingest.readers.lines import (
    QUESTION_LENGTH,
    article,
    is_item,
    is_label,
    is_marked_question,
    marked_heading,
)
from assistant.ingest.readers.office_file import office_problem
from assistant.ingest.readers.parsed import Parsed, refused
from assistant.ingest.readers.structure import structured
from assistant.ingest.readers.word_numbering import Numbering
from assistant.ingest.readers.word_styles import Styles
from assistant.ingest.readers.word_text import (
    Element,
    is_on,
    paragraph_text,
    references,
    text_boxes,
    unwrapped,
)

_LOWEST = 6
_MARKED_LEVEL = 3


def read_word(data: bytes, name: str) -> Parsed:
    """Reads paragraphs, lists, tables, text boxes and notes in order; `name` is the file's name in messages."""
    if problem := office_problem(data, "word", ".docx"):
        return refused(name, problem)
    document = docx.Document(io.BytesIO(data))
    reader = _Reader(document)
    blocks = tuple(structured(reader.content(document.element.body)))
    headline = next((block.text for block in blocks if block.kind == "heading" and block.level == 1), None)
    stated = (document.core_properties.title or "").strip() or None
    return Parsed(blocks, headline or stated)


class _Reader:
    def __init__(self, document: Any) -> None:
        self._styles = Styles(document.styles.element)
        self._numbering = Numbering(_numbering(document))
        self._notes = {kind: _notes(document, kind) for kind in ("footnotes", "endnotes")}
        self._level = 0

    def content(self, parent: Element) -> Iterator[Block]:
        """The blocks of the body, of a text box or of a cell."""
        for child in unwrapped(parent):
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
                for box in text_boxes(child):
                    yield from self.content(box)
                for kind, identity in references(child):
                    if note := self._notes[kind].get(identity):
                        yield Block("paragraph", note)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        text = paragraph_text(paragraph)
        style = self._styles.of(paragraph)
        if not text or style.is_contents:
            return
        label, listed = "", style.list_id is not None
        if style.list_id is not None:
            label = self._numbering.next_label(style.list_id, style.list_level)
        if style.heading:
            self._level = style.heading
            yield Block("heading", " ".join(f"{label} {text}".split()), style.heading)
        elif listed or style.is_list:
            named = article(label)
            if named:
                yield Block("heading", label, max(named.level, self._level + 1))
                yield Block("paragraph", text)
            else:
                yield Block("item", text if is_item(text) else f"{label or '-'} {text}", style.list_level)
        else:
            yield from self._lines(text, style.stands_out)

    def _lines(self, text: str, stands_out: bool) -> Iterator[Block]:
        """A paragraph without a style that says what it is: its lines' marks and its looks may."""
        level = min(_LOWEST, max(_MARKED_LEVEL, self._level + 1))
        if opened := article(text):
            yield Block("heading", opened.heading, max(opened.level, min(_LOWEST, self._level + 1)))
            if opened.rest:
                yield Block("paragraph", opened.rest)
        elif is_marked_question(text) and len(text) <= QUESTION_LENGTH:
            yield Block("heading", text, min(_LOWEST, level + 1))
        elif "\n" not in text and (heading := marked_heading(text)):
            yield Block("heading", heading, level)
            if heading != text:
                yield Block("paragraph", text)
        elif stands_out and "\n" not in text and is_label(text.rstrip("?？")):
            yield Block("heading", text, level)
        elif any(is_item(line) for line in text.split("\n")):
            yield from (Block("item" if is_item(line) else "paragraph", line) for line in text.split("\n"))
        else:
            yield Block("paragraph", text)

    def _table(self, table: Element) -> Iterator[Block]:
        rows = [child for child in unwrapped(table) if child.tag == qn("w:tr")]
        cells = [[child for child in unwrapped(row) if child.tag == qn("w:tc")] for row in rows]
        if all(len(row) <= 1 for row in cells):  # a frame around text
            for row in cells:
                for cell in row:
                    yield from self.content(cell)
            return
        yield from table_blocks(telling(self._grid(rows, cells)))

    def _grid(self, rows: list[Element], cells: list[list[Element]]) -> Grid:
        grid: Grid = []
        repeats = any(_is_repeated(row) for row in rows)
        for row, sources in zip(rows, cells, strict=True):
            places: list[Cell] = [BLANK] * _number(row.find(qn("w:trPr")), "w:gridBefore", 0)
            above = grid[-1] if grid else []
            for source in sources:
                properties = source.find(qn("w:tcPr"))
                merged = properties.find(qn("w:vMerge")) if properties is not None else None
                if merged is not None and merged.get(qn("w:val")) != "restart" and len(places) < len(above):
                    cell = above[len(places)]
                else:
                    heading = _is_repeated(row) if repeats else self._is_bold(source)
                    cell = Cell(" ".join(self._cell_lines(source)), heading)
                places += [cell] * _number(properties, "w:gridSpan", 1)
            grid.append(places)
        return grid

    def _cell_lines(self, cell: Element) -> Iterator[str]:
        """The lines of a cell; of a table inside of it, the rows."""
        for child in unwrapped(cell):
            if child.tag == qn("w:p"):
                style = self._styles.of(child)
                text = paragraph_text(child)
                label = self._numbering.next_label(style.list_id, style.list_level) if style.list_id and text else ""
                yield f"{label} {text}".strip()
                for box in text_boxes(child):
                    yield from self._cell_lines(box)
            elif child.tag == qn("w:tbl"):
                for row in child.iter(qn("w:tc")):
                    yield from self._cell_lines(row)

    def _is_bold(self, cell: Element) -> bool:
        paragraphs = [each for each in cell.iter(qn("w:p")) if paragraph_text(each)]
        return all(self._styles.of(each).stands_out for each in paragraphs)


def _is_repeated(row: Element) -> bool:
    """Whether a row is repeated at the top of each page: it is a header."""
    return is_on(row.find(qn("w:trPr")), "w:tblHeader") or False


def _numbering(document: Any) -> Element | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _notes(document: Any, kind: str) -> dict[str, str]:
    """The footnotes or endnotes of a document by their id."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            notes = parse_xml(relation.target_part.blob)
            return {note.get(qn("w:id")): _note_text(note) for note in notes}
    return {}


def _note_text(note: Element) -> str:
    return "\n".join(filter(None, (paragraph_text(each) for each in note.iter(qn("w:p")))))


def _number(properties: Element | None, name: str, default: int) -> int:
    child = properties.find(qn(name)) if properties is not None else None
    value = child.get(qn("w:val"), "") if child is not None else ""
    return int(value) if re.fullmatch(r"[0-9]{1,3}", value) else default
