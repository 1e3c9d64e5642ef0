"""Plain text: headings, articles, questions and lists are recognised by how lines are written and where they stand.

A wrong heading does more harm than a missing one: what follows would be filed under it. So a line without marks is a
heading only where it stands alone between sentences, and three such lines in a row are labels of a lost layout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.ingest.blocks import Block
from assistant.ingest.readers.grid import plain_grid, table_blocks
from assistant.ingest.readers.lines import (
    article,
    ends_sentence,
    is_enumerated,
    is_item,
    is_label,
    is_marked_question,
    is_note,
    is_prose,
    is_question,
    marked_heading,
)
from assistant.ingest.readers.parsed import Parsed
from assistant.ingest.readers.structure import structured
from assistant.ingest.readers.text_lines import Line, logical_lines

_TITLE, _ALONE, _MARKED, _QUESTION, _NUMBERED = 1, 2, 3, 4, 6
"""Levels of headings; articles have 1 to 5."""
_LABEL_RUN = 2
_LOOK = 12
_REPEATED = 3
_FAQ = 3
_SHORT_CALL = 25
"""Up to this length a question or a call (…とは?, …におすすめ!) may be a heading."""


def read_text(text: str) -> Parsed:
    """Reads plain text; its first line is its title where it stands alone."""
    blocks = tuple(structured(text_blocks(text)))
    first = next(iter(blocks), None)
    return Parsed(blocks, first.text if first and first.kind == "heading" and first.level == _TITLE else None)


def text_blocks(text: str) -> Iterator[Block]:
    """The blocks of plain text: headings, items, tables, and paragraphs up to the end of a sentence."""
    lines = logical_lines(text)
    headings = Headings(lines)
    paragraph: list[Line] = []
    for index, line in enumerate(lines):
        if headings.ends_sections(index):
            if paragraph:
                yield _paragraph(paragraph)
                paragraph = []
            yield Block("heading", "", _ALONE, line=line.number)
        opening = None if line.rows else article(line.text)
        heading = None if line.rows else headings.at(index)
        item = not line.rows and not heading and not opening and headings.is_item(index)
        note = not line.rows and is_note(line.text)
        if paragraph and (line.rows or line.after_gap or opening or heading or item or note):
            yield _paragraph(paragraph)
            paragraph = []
        if line.rows:
            yield from table_blocks(plain_grid(line.rows), line=line.number)
        elif opening:
            yield Block("heading", opening.heading, opening.level, line=line.number)
            if opening.rest:
                yield Block("paragraph", opening.rest, line=line.number)
        elif heading:
            yield Block("heading", heading.text, heading.level, line=line.number)
            if heading.text != line.text:
                yield _paragraph([line])
        elif item:
            yield Block("item", line.text, line=line.number)
        else:
            paragraph.append(line)
            if note or ends_sentence(line.text):
                yield _paragraph(paragraph)
                paragraph = []
    if paragraph:
        yield _paragraph(paragraph)


def _paragraph(lines: Sequence[Line]) -> Block:
    return Block("paragraph", "\n".join(line.text for line in lines), line=lines[0].number)


class Headings:
    """Which lines of a text are headings."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._seen = Counter(line.text for line in lines)
        marks = Counter(mark for line in lines if (mark := marked_heading(line.text)))
        self._repeated = {mark for mark, count in marks.items() if count >= _REPEATED}
        alone = [line for line in lines if line.after_gap and is_question(line.text)]
        self._faq = len(alone) >= _FAQ

    def at(self, index: int) -> Block | None:
        """The heading that a line is; its text is shorter than the line where the line says more."""
        line = self._lines[index]
        if index == 0 and self._alone(index) and len(line.text) <= 60 and not ends_sentence(line.text):
            return Block("heading", line.text, _TITLE)
        if self._is_question(index):
            return Block("heading", line.text, _QUESTION)
        if (mark := marked_heading(line.text)) and mark not in self._repeated and not self._in_marked_run(index):
            return Block("heading", mark, _MARKED)
        if self._is_numbered_heading(index):
            return Block("heading", line.text, _NUMBERED)
        if level := self._unmarked(index):
            return Block("heading", line.text, level)
        return None

    def is_item(self, index: int) -> bool:
        """Whether a line is a list item; one with a heading's mark is where its neighbour has the same."""
        text = self._lines[index].text
        return is_item(text) or (text[:1] in "■◆◇★☆" and marked_heading(text) is not None)

    def _is_question(self, index: int) -> bool:
        line = self._lines[index]
        if is_marked_question(line.text):
            return "\n" not in line.text
        return self._faq and line.after_gap and is_question(line.text) and not is_question(self._text(index + 1))

    def _in_marked_run(self, index: int) -> bool:
        mark = self._text(index)[0]
        beside = [self._text(index - 1)] if not self._lines[index].after_gap else []
        if not self._lines[index].before_gap:
            beside.append(self._text(index + 1))
        return any(text[:1] == mark and marked_heading(text) for text in beside)

    def _is_numbered_heading(self, index: int) -> bool:
        """Whether a numbered line stands above text of its own instead of among other numbers."""
        text = self._text(index)
        if not is_enumerated(text) or len(text) > 60 or ends_sentence(text) or "\n" in text:
            return False
        if not self._lines[index].after_gap and is_item(self._text(index - 1)):
            return False
        below = self._text(index + 1)
        return is_prose(below) and not is_item(below)

    def _unmarked(self, index: int) -> int | None:
        """The level of a heading that only its place shows, None for any other line."""
        line = self._lines[index]
        if not self._names(line.text) or self._seen[line.text] >= _REPEATED:
            return None
        if self._alone(index):
            if line.underlined:
                return _ALONE
            run = self._labels_around(index)
            above_faq = index + 1 == run.stop < len(self._lines) and self._is_question(run.stop)
            before = range(run.start, index + 1)
            few = self._groups(run) <= _LABEL_RUN and (run.start == 0 or all(map(self._alone, before)))
            if above_faq or (few and self._is_closed(run.start - 1) and self._is_content(run.stop)):
                return _ALONE if index == run.start else _MARKED
            return None
        embedded = not line.after_gap and not line.before_gap and self._is_closed(index - 1)
        return _MARKED if embedded and self._is_text(index + 1) else None

    def ends_sections(self, index: int) -> bool:
        """Whether the labels of a lost layout begin here, which no longer belong to the heading above."""
        if index == 0 or not self._is_label(index):
            return False
        if self._is_label(index - 1) or not self._lines[index].after_gap:
            return False
        run = self._labels_around(index)
        above = self._text(index - 1)
        return self._groups(run) > _LABEL_RUN and self._is_closed(index - 1) and marked_heading(above) is None

    def _labels_around(self, index: int) -> range:
        """The labels that stand in a row around a line, itself among them; of a long row, some."""
        first, last = index, index + 1
        while first > max(0, index - _LOOK) and self._is_label(first - 1):
            first -= 1
        while last < min(len(self._lines), index + _LOOK) and self._is_label(last):
            last += 1
        while first < index and self._text(first).isdigit():
            first += 1
        return range(first, last)

    def _groups(self, run: range) -> int:
        """How many of these lines stand apart from the one above."""
        return sum(self._lines[index].after_gap for index in run)

    def _is_text(self, index: int) -> bool:
        """Whether a line is prose, or begins a sentence that a list goes on with."""
        text = self._text(index)
        return not is_item(text) and (is_prose(text) or (is_label(text) and is_item(self._text(index + 1))))

    def _is_label(self, index: int) -> bool:
        line = self._lines[index]
        if line.rows or is_item(line.text) or article(line.text) or self._is_question(index):
            return False
        marked = marked_heading(line.text)
        return marked in self._repeated if marked else self._names(line.text) or line.text.isdigit()

    def _names(self, text: str) -> bool:
        if is_item(text) or marked_heading(text):
            return False
        call = text.rstrip("!！?？")
        return is_label(text) or (len(text) <= _SHORT_CALL and is_label(call) and not call.endswith("か"))

    def _is_content(self, index: int) -> bool:
        """Whether a heading can stand above this line: it says something, or opens something."""
        if index >= len(self._lines):
            return False
        line = self._lines[index]
        text = line.text
        marked = marked_heading(text)
        return (
            bool(line.rows)
            or is_prose(text)
            or is_item(text)
            or self._is_question(index)
            or article(text) is not None
            or (marked is not None and marked not in self._repeated)
            or not line.before_gap
        )

    def _is_closed(self, index: int) -> bool:
        """Whether what stands above a heading is finished: a sentence, a list, a table, a heading, nothing."""
        if index < 0:
            return True
        line = self._lines[index]
        if line.text.endswith(("、", "，", ",")):
            return False
        return (
            bool(line.rows)
            or index == 0
            or line.text.isdigit()
            or ends_sentence(line.text)
            or is_item(line.text)
            or is_note(line.text)
            or marked_heading(line.text) is not None
            or article(line.text) is not None
        )

    def _alone(self, index: int) -> bool:
        return self._lines[index].after_gap and self._lines[index].before_gap

    def _text(self, index: int) -> str:
        return self._lines[index].text if 0 <= index < len(self._lines) else ""
