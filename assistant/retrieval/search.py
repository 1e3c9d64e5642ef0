"""Hybrid search over a snapshot: dense and lexical scores, standardised and added.

Each leg's score becomes a z-score over *all* passages of the scope: 0 is an average passage, 3 stands three
standard deviations out. The dense leg is the mean of the passage's own z-score and that of its best other wording,
where it has any. The lexical leg counts for less where the index does not know the query's words, the
dense one where the query is in kana only. Scores of one query compare; those of two queries roughly do.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.front_matter import Audience
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.retrieval.entries import Leaf
from assistant.retrieval.forms import PassageForms
from assistant.retrieval.moments import Spread
from assistant.retrieval.passages import Passage
from assistant.retrieval.query import analyse
from assistant.retrieval.region import Region, Wordings
from assistant.retrieval.snapshot import Snapshot
from assistant.text import collapse

DENSE_WEIGHT = 0.6
"""Chosen by `python -m bench.retrieval`."""
KNOWN_WORDS = 0.5
"""Share of a query that the index must know for the lexical leg to count in full."""
KANA_TRUST = 0.5
"""What is left of the dense leg's weight for a query in kana only, which the embedding understands badly."""
UNWORDED_TRUST = 0.8
"""What is left of it where no passage has other wordings: the embedding bridges less than they do."""
COMPARED = 20_000
"""Entries up to which comparing a query with each takes less time than Chroma's answer."""
CANDIDATES = 100
"""Of a larger index: passages and wordings that each leg proposes."""
NEAR_DUPLICATE = 0.9
"""Overlap (Jaccard) of character pairs from which on a passage repeats a better one."""


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
        forms: what the passage is compared by word by word.
        dense, lexical: scores of the legs in standard deviations.
        wording_cosine: of the query with the nearest other wording, None where there is none.
        among: how many passages are in scope.
    """

    number: int
    passage: Passage
    score: float
    cosine: float
    bm25: float
    dense_rank: int
    lexical_rank: int
    forms: PassageForms
    dense: float
    lexical: float
    wording_cosine: float | None
    among: int


class _Dense(NamedTuple):
    """Of each candidate: its z-score, its nearest entry's cosine, and its nearest wording's (-inf: it has none)."""

    scores: NDArray[np.float32]
    cosines: NDArray[np.float32]
    wordings: NDArray[np.float32]


class HybridSearch:
    """Searches one snapshot; `dense_weight` 1 is the dense leg alone, 0 the lexical one.

    Of an index with more than `compared` entries Chroma proposes the nearest ones.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        dense_weight: float = DENSE_WEIGHT,
        compared: int = COMPARED,
    ) -> None:
        snapshot.require_encoder(encoder.fingerprint)
        self.snapshot = snapshot
        self.encoder = encoder
        self.dense_weight = dense_weight
        self.compared = compared
        # a plain view: the memory map's own class slows small products down
        self._vectors: Vectors = np.asarray(snapshot.vectors)
        self._regions: dict[tuple[int, ...], Region] = {}

    def search(self, query: str, limit: int, scope: Scope = EVERYTHING, vector: Vectors | None = None) -> list[Hit]:
        """The best passages for a query as a person types it, best first, near-duplicates left out.

        Args:
            limit: at most so many.
            vector: the query's vector of shape (dimensions,), where it is at hand already.
        """
        query = collapse(query)
        leaves = tuple(number for number, leaf in enumerate(self.snapshot.entries.leaves) if scope.covers(leaf))
        if not query or not leaves:
            return []
        if vector is None:
            vector = self.encoder.queries([query])[0]
        region = self._region(leaves)
        bm25, known = self.snapshot.lexical.scores(query)
        of_scope = bm25[region.passages]
        if len(self._vectors) <= self.compared:
            passages, wordings, cosines = region.passages, region.wordings, _cosines(self._vectors, vector)
            dense = _dense(region, vector, cosines[passages], wordings, cosines[wordings.entries])
        else:
            passages = self._candidates(vector, of_scope, region, everything=scope.products is None)
            wordings = Wordings.of(self.snapshot.entries, passages)
            own, other = (_cosines(self._vectors[each], vector) for each in (passages, wordings.entries))
            dense = _dense(region, vector, own, wordings, other)
        lexical = _spread(of_scope).standardised(bm25[passages])
        weight = self._dense_weight(query, known, region)
        scores = weight * dense.scores + (1 - weight) * lexical
        return list(islice(self._hits(passages, scores, dense, bm25, lexical, len(region.passages)), limit))

    def _region(self, leaves: tuple[int, ...]) -> Region:
        region = self._regions.get(leaves)
        if region is None:
            region = Region.of(self.snapshot.entries, self.snapshot.moments, list(leaves))
            self._regions[leaves] = region
        return region

    def _dense_weight(self, query: str, known: float, region: Region) -> float:
        """The weight of the dense leg for a query of which the lexical index knows the share `known`."""
        if self.dense_weight in (0, 1):
            return self.dense_weight
        trust = 1 - (1 - UNWORDED_TRUST) * (1 - region.worded)
        dense = self.dense_weight * trust * (KANA_TRUST if analyse(query).in_kana else 1)
        return 1 - (1 - dense) * min(1, known / KNOWN_WORDS)

    def _candidates(
        self, vector: Vectors, bm25: NDArray[np.float32], region: Region, *, everything: bool
    ) -> NDArray[np.int64]:
        """The passages that either leg proposes, sorted by number; `bm25` is of the region's passages."""
        nearest = self.snapshot.dense.nearest(vector, CANDIDATES, region.leaves, everything=everything)
        owners = self.snapshot.entries.passage_of[np.array(nearest, np.int64)]
        return np.union1d(owners, region.passages[_top(bm25, CANDIDATES)])

    def _hits(
        self,
        passages: NDArray[np.int64],
        scores: NDArray[np.float32],
        dense: _Dense,
        bm25: NDArray[np.float32],
        lexical: NDArray[np.float32],
        among: int,
    ) -> Iterator[Hit]:
        """The candidates from the best on, but for those that repeat a better one."""
        seen: list[NDArray[np.int64]] = []
        dense_ranks, lexical_ranks = _ranks(dense.scores), _ranks(lexical)
        for place in np.argsort(-scores, kind="stable"):
            number = int(passages[place])
            passage, forms, pairs = self.snapshot.passages.stored(number)
            if any(_repeats(pairs, other) for other in seen):
                continue
            seen.append(pairs)
            wording = float(dense.wordings[place])
            yield Hit(
                number,
                passage,
                float(scores[place]),
                float(dense.cosines[place]),
                float(bm25[number]),
                int(dense_ranks[place]),
                int(lexical_ranks[place]),
                forms,
                float(dense.scores[place]),
                float(lexical[place]),
                wording if wording >= -1 else None,
                among,
            )


def _dense(
    region: Region,
    vector: Vectors,
    cosines: NDArray[np.float32],
    wordings: Wordings,
    others: NDArray[np.float32],
) -> _Dense:
    """The dense leg of passages with these cosines and these of their `wordings`."""
    own, other = region.spreads(vector)
    scores = own.standardised(cosines)
    best = np.full(len(cosines), -np.inf, np.float32)
    if len(others):
        nearest = wordings.best(others)
        best[wordings.places] = nearest
        scores[wordings.places] = (scores[wordings.places] + other.standardised(nearest)) / 2
    return _Dense(scores, np.maximum(cosines, best), best)


def _cosines(vectors: Vectors, vector: Vectors) -> NDArray[np.float32]:
    """Those of all `vectors` with one; BLAS would wait for threads that a busy machine gives late."""
    return np.asarray(np.vecdot(vectors, vector), np.float32)


def _spread(scores: NDArray[np.float32]) -> Spread:
    return Spread(float(scores.mean()), float(scores.std())) if len(scores) else Spread(0.0, 0.0)


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


def _repeats(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    """Whether two passages, given as their character pairs, say the same."""
    fewer, more = sorted((len(one), len(other)))
    if fewer < NEAR_DUPLICATE * more:
        return False
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= NEAR_DUPLICATE * (fewer + more - shared)
