"""The entries of a scope, laid out once for all queries within it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.encoders import Vectors
from assistant.retrieval.entries import Entries, Leaf
from assistant.retrieval.moments import Moments, Spread, Sums


class Wordings(NamedTuple):
    """Other wordings of some passages.

    Attributes:
        entries: their numbers, in the order of the passages.
        firsts: where in `entries` those of each passage that has any begin.
        places: which of the passages these are.
    """

    entries: NDArray[np.int64]
    firsts: NDArray[np.int64]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, entries: Entries, passages: NDArray[np.int64]) -> Wordings:
        """The wordings of sorted `passages`."""
        numbers = entries.wordings(passages)
        owners, firsts = np.unique(entries.passage_of[numbers], return_index=True)
        return cls(numbers, firsts.astype(np.int64), np.searchsorted(passages, owners).astype(np.int64))

    def best(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """The highest of the wordings' cosines for each passage that has any."""
        return np.asarray(np.maximum.reduceat(cosines, self.firsts), np.float32)


class Region(NamedTuple):
    """A scope over one snapshot.

    Attributes:
        leaves: what it holds.
        passages: numbers of its passages, sorted.
        wordings: those of its passages.
        passage_sums, wording_sums: what their mean cosines follow from.
    """

    leaves: tuple[Leaf, ...]
    passages: NDArray[np.int64]
    wordings: Wordings
    passage_sums: Sums
    wording_sums: Sums

    @classmethod
    def of(cls, entries: Entries, moments: Moments, leaves: list[int]) -> Region:
        """The region of some leaves, by their numbers."""
        passages = np.flatnonzero(np.isin(entries.leaf_of[: entries.passages], leaves))
        sums = (
            moments.sums([n for n in leaves if entries.leaves[n].kind == kind]) for kind in ("passage", "wording")
        )
        return cls(tuple(entries.leaves[n] for n in leaves), passages, Wordings.of(entries, passages), *sums)

    @property
    def worded(self) -> float:
        """The share of passages that have other wordings."""
        return len(self.wordings.places) / max(1, len(self.passages))

    def spreads(self, query: Vectors) -> tuple[Spread, Spread]:
        """Mean and deviation of the cosines of `query` with all passages, and with all wordings."""
        return self.passage_sums.cosines(query), self.wording_sums.cosines(query)
