"""What to quote of the passages that were found: short runs that have the words of the question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from assistant.agent.grounding.forbidden import is_forbidden
from assistant.agent.passages.reading import Found, ReadHit, Reading, united
from assistant.agent.passages.runs import Run, lists, smallest_runs, widened
from assistant.agent.passages.words import known_words
from assistant.retrieval.search import Hit
from assistant.text import normalise

WHOLE = 450
"""A passage of so many characters is quoted whole; of a longer one, a run of about this length."""
FURTHER = 300
"""The same of a passage that is quoted beside a better one."""
LIST = 600
"""A passage of so many characters that is a list is quoted whole, where nothing else answers the question."""
QUOTED = 4
"""Passages that are quoted, at most."""
CLOSE = 1.5
"""Standard deviations by which a further passage's score may be below the best one's."""
ADDED = 0.25
"""Share of the question's words that a passage must add to be quoted all the same."""
ABOUT = 0.05
"""Share of the question's words by which a sentence may have fewer than the one that has most and count as much."""
SHOWN = 0.5
"""What counts a run that has what was asked for (an amount, a date); all words of the question count 1."""
LENGTH = 0.1
"""What counts against a run of the greatest length."""


class Quotation(NamedTuple):
    """A part of a passage, word for word.

    Attributes:
        hit: the passage; its headings belong beside the quote.
        text: `passage.text[start:end]`.
        sentences: the sentences, items and rows of `text`, in order.
        leading: those of them that have most of the question's words.
    """

    hit: Hit
    text: str
    start: int
    end: int
    sentences: tuple[str, ...]
    leading: tuple[str, ...] = ()


def quote(reading: Reading, whole: int = WHOLE, further: int = FURTHER) -> tuple[Quotation, ...]:
    """What answers the question, the best passage first: none where none was found.

    Args:
        whole: see `WHOLE`.
        further: see `FURTHER`.
    """
    quoted: list[Quotation] = []
    have: Found = ()
    for read in reading.hits:
        if len(quoted) == QUOTED:
            break
        if quoted and not _belongs(reading, read, have):
            continue
        room = further if quoted else whole
        quoted.append(_quotation(reading, read, _best_run(reading, read, room)))
        have = united([have, read.everything] if have else [read.everything])
    return tuple(quoted)


def _belongs(reading: Reading, read: ReadHit, have: Found) -> bool:
    """Whether a further passage is about as good as the best, or has words that those quoted have not."""
    if read.hit.score >= reading.hits[0].hit.score - CLOSE:
        return True
    return reading.coverage(united([have, read.everything])) >= reading.coverage(have) + ADDED


def _best_run(reading: Reading, read: ReadHit, room: int) -> Run:
    text, pieces = read.hit.passage.text, read.hit.forms.pieces
    whole = Run(0, len(pieces) - 1)
    sentences = [text[piece.start : piece.end] for piece in pieces]
    normal = [normalise(sentence) for sentence in sentences]
    barred = [is_forbidden(sentence) for sentence in normal]
    if read.hit.wording_cosine is None and lists(sentences):
        room = max(room, LIST)
    if len(pieces) < 2 or (len(text) <= room and not any(barred)):
        return whole
    runs = smallest_runs(text, pieces)
    candidates = [
        run
        for run in dict.fromkeys(
            widened(first.united(last), runs) for index, first in enumerate(runs) for last in runs[index:]
        )
        if not any(barred[run.first : run.last + 1])
    ]
    short = [run for run in candidates if _size(read, run) <= room] or candidates or list(dict.fromkeys(runs))
    shown = [known_words().asks[name].shown for name in reading.asks]

    def value(run: Run) -> float:
        words = reading.coverage(united((read.heading, *read.pieces[run.first : run.last + 1])))
        parts = normal[run.first : run.last + 1]
        wanted = sum(any(pattern.search(part) for part in parts) for pattern in shown) / max(1, len(shown))
        return words + SHOWN * wanted - LENGTH * _size(read, run) / room

    return _filled(read, max(short, key=value), candidates, room)


def _filled(read: ReadHit, run: Run, candidates: Iterable[Run], room: int) -> Run:
    """The run with as much of what follows, then of what precedes it, as has room."""
    fit = [other for other in candidates if other.united(run) == other and _size(read, other) <= room]
    return max(fit, key=lambda other: (other.last, -other.first), default=run)


def _size(read: ReadHit, run: Run) -> int:
    pieces = read.hit.forms.pieces
    return pieces[run.last].end - pieces[run.first].start


def _quotation(reading: Reading, read: ReadHit, run: Run) -> Quotation:
    text, pieces = read.hit.passage.text, read.hit.forms.pieces[run.first : run.last + 1]
    if not pieces:
        return Quotation(read.hit, text, 0, len(text), (text,), (text,))
    sentences = tuple(text[piece.start : piece.end] for piece in pieces)
    shares = [reading.coverage(found) for found in read.pieces[run.first : run.last + 1]]
    leading = tuple(each for each, share in zip(sentences, shares, strict=True) if share >= max(shares) - ABOUT)
    start, end = pieces[0].start, pieces[-1].end
    return Quotation(read.hit, text[start:end], start, end, sentences, leading)
