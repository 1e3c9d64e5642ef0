"""Hybrid search over a snapshot: dense and lexical scores, standardised and added.

Each leg's score becomes a z-score over *all* passages of the scope: 0 is an average passage, 3 stands three
standard deviations out. The dense leg is the mean of the passage's own z-score and that of its best other wording,
where it has any. The lexical leg counts for less where the index does not know the query's words, the
dense one where the query is in kana only. Scores of one query compare; those of two queries roughly do.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.front_matter import Audience
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.retrieval.entries import Leaf
from assistant.retrieval.lexical import written_grams
from assistant.retrieval.moments import Spread
from assistant.retrieval.passages import Passage
from assistant.retrieval.readings import in_kana
from assistant.retrieval.snapshot import Snapshot
from assistant.text import collapse

DENSE_WEIGHT = 0.6
"""Chosen by `python -m bench.retrieval`."""
KNOWN_WORDS = 0.5
"""Share of a query that the index must know for the lexical leg to count in full."""
KANA_TRUST = 0.5
"""What is left of the dense leg's weight for a query in kana only, which the embedding understands badly."""
CANDIDATES = 100
"""Passages and wordings that each leg proposes."""
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

    def covers(self, leaf: Leaf) -> bool:
        """Whether entries of a leaf count."""
        return leaf.audience in self.audiences and (self.products is None or leaf.product in self.products)


EVERYTHING = Scope()
"""All public documents."""


class Hit(NamedTuple):
    """A passage that was found.

    Attributes:
        score: fused score in standard deviations (see above).
        cosine: of the query with the passage or the wording of it that is nearest.
        bm25: score of the lexical leg.
        dense_rank, lexical_rank: places from 1 among the candidates of all legs.
    """

    number: int
    passage: Passage
    score: float
    cosine: float
    bm25: float
    dense_rank: int
    lexical_rank: int


class HybridSearch:
    """Searches one snapshot; `dense_weight` 1 is the dense leg alone, 0 the lexical one."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder, dense_weight: float = DENSE_WEIGHT) -> None:
        snapshot.require_encoder(encoder.fingerprint)
        self.snapshot = snapshot
        self.encoder = encoder
        self.dense_weight = dense_weight

    def search(self, query: str, limit: int, scope: Scope = EVERYTHING, vector: Vectors | None = None) -> list[Hit]:
        """The best passages for a query as a person types it, best first, near-duplicates left out.

        Args:
            limit: at most so many.
            vector: the query's vector of shape (dimensions,), where it is at hand already.
        """
        query = collapse(query)
        leaves = [number for number, leaf in enumerate(self.snapshot.entries.leaves) if scope.covers(leaf)]
        if not query or not leaves:
            return []
        if vector is None:
            vector = self.encoder.queries([query])[0]
        bm25, known = self.snapshot.lexical.scores(query)
        in_scope = np.isin(self.snapshot.entries.leaf_of[: self.snapshot.entries.passages], leaves)
        passages = self._candidates(vector, np.where(in_scope, bm25, 0.0), leaves, scope)
        dense, cosines = self._dense(vector, passages, leaves)
        lexical = _spread(bm25[in_scope]).standardised(bm25[passages])
        weight = self._dense_weight(query, known)
        scores = weight * dense + (1 - weight) * lexical
        ranks = np.stack([_ranks(dense), _ranks(lexical)])
        return self._hits(passages, scores, cosines, bm25[passages], ranks, limit)

    def _dense_weight(self, query: str, known: float) -> float:
        """The weight of the dense leg for a query of which the lexical index knows the share `known`."""
        if self.dense_weight in (0, 1):
            return self.dense_weight
        dense = self.dense_weight * (KANA_TRUST if in_kana(query) else 1)
        return 1 - (1 - dense) * min(1, known / KNOWN_WORDS)

    def _candidates(
        self, vector: Vectors, bm25: NDArray[np.float32], leaves: list[int], scope: Scope
    ) -> NDArray[np.int64]:
        """The passages that either leg proposes, sorted by number."""
        entries = self.snapshot.entries
        nearest = self.snapshot.dense.nearest(
            vector, CANDIDATES, [entries.leaves[number] for number in leaves], everything=scope.products is None
        )
        return np.union1d(entries.passage_of[np.array(nearest, np.int64)], _top(bm25, CANDIDATES))

    def _dense(
        self, vector: Vectors, passages: NDArray[np.int64], leaves: list[int]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Dense z-scores of passages, and the cosines of their nearest entries."""
        snapshot, entries = self.snapshot, self.snapshot.entries
        own, other = (
            snapshot.moments.cosines(vector, [n for n in leaves if entries.leaves[n].kind == kind])
            for kind in ("passage", "wording")
        )
        cosines = np.asarray(snapshot.vectors[passages] @ vector, np.float32)
        scores = own.standardised(cosines)
        wordings = entries.wordings(passages)
        if not len(wordings):
            return scores, cosines
        places = np.searchsorted(passages, entries.passage_of[wordings])
        best = np.full(len(passages), -np.inf, np.float32)
        np.maximum.at(best, places, np.asarray(snapshot.vectors[wordings] @ vector, np.float32))
        worded = np.isfinite(best)
        both = (scores + other.standardised(np.where(worded, best, 0.0).astype(np.float32))) / 2
        return np.where(worded, both, scores), np.maximum(cosines, best)

    def _hits(
        self,
        passages: NDArray[np.int64],
        scores: NDArray[np.float32],
        cosines: NDArray[np.float32],
        bm25: NDArray[np.float32],
        ranks: NDArray[np.int64],
        limit: int,
    ) -> list[Hit]:
        hits: list[Hit] = []
        seen: list[set[str]] = []
        for place in np.argsort(-scores, kind="stable"):
            number = int(passages[place])
            passage = self.snapshot.passages.passage(number)
            content = set(written_grams(passage.text))
            if any(_overlap(content, other) >= NEAR_DUPLICATE for other in seen):
                continue
            seen.append(content)
            dense_rank, lexical_rank = (int(rank) for rank in ranks[:, place])
            hits.append(
                Hit(
                    number,
                    passage,
                    float(scores[place]),
                    float(cosines[place]),
                    float(bm25[place]),
                    dense_rank,
                    lexical_rank,
                )
            )
            if len(hits) == limit:
                break
        return hits


def _spread(scores: NDArray[np.float32]) -> Spread:
    return Spread(float(scores.mean()), float(scores.std()))


def _ranks(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    """Places from 1, the highest score first."""
    ranks = np.empty(len(scores), np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks


def _top(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The places of the highest positive scores."""
    count = min(count, len(scores))
    best = np.argpartition(-scores, count - 1)[:count] if count else np.array([], np.int64)
    return best[scores[best] > 0]


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)
