"""The lexical leg: BM25 over pieces of words as they are written and as they are read, carried by bm25s.

k1 and b are BM25's usual ones for short texts. What documents may write for the phrases of a question (see
synonyms.yaml) is looked up beside them, at a lower weight.

bm25s writes the index; its files are read here, since with it come scipy's sparse matrices, half a second of imports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexical_form import grams
from assistant.retrieval.query import analyse

LEXICAL_VERSION = 2
EXPANSION_WEIGHT = 0.5
"""Of what documents may write, beside what the question says. Chosen by `python -m bench.retrieval`."""
_K1, _B = 1.2, 0.75


class LexicalScores(NamedTuple):
    """BM25 scores of a query.

    Attributes:
        scores: of every passage, shape (passages,).
        known: how much of the query the index knows, from 0 to 1: the share of its pieces, by their length, that
            stand anywhere in the index, or of its letters for which something that documents write does. Near 0
            for English on a Japanese corpus, whose few accidental matches mean nothing.
    """

    scores: NDArray[np.float32]
    known: float


class LexicalIndex:
    """BM25 scores of all passages for a query."""

    def __init__(self, folder: Path) -> None:
        self.size: int = json.loads((folder / "params.index.json").read_bytes())["num_docs"]
        self.vocabulary: dict[str, int] = json.loads((folder / "vocab.index.json").read_bytes())
        weights, passages, starts = (
            np.load(folder / f"{part}.csc.index.npy", mmap_mode="r") for part in ("data", "indices", "indptr")
        )
        # plain views: every slice of a memory map costs as much as a small search
        self._weights, self._passages = np.asarray(weights), np.asarray(passages)
        self._starts: list[int] = starts.tolist()

    def scores(self, query: str) -> LexicalScores:
        """The scores of all passages for a query as a person types it."""
        asked = analyse(query)
        if not asked.grams:
            return LexicalScores(np.zeros(self.size, np.float32), 0.0)
        known, added = asked.grams & self.vocabulary.keys(), asked.added & self.vocabulary.keys()
        share = sum(map(len, known)) / sum(map(len, asked.grams))
        if added:
            found = sum(each.end - each.start for each in asked.expansions)
            share = max(share, min(1.0, found / sum(map(str.isalnum, asked.text))))
        return LexicalScores(self._sum(known, added), share)

    def frequency(self, gram: str) -> int:
        """How many passages have a piece of a word."""
        number = self.vocabulary.get(gram)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]

    def _sum(self, known: Iterable[str], added: Iterable[str]) -> NDArray[np.float32]:
        """The sum of the pieces' weights in each passage, those of `added` at the weight of expansions."""
        own, other = self._spans(known), self._spans(added)
        if not own and not other:
            return np.zeros(self.size, np.float32)
        spans = own + other
        weights = np.concatenate([self._weights[span] for span in spans])
        weights[sum(span.stop - span.start for span in own) :] *= EXPANSION_WEIGHT
        passages = np.concatenate([self._passages[span] for span in spans])
        return np.bincount(passages, weights, self.size).astype(np.float32)

    def _spans(self, pieces: Iterable[str]) -> list[slice]:
        numbers = map(self.vocabulary.__getitem__, pieces)
        return [slice(self._starts[number], self._starts[number + 1]) for number in numbers]


def write_lexical(folder: Path, texts: Sequence[str]) -> None:
    """Writes the lexical index of `texts` into `folder`."""
    import bm25s

    vocabulary: dict[str, int] = {}
    numbers = [[vocabulary.setdefault(gram, len(vocabulary)) for gram in grams(text)] for text in texts]
    index = bm25s.BM25(k1=_K1, b=_B, method="lucene")
    index.index((numbers, vocabulary), create_empty_token=False, show_progress=False)
    index.save(folder, show_progress=False)
