"""Which class of business a description without any name of a trade is most like."""

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
from assistant.tools.name_vectors import centred, encoded_names, unit
from assistant.tools.vector_file import VectorFile


class Thresholds(Record):
    """The figures of similarity.yaml, which says what each is."""

    nearest: int
    threshold: float
    margin: float
    guarded_threshold: float
    guarded_margin: float
    alternatives: int
    alternative_threshold: float
    any_firm: Names


class Likeness(NamedTuple):
    """A class of business and how like a description is, -1 to 1."""

    industry: str
    score: float


@cache
def thresholds() -> Thresholds:
    """The figures of similarity.yaml."""
    data = yaml.safe_load(Path(__file__).with_name("similarity.yaml").read_text("utf-8"))
    return Thresholds.model_validate(data)


class _Space(NamedTuple):
    """Unit vectors around the mean of all names; `owner` holds the class of each row of `names`."""

    mean: Vectors
    names: Vectors
    owner: NDArray[np.int64]
    centres: Vectors
    others: Vectors


class TradeSimilarity:
    """Compares descriptions with the names of all classes.

    The names are encoded once, at the first comparison (some seconds), or read from `cache`.
    """

    def __init__(self, knowledge: KnowledgeBase, encoder: Encoder, cache: VectorFile | None = None) -> None:
        self._industries = tuple(industry for industry in knowledge.industries if industry.names)
        self._others = _insured(knowledge) + thresholds().any_firm
        self._encoder = encoder
        self._cache = cache

    def compare(self, description: str) -> list[Likeness]:
        """All classes, the most alike first; none where the description is more like what is no trade at all."""
        if not self._industries:
            return []
        space = self._space
        vector = centred(self._encoder.queries([description]), space.mean)[0]
        near, centre = space.names @ vector, space.centres @ vector
        nearest = thresholds().nearest
        scores = [
            (_top_mean(near[space.owner == index], nearest) + float(centre[index])) / 2
            for index in range(len(self._industries))
        ]
        if _top_mean(space.others @ vector, nearest) > max(scores):
            return []
        likenesses = (Likeness(industry.id, score) for industry, score in zip(self._industries, scores, strict=True))
        return sorted(likenesses, key=lambda likeness: -likeness.score)

    @cached_property
    def _space(self) -> _Space:
        names = [name for industry in self._industries for name in industry.names]
        vectors = encoded_names(self._encoder, [*names, *self._others], self._cache)
        owner = np.repeat(np.arange(len(self._industries)), [len(industry.names) for industry in self._industries])
        mean: Vectors = vectors[: len(names)].mean(0)
        around = centred(vectors, mean)
        own, others = around[: len(names)], around[len(names) :]
        centres = np.array([own[owner == index].mean(0) for index in range(len(self._industries))])
        return _Space(mean, own, owner, unit(centres), others)


def _insured(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """What the products insure, by all its names."""
    facts = (fact for known in knowledge.products.values() for fact in known.coverage)
    return tuple(dict.fromkeys(name for fact in facts for name in (fact.label.ja, *fact.aliases)))


def _top_mean(scores: Vectors, count: int) -> float:
    return float(np.sort(scores)[-count:].mean())
