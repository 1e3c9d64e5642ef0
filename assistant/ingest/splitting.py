"""Splits the blocks of a document into chunks: whole sections where they are short, else along their units.

A unit is a paragraph, a sentence of a long paragraph, a list item or a table row; none is ever cut, except a
"sentence" that is longer than the embedding model reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.ingest.blocks import Block, bar_row

CHUNKING_VERSION = 1
SECTION_CHARACTERS = 600
"""A section up to this length stays one chunk."""
CHUNK_CHARACTERS = 400
"""Longer sections are packed into chunks of about this length."""
SENTENCE_CHARACTERS = 800
"""A sentence beyond this length is cut: the embedding model would not read its end."""

_SENTENCE = re.compile(r"(?<=[。．！？!?])(?![」』）)。．！？!?])|\n+|(?<=[.!?])\s+(?=[A-Z])")
_OPENING, _CLOSING = "「『（(【", "」』）)】"
_SOFT_BREAK = re.compile(r"(?<=[、,;；\s])")


class Chunk(NamedTuple):
    """A passage of a document.

    Attributes:
        section: headings above it, outermost first, without the document's title.
        text: as it stands in the file; of a table, its header and some of its rows.
        reading: the same for search: table cells with their column's name.
        wordings: other ways to ask for it.
        line, page: where it begins.
    """

    section: tuple[str, ...]
    text: str
    reading: str
    wordings: tuple[str, ...] = ()
    line: int | None = None
    page: int | None = None


class _Unit(NamedTuple):
    text: str
    reading: str
    block: Block
    header: str = ""


class _Section(NamedTuple):
    path: tuple[str, ...]
    heading: Block | None
    wordings: list[str]
    content: list[Block]


def split(blocks: Sequence[Block], title: str) -> list[Chunk]:
    """The chunks of a document called `title`, in its order."""
    chunks: list[Chunk] = []
    sections = list(_sections(blocks, title))
    for section in sections:
        units = [unit for block in section.content for unit in _units(block)]
        for number, group in enumerate(_packed(units)):
            first = group[0].block
            chunks.append(
                Chunk(
                    section.path,
                    _joined([unit.text for unit in group], group),
                    _joined([unit.reading for unit in group], ()),
                    tuple(section.wordings) if number == 0 else (),
                    first.line,
                    first.page,
                )
            )
    if not chunks:  # headings only: they are all that the document says
        text = "\n".join(block.text for block in blocks if block.kind == "heading")
        return [Chunk((), text, text, line=blocks[0].line, page=blocks[0].page)] if text else []
    return chunks


def sentences(text: str) -> list[str]:
    """The sentences of a text; none ends inside brackets or quotation marks."""
    parts: list[str] = []
    pending = ""
    for part in _SENTENCE.split(text):
        pending += part
        depth = sum(pending.count(c) for c in _OPENING) - sum(pending.count(c) for c in _CLOSING)
        if depth <= 0 or len(pending) > SENTENCE_CHARACTERS:
            if pending.strip():
                parts.append(pending.strip())
            pending = ""
    if pending.strip():
        parts.append(pending.strip())
    return parts


def _sections(blocks: Sequence[Block], title: str) -> Iterator[_Section]:
    path: list[Block] = []
    section = _Section((), None, [], [])
    for block in blocks:
        if block.kind == "heading":
            if section.content:
                yield section
            path = [above for above in path if above.level < block.level] + [block]
            names = tuple(heading.text for heading in path)
            section = _Section(names[1:] if names[0] == title else names, block, [], [])
        elif block.kind == "wording":
            section.wordings.append(block.text)
        else:
            section.content.append(block)
    if section.content:
        yield section


def _units(block: Block) -> Iterator[_Unit]:
    if block.kind == "table":
        header = bar_row(block.header)
        for row in block.rows or (block.header,):
            pairs = zip(block.header, row, strict=True) if block.rows else ()
            reading = "、".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)
            yield _Unit(bar_row(row), reading or bar_row(row), block, header if block.rows else "")
    elif len(block.text) <= CHUNK_CHARACTERS:
        yield _Unit(block.text, block.text, block)
    else:
        for sentence in sentences(block.text):
            for piece in _pieces(sentence):
                yield _Unit(piece, piece, block)


def _pieces(sentence: str) -> Iterator[str]:
    """The sentence, or, beyond what the model reads, parts of it that end at a comma or a space if they can."""
    if len(sentence) <= SENTENCE_CHARACTERS:
        yield sentence
        return
    pending = ""
    for part in _SOFT_BREAK.split(sentence):
        if pending and len(pending) + len(part) > CHUNK_CHARACTERS:
            yield pending
            pending = ""
        pending += part
        while len(pending) > SENTENCE_CHARACTERS:
            yield pending[:CHUNK_CHARACTERS]
            pending = pending[CHUNK_CHARACTERS:]
    if pending.strip():
        yield pending


def _packed(units: list[_Unit]) -> Iterator[list[_Unit]]:
    limit = SECTION_CHARACTERS if sum(len(unit.text) for unit in units) <= SECTION_CHARACTERS else CHUNK_CHARACTERS
    group: list[_Unit] = []
    length = 0
    for unit in units:
        if group and length + len(unit.text) > limit:
            yield group
            group, length = [], 0
        group.append(unit)
        length += len(unit.text)
    if group:
        yield group


def _joined(texts: list[str], units: Sequence[_Unit]) -> str:
    """Units as lines; sentences of one paragraph run on, and a table's rows stand below its header."""
    parts: list[str] = []
    previous: _Unit | None = None
    for index, text in enumerate(texts):
        unit = units[index] if units else None
        if unit and unit.header and (previous is None or previous.block is not unit.block):
            parts.append(f"\n{unit.header}")
        running_on = unit and previous and unit.block is previous.block and unit.block.kind == "paragraph"
        parts.append(text if running_on else f"\n{text}")
        previous = unit
    return "".join(parts).strip()
