"""Which facts a text without any of their names is most like."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Names, Record
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.tools.coverage.names import FactKey, fact_names
from assistant.tools.name_vectors import centred, encoded_names, unit
from assistant.tools.vector_file import VectorFile


class Thresholds(Record):
    """The figures of similarity.yaml, which says what each is."""

    threshold: float
    centre: float
    rival_margin: float
    refusal_threshold: float
    refusal_margin: float
    related: int
    related_threshold: float
    other_questions: Names


class Likeness(NamedTuple):
    """A fact and how like a text is, -1 to 1."""

    key: FactKey
    score: float


class _Space(NamedTuple):
    """Unit vectors around the mean of all names; `owner` holds the fact of each row of `names`."""

    mean: Vectors
    names: Vectors
    owner: NDArray[np.int64]
    centres: Vectors
    others: Vectors


@cache
def thresholds() -> Thresholds:
    """The figures of similarity.yaml."""
    data = yaml.safe_load(Path(__file__).with_name("similarity.yaml").read_text("utf-8"))
    return Thresholds.model_validate(data)


class FactSimilarity:
    """Compares texts with the names of all facts.

    The names are encoded once, at the first comparison (some seconds), or read from `cache`.
    """

    def __init__(self, knowledge: KnowledgeBase, encoder: Encoder, cache: VectorFile | None = None) -> None:
        self._names = {
            FactKey(product, fact.id): fact_names(fact)
            for product, known in knowledge.products.items()
            for fact in known.coverage
        }
        self._encoder = encoder
        self._cache = cache

    def compare(self, text: str) -> list[Likeness]:
        """All facts, the most alike first; none where the text is more like another question."""
        if not self._names:
            return []
        space, share = self._space, thresholds().centre
        vector = centred(self._encoder.queries([text]), space.mean)[0]
        nearest = np.full(len(self._names), -1.0, np.float32)
        np.maximum.at(nearest, space.owner, space.names @ vector)
        scores = (1 - share) * nearest + share * (space.centres @ vector)
        if float((space.others @ vector).max()) > float(nearest.max()):
            return []
        likenesses = (Likeness(key, float(score)) for key, score in zip(self._names, scores, strict=True))
        return sorted(likenesses, key=lambda likeness: -likeness.score)

    @cached_property
    def _space(self) -> _Space:
        others = thresholds().other_questions
        texts = list(dict.fromkeys(name for names in self._names.values() for name in names))
        row = {text: number for number, text in enumerate(texts)}
        vectors = encoded_names(self._encoder, [*texts, *others], self._cache)
        mean: Vectors = vectors[: len(texts)].mean(0)
        around = centred(vectors, mean)
        members = [[row[name] for name in names] for names in self._names.values()]
        owner = np.repeat(np.arange(len(members)), [len(rows) for rows in members])
        names = around[[number for rows in members for number in rows]]
        centres = unit(np.array([around[rows].mean(0) for rows in members]))
        return _Space(mean, names, owner, centres, around[len(texts) :])
