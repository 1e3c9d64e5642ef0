"""Which coverage facts a question is about, told by what it seeks and what happened, whatever words it has.

A fact's own names tell its concern as a question's words tell that of the question: so the facts of any product that
somebody adds are found, without lists of what means the same.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.agent.understanding.concerns import Concern, ConcernFinder, classes, open_concerns
from assistant.data_file import read_data
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Record
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.tools.context import kept_of
from assistant.tools.coverage.names import FactKey, fact_names
from assistant.tools.name_lists import name_file
from assistant.tools.name_vectors import encoded_names

WHOLE = "whole"
"""What is sought where nothing in particular is: the incident as such."""
UNNAMED = "unnamed"


class _Bounds(Record):
    """The figures of fact_concerns.yaml, which says what each is."""

    sought: float
    plain: float
    cause: float
    agreed: float
    meant: float


class About(NamedTuple):
    """What a question is about.

    Attributes:
        likeness: how like the concern of each fact is to that of the question, 0 to 1.
        sought: whether it is sure what the question seeks, which is more than the incident as such.
        sure: whether it is sure what it is about.
        incident: whether it surely tells what happened.
        plain: whether there is hardly a doubt that it seeks a thing in particular.
    """

    likeness: Mapping[FactKey, float]
    sought: bool = False
    sure: bool = False
    incident: bool = False
    plain: bool = False

    def agrees(self, facts: Iterable[FactKey]) -> tuple[FactKey, ...]:
        """Those of the facts that the question may well be about."""
        return tuple(fact for fact in facts if self.likeness.get(fact, 0.0) >= bounds().agreed)

    @property
    def meant(self) -> tuple[FactKey, ...]:
        """The facts that the question is surely about, the likeliest first."""
        if not self.sure:
            return ()
        found = [fact for fact, likeness in self.likeness.items() if likeness >= bounds().meant]
        return tuple(sorted(found, key=lambda fact: -self.likeness[fact]))


NOTHING = About({})


class FactConcerns:
    """Questions to the facts that they are about."""

    def __init__(self, finder: ConcernFinder, encoder: Encoder, data_dir: Path) -> None:
        """What follows from a knowledge base is kept below `data_dir` for other processes."""
        self._finder, self._encoder, self._data_dir = finder, encoder, data_dir
        self._known: tuple[KnowledgeBase, dict[FactKey, Concern]] | None = None

    def prepare(self, knowledge: KnowledgeBase) -> None:
        """Makes the classifiers and the concerns of all facts ready, so that no question waits for them."""
        self._finder.prepare()
        self._of(knowledge)

    def about(self, text: str, vector: Vectors, knowledge: KnowledgeBase, products: Collection[str]) -> About:
        """What a question is about, beside the facts of `products`.

        Args:
            vector: the query vector of `text`, shape (dimensions,).
        """
        concern = self._finder.read(text, vector)
        sought, cause = likeliest(concern.sought), likeliest(concern.cause)
        is_clear = concern.sought[sought] >= bounds().sought
        is_caused = cause != UNNAMED and concern.cause[cause] >= bounds().cause
        known = self._of(knowledge)
        likeness = {key: _likeness(concern, told) for key, told in known.items() if key.product in products}
        return About(
            likeness,
            sought=is_clear and sought != WHOLE,
            sure=is_clear and (sought != WHOLE or is_caused),
            incident=is_caused,
            plain=concern.sought[sought] >= bounds().plain and sought != WHOLE,
        )

    def _of(self, knowledge: KnowledgeBase) -> dict[FactKey, Concern]:
        """The concerns of all facts."""
        if self._known is None or self._known[0] is not knowledge:
            found = kept_of(knowledge, self._data_dir).get("fact-concerns", lambda: self._named(knowledge))
            concerns = {FactKey(product, fact): Concern(*concern) for product, fact, concern in found}
            self._known = knowledge, concerns
        return self._known[1]

    def _named(self, knowledge: KnowledgeBase) -> list[tuple[str, str, Concern]]:
        """Product, id and concern of each fact, by its names; the label counts as much as all others."""
        facts = [(product, fact) for product, known in knowledge.products.items() for fact in known.coverage]
        names = list(dict.fromkeys(name for _, fact in facts for name in fact_names(fact)))
        vectors = encoded_names(self._encoder, names, name_file(self._data_dir))
        read = {name: self._finder.read(name, vector) for name, vector in zip(names, vectors, strict=True)}
        found = []
        for product, fact in facts:
            label = _mean([read[name] for name in (fact.label.ja, fact.label.en) if name])
            others = [read[name] for name in fact.aliases]
            found.append((product, fact.id, _mean([label, _mean(others)]) if others else label))
        return found


def open_fact_concerns(encoder: Encoder, data_dir: Path) -> FactConcerns:
    """The finder whose vectors, classifiers and concerns are kept below `data_dir`."""
    return FactConcerns(open_concerns(encoder, data_dir), encoder, data_dir)


def likeliest(shares: Mapping[str, float]) -> str:
    """The class with the greatest share."""
    return max(shares, key=lambda each: shares[each])


def _likeness(question: Concern, fact: Concern) -> float:
    """How like two concerns are.

    Where a fact is about an incident as such, its cause must be that of the question; where it is about a cost, one
    that belongs to its cause will do, and any if it names none.
    """
    likeness = _cosine(question.sought, fact.sought)
    if likeliest(fact.sought) == WHOLE:
        return likeness * _cosine(question.cause, fact.cause)
    within = {cause: {cause, *classes().includes.get(cause, ())} for cause in fact.cause}
    within[UNNAMED] = set(question.cause)
    return likeness * sum(share * sum(question.cause[each] for each in within[c]) for c, share in fact.cause.items())


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(one[each] * other[each] for each in one) / (math.hypot(*one.values()) * math.hypot(*other.values()))


def _mean(concerns: Collection[Concern]) -> Concern:
    return Concern(*(_mean_shares([each[axis] for each in concerns]) for axis in range(2)))


def _mean_shares(shares: Collection[Mapping[str, float]]) -> dict[str, float]:
    classes = tuple(next(iter(shares)))
    means = np.mean([[each[name] for name in classes] for each in shares], axis=0)
    return dict(zip(classes, map(float, means), strict=True))


@cache
def bounds() -> _Bounds:
    """The figures of fact_concerns.yaml."""
    return _Bounds.model_validate(read_data(__file__))
