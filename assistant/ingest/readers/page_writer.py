"""Writes the blocks of a web page as its elements are met: text up to the end of a paragraph, ends of sections."""

from __future__ import annotations

from assistant.ingest.blocks import Block
from assistant.ingest.readers.lines import is_item
from assistant.ingest.readers.page_text import shown


class PageWriter:
    """Collects blocks; text waits until a paragraph ends, the end of a section until something follows it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._source: list[str] = []
        self._line: int | None = None
        self._ended: int | None = None

    def text(self, source: str | None, line: int | None = None) -> None:
        """Adds source text to the paragraph; `line` is where it stands."""
        if source:
            if self._line is None and source.strip():
                self._line = line
            self._source.append(source)

    def flush(self) -> None:
        """Ends the paragraph."""
        source, self._source = "".join(self._source), []
        line, self._line = self._line, None
        for text in shown(source):
            self._lines(text.split("\n"), line)

    def paragraph(self, lines: list[str], line: int | None) -> None:
        """Adds a paragraph of lines, if there are any."""
        if lines:
            self.add(Block("paragraph", "\n".join(lines), line=line))

    def add(self, block: Block) -> None:
        """Adds a block; before it the end of the section that it no longer belongs to."""
        if self._ended is not None and not (block.kind == "heading" and block.level <= self._ended):
            self.blocks.append(Block("heading", "", self._ended, line=block.line))
        self._ended = None
        self.blocks.append(block)

    def end(self, level: int) -> None:
        """What comes next does not belong to headings of this level and below."""
        self._ended = level if self._ended is None else min(level, self._ended)

    def _lines(self, lines: list[str], line: int | None) -> None:
        """A paragraph; lines in it that are written as a list's are items."""
        paragraph: list[str] = []
        for each in lines:
            if is_item(each):
                self.paragraph(paragraph, line)
                paragraph = []
                self.add(Block("item", each, line=line))
            else:
                paragraph.append(each)
        self.paragraph(paragraph, line)
