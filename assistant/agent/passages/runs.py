"""Which pieces of a passage may be quoted: runs that say what the passage says, nothing that limits it left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.agent.passages.words import Words, known_words
from assistant.retrieval.forms import Piece
from assistant.text import normalise

_ROW = "|"
_ITEM = re.compile(r"[・･•‣◦▪●○◎□☐☑✓✔➢]|[-*＊](?=\s)|[(（]?[0-9０-９a-zA-Zア-ン]{1,2}[)）.．](?![0-9])|[①-⑳]")
_MARK = re.compile(r"[(（]注[0-9０-９]*[)）]|※[0-9０-９]*|[*＊][0-9０-９]+")
_LABELS = 2
"""Lines above a sentence that name what it is about, at most."""
_LABEL_CHARACTERS = 40
_FEW = 3
"""Items of a list that are not worth to be kept together."""
_SENTENCE_END = re.compile(r"[。.!?！？][」』)）]*$")


class Run(NamedTuple):
    """The pieces `first` to `last` of a passage, both included."""

    first: int
    last: int

    def united(self, other: Run) -> Run:
        """The shortest run that has both."""
        return Run(min(self.first, other.first), max(self.last, other.last))


@lru_cache(maxsize=4096)
def smallest_runs(text: str, pieces: tuple[Piece, ...]) -> tuple[Run, ...]:
    """For each piece of a passage the shortest run in which it may be quoted.

    A sentence comes with what limits it (ただし, なお, ※), with what it refers to (この, それ) and with its label; a
    label and an introduction with what follows; a list item with the sentence before the list where that turns what
    it says (次の場合は対象外です), a table row with the rows above it, a note mark with its note.
    """
    texts = [normalise(text[piece.start : piece.end]) for piece in pieces]
    runs = [_needed(texts, index) for index in range(len(texts))]
    changed = True
    while changed:
        closed = [_closed(run, runs) for run in runs]
        changed, runs = closed != runs, closed
    return tuple(runs)


def widened(run: Run, runs: Sequence[Run]) -> Run:
    """The shortest run that has `run` and all that its pieces need."""
    while (closed := _closed(run, runs)) != run:
        run = closed
    return run


def _needed(texts: Sequence[str], index: int) -> Run:
    """The run that one piece needs at least, before the needs of the others in it."""
    words, text = known_words(), texts[index]
    first = last = index
    if _is_row(text):
        first = _first(texts, index, _is_row)
        if first == index and texts[index + 1 : index + 2] and _is_row(texts[index + 1]):
            last = index + 1  # a header says nothing without a row
    elif _is_item(text):
        start = _first(texts, index, _is_item)
        if start > 0 and any(word in texts[start - 1] for word in words.turning):
            first = start - 1
    elif index > 0 and text.startswith((*words.limiting, *words.leaning)):
        first = index - 1
    elif _SENTENCE_END.search(text):
        while index - first < _LABELS and first > 0 and _is_label(texts[first - 1]):
            first -= 1
    if last + 1 < len(texts) and not _is_row(text) and not _is_item(text) and _introduces(text, words):
        last += 1
    while last + 1 < len(texts) and texts[last + 1].startswith(words.limiting):
        last += 1
    for mark in _MARK.findall(text):
        notes = (place for place in range(index + 1, len(texts)) if texts[place].startswith(mark))
        last = max(last, next(notes, last))
    return Run(first, last)


def _first(texts: Sequence[str], index: int, alike: Callable[[str], bool]) -> int:
    """Where the row of like pieces begins in which the one at `index` stands."""
    while index > 0 and alike(texts[index - 1]):
        index -= 1
    return index


def _introduces(text: str, words: Words) -> bool:
    """Whether a piece says nothing without the one after it: a label, or the introduction of a list."""
    return not _SENTENCE_END.search(text) or any(word in text for word in words.introducing)


def _is_row(text: str) -> bool:
    return text.startswith(_ROW)


def lists(texts: Sequence[str]) -> bool:
    """Whether most pieces are items of a list, which says all only as a whole."""
    return sum(map(_is_item, texts)) > max(_FEW, len(texts) / 2)


def _is_item(text: str) -> bool:
    return _ITEM.match(text) is not None


def _is_label(text: str) -> bool:
    """Whether a piece names something instead of saying it."""
    bare = not _is_row(text) and not _is_item(text) and not _SENTENCE_END.search(text)
    return bare and len(text) <= _LABEL_CHARACTERS


def _closed(run: Run, runs: Sequence[Run]) -> Run:
    for index in range(run.first, run.last + 1):
        run = run.united(runs[index])
    return run
