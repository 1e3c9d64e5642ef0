"""The lexical leg: BM25 over character n-grams, carried by bm25s.

N-grams of one to three characters need no dictionary and were measured to beat words on Japanese; k1 and b are
those of the measurement. Hits in runs of letters only: punctuation and spaces part the runs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from assistant.text import normalise

LEXICAL_VERSION = 1
_SIZES = (1, 2, 3)
_K1, _B = 1.2, 0.75
_RUN = re.compile(r"\w+")
_LONG_VOWEL = re.compile(r"(?<=[ァ-ヺ]{2})ー(?![ァ-ヺー])")


def lexical_form(text: str) -> str:
    """The text as it is indexed: NFKC, lower case, サーバー as サーバ."""
    return _LONG_VOWEL.sub("", normalise(text))


def grams(text: str) -> list[str]:
    """Character n-grams of a text, in order, repeated as they occur."""
    found: list[str] = []
    for run in _RUN.findall(lexical_form(text)):
        for size in _SIZES:
            found.extend(run[start : start + size] for start in range(len(run) - size + 1))
    return found


class LexicalIndex:
    """BM25 scores of all entries for a query."""

    def __init__(self, folder: Path) -> None:
        self._index = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        self.size: int = self._index.scores["num_docs"]

    def scores(self, query: str) -> NDArray[np.float32]:
        """The BM25 score of every entry, shape (entries,); 0 where it shares nothing with the query."""
        vocabulary = self._index.vocab_dict
        known = sorted({vocabulary[gram] for gram in grams(query) if gram in vocabulary})
        if not known:
            return np.zeros(self.size, np.float32)
        scores: NDArray[np.float32] = self._index.get_scores_from_ids(known)
        return scores

    def coverage(self, query: str) -> float:
        """The share of the query's n-grams that stand anywhere in the index, from 0 to 1."""
        wanted = set(grams(query))
        return sum(gram in self._index.vocab_dict for gram in wanted) / len(wanted) if wanted else 0.0


def write_lexical(folder: Path, texts: Sequence[str]) -> None:
    """Writes the lexical index of `texts` into `folder`."""
    vocabulary: dict[str, int] = {}
    numbers = [[vocabulary.setdefault(gram, len(vocabulary)) for gram in grams(text)] for text in texts]
    index = bm25s.BM25(k1=_K1, b=_B, method="lucene")
    index.index((numbers, vocabulary), create_empty_token=False, show_progress=False)
    index.save(folder, show_progress=False)
