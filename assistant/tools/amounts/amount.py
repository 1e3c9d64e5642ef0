"""An amount of yen as somebody stated it: exact, approximate, or within bounds."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from assistant.knowledge.values import Record, Yen

Period = Literal["year", "month", "other"]
Relation = Literal["below", "at_most", "above", "at_least"]


class YenAmount(Record):
    """What a text says about an amount of yen.

    Attributes:
        lower, upper: bounds in yen; None is unbounded. Equal where the amount is exact.
        lower_open, upper_open: whether that bound is itself left out (1億円未満 has an open upper bound).
        stated: the figure as written, in yen; None for a range of two and for 数千万. An approximation is stored
            with a tenth of the figure either way, five of its last digit at most (弱, 強: on one side).
        approximate: whether the words make the figure a rough one (約, くらい, 弱, 強, 数千万).
        period: what span of time it is an amount of; None where the words do not say, "other" for a day, a week,
            a quarter, several years.
        part_of_name: the word that makes it part of a name (プラン in 5億円プラン); such an amount is nobody's.
        revenue: whether a word for revenue stands right before it (売上, 年商, 月商).
        text: the words, and `start` and `end` where they stand in the text after `assistant.text.normalise`.
    """

    lower: Yen | None
    upper: Yen | None
    lower_open: bool = False
    upper_open: bool = False
    stated: Yen | None = None
    approximate: bool = False
    period: Period | None = None
    part_of_name: str | None = None
    revenue: bool = False
    text: str
    start: int
    end: int

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if self.most is not None and self.most < self.least:
            raise ValueError("the upper bound lies below the lower one")
        return self

    @property
    def least(self) -> int:
        """The smallest amount in whole yen that lies within the bounds."""
        return 0 if self.lower is None else self.lower + self.lower_open

    @property
    def most(self) -> int | None:
        """The largest amount in whole yen that lies within the bounds, or None."""
        return None if self.upper is None else self.upper - self.upper_open

    @property
    def exact(self) -> int | None:
        """The amount in yen, where nothing else lies within the bounds."""
        return self.least if self.least == self.most else None


def compare(amount: YenAmount, relation: Relation, bound: int, period: Period = "year") -> bool | None:
    """Whether `amount` is below, at most, above or at least `bound` yen.

    True or False only where that holds for everything within the amount's bounds, else None: 約9千万円 and 1億円弱
    are below 1億円, of 約9,500万円 and of 8千万〜1.2億円 it is not known. None also for an amount of another period
    than the bound's: a monthly figure says nothing about a yearly bound.

    Args:
        bound: in yen.
        period: what span of time the bound is about. An amount that names no period is taken to be of this one.
    """
    if amount.period not in (None, period):
        return None
    match relation:
        case "below":
            return _at_most(amount, bound - 1)
        case "at_most":
            return _at_most(amount, bound)
        case "above":
            return _negated(_at_most(amount, bound))
        case "at_least":
            return _negated(_at_most(amount, bound - 1))


def _at_most(amount: YenAmount, bound: int) -> bool | None:
    if amount.most is not None and amount.most <= bound:
        return True
    return False if amount.least > bound else None


def _negated(value: bool | None) -> bool | None:
    return None if value is None else not value
