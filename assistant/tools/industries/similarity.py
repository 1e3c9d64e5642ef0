"""Which class of business a description without any name of a trade is most like."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.data_file import read_data
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.industries import Industry
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
    data = read_data(__file__, "similarity.yaml")
    return Thresholds.model_validate(data)


class _Space(NamedTuple):
    """Unit vectors around the mean of all names; each line of `rows` has the rows of a class in `names`, then -1."""

    mean: Vectors
    names: Vectors
    rows: NDArray[np.int64]
    centres: Vectors
    others: Vectors


class TradeSimilarity:
    """Compares descriptions with the names of all classes.

    Names whose vectors `cache` lacks are encoded at once, some hundreds a second.
    """

    def __init__(self, knowledge: KnowledgeBase, encoder: Encoder, cache: VectorFile | None = None) -> None:
        self._industries = _named(knowledge)
        self._space = _space(self._industries, encoded_names(encoder, trade_texts(knowledge), cache))

    def compare(self, description: str, encoder: Encoder) -> list[Likeness]:
        """All classes, the most alike first; none where the description is more like what is no trade at all.

        Args:
            encoder: the one that encoded the names.
        """
        space, nearest = self._space, thresholds().nearest
        if space is None:
            return []
        vector = centred(encoder.queries([description]), space.mean)[0]
        near = _top_means(np.append(np.vecdot(space.names, vector), -np.inf)[space.rows], nearest)
        scores = (near + np.vecdot(space.centres, vector)) / 2
        if float(_top_means((np.vecdot(space.others, vector))[None], nearest)[0]) > float(scores.max()):
            return []
        likenesses = map(Likeness, (each.id for each in self._industries), scores.tolist())
        return sorted(likenesses, key=lambda likeness: -likeness.score)


def trade_texts(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """What descriptions are compared with: the names of all classes, then what is no trade; none without names."""
    names = tuple(name for industry in _named(knowledge) for name in industry.names)
    facts = (fact for known in knowledge.products.values() for fact in known.coverage)
    insured = dict.fromkeys(name for fact in facts for name in (fact.label.ja, *fact.aliases))
    return (*names, *insured, *thresholds().any_firm) if names else ()


def _named(knowledge: KnowledgeBase) -> tuple[Industry, ...]:
    return tuple(industry for industry in knowledge.industries if industry.names)


def _space(industries: Sequence[Industry], vectors: Vectors) -> _Space | None:
    """The space of `vectors`, those of `trade_texts`; None without names."""
    if not industries:
        return None
    ends = np.cumsum([len(industry.names) for industry in industries])
    members = np.split(np.arange(ends[-1]), ends[:-1])
    rows = np.full((len(industries), max(map(len, members))), -1)
    for line, own in zip(rows, members, strict=True):
        line[: len(own)] = own
    mean: Vectors = vectors[: ends[-1]].mean(0)
    names, others = np.split(centred(vectors, mean), [ends[-1]])
    return _Space(mean, names, rows, unit(np.array([names[own].mean(0) for own in members])), others)


def _top_means(scores: Vectors, count: int) -> Vectors:
    """The mean of the highest `count` of each line, or of as many as it has; -inf is none."""
    top = np.partition(scores, -min(count, scores.shape[1]), axis=1)[:, -count:]
    there = np.isfinite(top)
    means: Vectors = np.where(there, top, 0).sum(1) / there.sum(1)
    return means
