"""What a passage is compared by, and where it may be cut for a quote."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.ingest.sentences import sentence_spans
from assistant.retrieval.forms import PassageForms
from assistant.retrieval.passages import Passage

_GOES_ON = "はがをにへとでもやのてしく、，,"
"""A line that ends so is no whole sentence: the rest stands on the next one."""


def passage_forms(passage: Passage) -> PassageForms:
    """The forms of a passage."""
    heading = " ".join(dict.fromkeys((passage.title, *passage.section)))
    wordings = (*passage.wordings, passage.english or "")
    return PassageForms.of(heading, wordings, passage.text, list(pieces(passage.text)))


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences, items and table rows of a passage stand, in order, without white space around them."""
    for start, end in _paragraphs(text):
        for first, last in sentence_spans(text[start:end]):
            piece = text[start + first : start + last]
            if bare := piece.strip():
                begin = start + first + piece.index(bare)
                yield begin, begin + len(bare)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text; those that a broken sentence runs over are one."""
    start = place = 0
    for line in text.splitlines(keepends=True):
        place += len(line)
        bare = line.strip()
        if (bare and not (bare[-1] in _GOES_ON and bare[0] != "|")) or place == len(text):
            yield start, place
            start = place
