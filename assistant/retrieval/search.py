"""Hybrid search over a snapshot: dense and lexical scores, standardised and added.

The score of a hit is a weighted sum of two z-scores, each over *all* entries of the scope: 0 is an average
passage, 3 stands three standard deviations out. Scores of one query compare; those of two queries roughly do.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.front_matter import Audience
from assistant.retrieval.dense import Leaf
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.retrieval.lexical import grams
from assistant.retrieval.moments import Spread
from assistant.retrieval.passages import Passage
from assistant.retrieval.snapshot import Snapshot
from assistant.text import collapse

DENSE_WEIGHT = 0.75
CANDIDATES = 100
"""Entries that each leg proposes."""
NEAR_DUPLICATE = 0.9
"""Overlap (Jaccard) of n-grams from which on a passage repeats a better one."""


class Scope(NamedTuple):
    """Where to search: some products or all (None), and whether staff documents count."""

    products: tuple[str, ...] | None = None
    staff: bool = False

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The audiences whose documents count."""
        return ("public", "staff") if self.staff else ("public",)


EVERYTHING = Scope()
"""All public documents."""


class Hit(NamedTuple):
    """A passage that was found.

    Attributes:
        score: fused score in standard deviations (see above).
        cosine, bm25: the scores of the legs.
        dense_rank, lexical_rank: places from 1 in either leg; None where the leg did not propose it.
    """

    number: int
    passage: Passage
    score: float
    cosine: float
    bm25: float
    dense_rank: int | None
    lexical_rank: int | None


class HybridSearch:
    """Searches one snapshot."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        snapshot.require_encoder(encoder.fingerprint)
        self.snapshot = snapshot
        self.encoder = encoder

    def search(self, query: str, limit: int, scope: Scope = EVERYTHING, vector: Vectors | None = None) -> list[Hit]:
        """The best passages for a query as a person types it, best first, near-duplicates left out.

        Args:
            limit: at most so many.
            vector: the query's vector of shape (dimensions,), where it is at hand already.
        """
        query = collapse(query)
        leaves = self._leaves(scope)
        if not query or not leaves:
            return []
        if vector is None:
            vector = self.encoder.queries([query])[0]
        dense, lexical = self._legs(query, vector, leaves, scope)
        return self._fused(dense, lexical, limit)

    def _leaves(self, scope: Scope) -> list[Leaf]:
        return [
            leaf
            for leaf in self.snapshot.leaves
            if leaf.audience in scope.audiences and (scope.products is None or leaf.product in scope.products)
        ]

    def _legs(self, query: str, vector: Vectors, leaves: list[Leaf], scope: Scope) -> tuple[_Leg, _Leg]:
        snapshot = self.snapshot
        wanted = set(leaves)
        allowed = np.array([leaf in wanted for leaf in snapshot.leaves])[snapshot.leaf_of]
        bm25 = snapshot.lexical.scores(query)
        in_scope = bm25[allowed]
        by_words = _top(np.where(allowed, bm25, 0.0), CANDIDATES)
        by_meaning = np.array(
            snapshot.dense.nearest(vector, CANDIDATES, None if scope.products is None else leaves, scope.audiences),
            np.int64,
        )
        entries = np.union1d(by_words, by_meaning)
        cosines = np.asarray(snapshot.vectors[entries] @ vector, np.float32)
        numbers = snapshot.passage_of[entries]
        spread = Spread(float(in_scope.mean()), float(in_scope.std()))
        return (
            _Leg.of(numbers, cosines, snapshot.moments.cosines(vector, leaves), np.isin(entries, by_meaning)),
            _Leg.of(numbers, bm25[entries], spread, np.isin(entries, by_words)),
        )

    def _fused(self, dense: _Leg, lexical: _Leg, limit: int) -> list[Hit]:
        scores = DENSE_WEIGHT * dense.standardised + (1 - DENSE_WEIGHT) * lexical.standardised
        hits: list[Hit] = []
        seen: list[set[str]] = []
        for place in np.argsort(-scores, kind="stable"):
            passage = self.snapshot.passages.passage(int(dense.numbers[place]))
            content = set(grams(passage.text))
            if any(_overlap(content, other) >= NEAR_DUPLICATE for other in seen):
                continue
            seen.append(content)
            hits.append(
                Hit(
                    int(dense.numbers[place]),
                    passage,
                    float(scores[place]),
                    float(dense.scores[place]),
                    float(lexical.scores[place]),
                    dense.ranks[place],
                    lexical.ranks[place],
                )
            )
            if len(hits) == limit:
                break
        return hits


class _Leg(NamedTuple):
    """One leg's scores of the candidate passages: a passage has the best score of its entries."""

    numbers: NDArray[np.int64]
    scores: NDArray[np.float32]
    standardised: NDArray[np.float32]
    ranks: list[int | None]

    @classmethod
    def of(
        cls,
        numbers: NDArray[np.int64],
        scores: NDArray[np.float32],
        spread: Spread,
        proposed: NDArray[np.bool_],
    ) -> _Leg:
        passages, places = np.unique(numbers, return_inverse=True)
        best = np.full(len(passages), -np.inf, np.float32)
        np.maximum.at(best, places, scores)
        own = np.zeros(len(passages), bool)
        np.logical_or.at(own, places, proposed)
        order = sorted(np.flatnonzero(own), key=lambda place: -best[place])
        ranks: list[int | None] = [None] * len(passages)
        for rank, place in enumerate(order, 1):
            ranks[place] = rank
        return cls(passages, best, spread.standardised(best), ranks)


def _top(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The places of the highest positive scores."""
    count = min(count, len(scores))
    best = np.argpartition(-scores, count - 1)[:count] if count else np.array([], np.int64)
    return best[scores[best] > 0]


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
