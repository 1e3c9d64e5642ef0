"""Which facts a text without any of their names is most like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.data_file import read_data
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Names, Record
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.tools.coverage.names import FactKey, fact_names
from assistant.tools.name_vectors import centred, encoded_names, unit
from assistant.tools.vector_file import VectorFile


class _Uninsured(Record):
    """The figures and phrases of uninsured.yaml, which says what each is."""

    own: float
    least: float
    phrases: Names


class Thresholds(Record):
    """The figures of similarity.yaml, which says what each is."""

    threshold: float
    centre: float
    rival_margin: float
    refusal_threshold: float
    refusal_margin: float
    refusal_lead: float
    related: int
    related_threshold: float
    other_questions: Names


class Likeness(NamedTuple):
    """A fact and how like a text is, -1 to 1."""

    key: FactKey
    score: float


class Comparison(NamedTuple):
    """A text beside all facts.

    Attributes:
        facts: those that are like it at all, the most alike first; none where it is more like another question.
        uninsured: whether the text is more like what other lines of insurance insure than any name of a fact.
    """

    facts: tuple[Likeness, ...] = ()
    uninsured: bool = False


class _Space(NamedTuple):
    """Unit vectors around the mean of all texts; `starts` holds the first row of each fact in `names`."""

    keys: tuple[FactKey, ...]
    mean: Vectors
    names: Vectors
    starts: NDArray[np.int64]
    centres: Vectors
    others: Vectors
    uninsured: Vectors


@cache
def thresholds() -> Thresholds:
    """The figures of similarity.yaml."""
    data = read_data(__file__, "similarity.yaml")
    return Thresholds.model_validate(data)


@cache
def _uninsured() -> _Uninsured:
    data = read_data(__file__, "uninsured.yaml")
    return _Uninsured.model_validate(data)


class FactSimilarity:
    """Compares texts with the names of all facts.

    Names whose vectors `cache` lacks are encoded at once, some hundreds a second.
    """

    def __init__(self, knowledge: KnowledgeBase, encoder: Encoder, cache: VectorFile | None = None) -> None:
        self._space = _space(_names(knowledge), encoded_names(encoder, fact_texts(knowledge), cache))

    def compare(self, text: str, encoder: Encoder) -> Comparison:
        """A text beside all facts; `encoder` is the one that encoded the names."""
        if self._space is None:
            return Comparison()
        space, share = self._space, thresholds().centre
        vector = centred(encoder.queries([text]), space.mean)[0]
        nearest = np.maximum.reduceat(np.vecdot(space.names, vector), space.starts)
        best = float(nearest.max())
        if float(np.vecdot(space.others, vector).max()) > best:
            return Comparison()
        stranger = float(np.vecdot(space.uninsured, vector).max(initial=-1))
        scores = (1 - share) * nearest + share * np.vecdot(space.centres, vector)
        order = np.argsort(-scores, kind="stable")[: np.count_nonzero(scores >= thresholds().refusal_threshold)]
        facts = (Likeness(space.keys[number], float(scores[number])) for number in order)
        return Comparison(tuple(facts), stranger > best and stranger >= _uninsured().least)


def fact_texts(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """What texts are compared with; none without facts."""
    names = _distinct(_names(knowledge))
    return (*names, *thresholds().other_questions, *_uninsured().phrases) if names else ()


def _names(knowledge: KnowledgeBase) -> dict[FactKey, tuple[str, ...]]:
    return {
        FactKey(product, fact.id): fact_names(fact)
        for product, known in knowledge.products.items()
        for fact in known.coverage
    }


def _distinct(names: Mapping[FactKey, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for own in names.values() for name in own))


def _space(names: Mapping[FactKey, tuple[str, ...]], vectors: Vectors) -> _Space | None:
    """The space of `vectors`, those of `fact_texts`; None without facts."""
    if not names:
        return None
    row = {text: number for number, text in enumerate(_distinct(names))}
    mean: Vectors = vectors.mean(0)
    around = centred(vectors, mean)
    members = [[row[name] for name in own] for own in names.values()]
    known, others, uninsured = np.split(around, [len(row), len(row) + len(thresholds().other_questions)])
    strange = (uninsured @ known.T).max(1) < _uninsured().own
    return _Space(
        keys=tuple(names),
        mean=mean,
        names=known[[number for rows in members for number in rows]],
        starts=np.cumsum([0, *map(len, members[:-1])]),
        centres=unit(np.array([known[rows].mean(0) for rows in members])),
        others=others,
        uninsured=uninsured[strange],
    )
