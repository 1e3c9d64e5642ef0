"""Mean and spread of cosines over all entries of a scope, without looking at each.

With s the sum of the entries' vectors and M the sum of their outer products, the cosines of a query q with all
n entries have mean q·s/n and mean square qᵀMq/n. Both sums add up over products and audiences.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.encoders import Vectors
from assistant.retrieval.entries import Entries

_CHUNK = 8192


class Spread(NamedTuple):
    """Mean and standard deviation of a score over a scope."""

    mean: float
    deviation: float

    def standardised(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores in standard deviations above the mean; zeros where all are alike."""
        if self.deviation < 1e-9:
            return np.zeros_like(scores)
        return ((scores - self.mean) / self.deviation).astype(np.float32)


class Sums(NamedTuple):
    """Number, sum and sum of outer products of some vectors."""

    number: int
    total: Vectors
    squares: Vectors

    def cosines(self, query: Vectors) -> Spread:
        """Mean and deviation of the cosines of `query`, shape (dimensions,), with all of the vectors."""
        if not self.number:
            return Spread(0.0, 0.0)
        # no BLAS: its threads come late on a busy machine
        mean = float(np.vecdot(self.total, query)) / self.number
        square = float(np.vecdot(np.vecdot(self.squares, query), query)) / self.number
        return Spread(mean, max(0.0, square - mean**2) ** 0.5)


class Moments:
    """Both sums of each leaf, in the order of the entries' leaves."""

    def __init__(self, counts: NDArray[np.int64], sums: Vectors, squares: Vectors) -> None:
        self._counts, self._sums, self._squares = counts, sums, squares

    @classmethod
    def of(cls, entries: Entries, vectors: Vectors) -> Moments:
        """The moments of the entries; `vectors[i]` belongs to entry i."""
        counts, sums, squares = [], [], []
        for leaf in entries.leaves:
            members = entries.members(leaf)
            chunks = [vectors[members[start : start + _CHUNK]] for start in range(0, len(members), _CHUNK)]
            counts.append(len(members))
            sums.append(sum(chunk.sum(0, dtype=np.float64) for chunk in chunks))
            squares.append(sum((chunk.T @ chunk).astype(np.float64) for chunk in chunks))
        return cls(np.array(counts, np.int64), np.array(sums, np.float32), np.array(squares, np.float32))

    def sums(self, leaves: Sequence[int]) -> Sums:
        """Those of all entries of some leaves, by their numbers."""
        chosen = list(leaves)
        return Sums(int(self._counts[chosen].sum()), self._sums[chosen].sum(0), self._squares[chosen].sum(0))

    def write(self, path: Path) -> None:
        """Writes the moments to an .npz file."""
        np.savez(path, counts=self._counts, sums=self._sums, squares=self._squares)

    @classmethod
    def read(cls, path: Path) -> Moments:
        """The moments in an .npz file."""
        with path.open("rb") as file:
            data = dict(np.load(file))
        return cls(data["counts"], data["sums"], data["squares"])
