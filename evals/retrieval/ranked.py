"""What each leg of a search found for one question."""

from __future__ import annotations

from typing import Literal, get_args

from assistant.knowledge.values import Record

Leg = Literal["fused", "dense", "lexical"]
LEGS: tuple[Leg, ...] = get_args(Leg)
DEPTH = 20
"""Places of a ranking that are kept."""


class Place(Record):
    """A passage in a ranking, as a report shows it."""

    number: int
    document: str
    section: str
    text: str
    score: float


class Ranking(Record):
    """What one leg found: numbers of passages, the best first, and the first few of them in words."""

    leg: Leg
    numbers: tuple[int, ...]
    best: tuple[Place, ...]


class Ranked(Record):
    """A question, the passages that hold its evidence, and what each leg found."""

    id: str
    relevant: tuple[int, ...]
    rankings: tuple[Ranking, ...]

    def place(self, leg: Leg) -> int | None:
        """Place (from 1) of the first relevant passage; None where it is not among the first `DEPTH`."""
        numbers = next(each.numbers for each in self.rankings if each.leg == leg)
        return next((place for place, number in enumerate(numbers, 1) if number in self.relevant), None)
