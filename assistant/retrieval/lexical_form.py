"""The form in which texts are indexed and compared word by word, and its pieces.

Written Japanese gives n-grams of one and two characters, its reading n-grams of two and three kana, Latin words
their stems, numbers themselves. That needs no word boundaries, matches spelling variants, and takes a question
typed in hiragana. The sizes were chosen by `python -m bench.retrieval`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.retrieval.english import english_stem
from assistant.retrieval.readings import katakana_reading
from assistant.text import normalise

_WRITTEN, _READ = (1, 2), (2, 3)
_LATIN_OR_OTHER = re.compile(r"(?P<latin>[a-z0-9]+)|[^\W a-z0-9_]+")
_KANA = re.compile(r"[ァ-ヺー]+")
_LONG_VOWEL = re.compile(r"(?<=[ァ-ヺー][ァ-ヺ])ー(?![ァ-ヺー])")
_READ_MARK = "\x1f"
"""Stands before the n-grams of readings: they are no written katakana."""


def lexical_form(text: str) -> str:
    """The text as it is indexed: NFKC, lower case, サーバー as サーバ."""
    return _LONG_VOWEL.sub("", normalise(text))


def written_grams(form: str) -> Iterator[str]:
    """Pieces of a text, after `lexical_form`, as it is written, repeated as they occur."""
    for run in _LATIN_OR_OTHER.finditer(form):
        if run["latin"]:
            yield english_stem(run[0])
        else:
            yield from _ngrams(run[0], _WRITTEN)


def spoken_grams(reading: str) -> Iterator[str]:
    """Pieces of a reading in katakana, repeated as they occur."""
    for run in _KANA.finditer(reading):
        for gram in _ngrams(run[0], _READ):
            yield _READ_MARK + gram


def grams(text: str) -> Iterator[str]:
    """Pieces of a text as it is written and as it is read, repeated as they occur."""
    form = lexical_form(text)
    yield from written_grams(form)
    yield from spoken_grams(katakana_reading(form))


def _ngrams(run: str, sizes: Iterable[int]) -> Iterator[str]:
    for size in sizes:
        for start in range(len(run) - size + 1):
            yield run[start : start + size]
