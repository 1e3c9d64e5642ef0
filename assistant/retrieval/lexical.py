"""The lexical leg: BM25 over pieces of words as they are written and as they are read, carried by bm25s.

Written Japanese gives n-grams of one and two characters, its reading n-grams of two and three kana, Latin words
and numbers themselves. That needs no word boundaries, matches spelling variants, and takes a question typed in
hiragana. The sizes were chosen by `python -m bench.retrieval`; k1 and b are bm25's usual ones for short texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.readings import katakana_reading
from assistant.text import normalise

LEXICAL_VERSION = 1
_WRITTEN, _READ = (1, 2), (2, 3)
_K1, _B = 1.2, 0.75
_LATIN_OR_OTHER = re.compile(r"(?P<latin>[a-z0-9]+)|[^\W a-z0-9_]+")
_KANA = re.compile(r"[ァ-ヺー]+")
_LONG_VOWEL = re.compile(r"(?<=[ァ-ヺ]{2})ー(?![ァ-ヺー])")
_READ_MARK = "\x1f"
"""Stands before the n-grams of readings: they are no written katakana."""


def lexical_form(text: str) -> str:
    """The text as it is indexed: NFKC, lower case, サーバー as サーバ."""
    return _LONG_VOWEL.sub("", normalise(text))


def written_grams(text: str) -> Iterator[str]:
    """Pieces of a text as it is written, repeated as they occur."""
    for run in _LATIN_OR_OTHER.finditer(lexical_form(text)):
        if run["latin"]:
            yield run[0]
        else:
            yield from _ngrams(run[0], _WRITTEN)


def grams(text: str) -> Iterator[str]:
    """Pieces of a text as it is written and as it is read, repeated as they occur."""
    yield from written_grams(text)
    for run in _KANA.finditer(katakana_reading(lexical_form(text))):
        for gram in _ngrams(run[0], _READ):
            yield _READ_MARK + gram


def _ngrams(run: str, sizes: Iterable[int]) -> Iterator[str]:
    for size in sizes:
        for start in range(len(run) - size + 1):
            yield run[start : start + size]


class LexicalIndex:
    """BM25 scores of all passages for a query."""

    def __init__(self, folder: Path) -> None:
        self._index = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        self.size: int = self._index.scores["num_docs"]

    def scores(self, query: str) -> tuple[NDArray[np.float32], float]:
        """The BM25 score of every passage, shape (passages,), and how much of the query the index knows.

        The second is the share of the query's pieces, by their length, that stand anywhere in the index: near 0
        for English on a Japanese corpus, whose few accidental matches mean nothing.
        """
        vocabulary = self._index.vocab_dict
        wanted = set(grams(query))
        known = {gram: vocabulary[gram] for gram in wanted if gram in vocabulary}
        if not known:
            return np.zeros(self.size, np.float32), 0.0
        scores: NDArray[np.float32] = self._index.get_scores_from_ids(sorted(known.values()))
        return scores, sum(map(len, known)) / sum(map(len, wanted))


def write_lexical(folder: Path, texts: Sequence[str]) -> None:
    """Writes the lexical index of `texts` into `folder`."""
    vocabulary: dict[str, int] = {}
    numbers = [[vocabulary.setdefault(gram, len(vocabulary)) for gram in grams(text)] for text in texts]
    index = bm25s.BM25(k1=_K1, b=_B, method="lucene")
    index.index((numbers, vocabulary), create_empty_token=False, show_progress=False)
    index.save(folder, show_progress=False)
