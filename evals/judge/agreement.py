"""How far two who grade the same replies agree, beyond chance."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from evals.judge.rubric import LEVELS

Pair = tuple[int, int]
"""Levels that the two gave the same thing."""
ALL = "all"
"""The name under which all criteria together stand."""
_RESAMPLES = 2000
_TAIL = 0.025
_SEED = 20261122


class Kappa(NamedTuple):
    """Cohen's kappa (1960), with weights its form of 1968: 1 is full agreement, 0 that of chance.

    Attributes:
        value: None where both gave one and the same level throughout, which leaves nothing to measure.
        low, high: 95% interval, by a bootstrap over replies.
    """

    value: float | None
    low: float
    high: float


class Agreement(NamedTuple):
    """Agreement on one criterion.

    Attributes:
        exact: share of equal levels.
        kappa: every difference counts the same.
        weighted: a difference counts by its square, so that 0 against 2 weighs four times 0 against 1.
    """

    cases: int
    exact: float
    kappa: Kappa
    weighted: Kappa


def agreements(one: Sequence[Mapping[str, int]], other: Sequence[Mapping[str, int]]) -> dict[str, Agreement]:
    """Agreement by criterion and on all of them together, of levels by criterion, reply by reply."""
    if not one:
        return {}
    by_reply = [{name: (mine[name], theirs[name]) for name in mine} for mine, theirs in zip(one, other, strict=True)]
    names = list(by_reply[0])
    picked = {name: [[each[name]] for each in by_reply] for name in names}
    picked[ALL] = [[each[name] for name in names] for each in by_reply]
    return {name: _agreement(clusters) for name, clusters in picked.items()}


def kappa(pairs: Sequence[Pair], weight: Callable[[int], float]) -> float | None:
    """Cohen's kappa, where a difference of levels has a weight; None where it is not defined."""
    count = len(pairs)
    firsts = [sum(first == level for first, _ in pairs) for level in range(LEVELS)]
    seconds = [sum(second == level for _, second in pairs) for level in range(LEVELS)]
    seen = sum(weight(first - second) for first, second in pairs) / count
    chance = sum(
        firsts[first] * seconds[second] * weight(first - second)
        for first in range(LEVELS)
        for second in range(LEVELS)
    )
    return 1 - seen / (chance / count**2) if chance else None


def _agreement(clusters: Sequence[Sequence[Pair]]) -> Agreement:
    pairs = [pair for cluster in clusters for pair in cluster]
    exact = sum(first == second for first, second in pairs) / len(pairs)
    return Agreement(
        len(pairs),
        exact,
        _with_interval(clusters, lambda d: float(d != 0)),
        _with_interval(clusters, lambda d: d * d),
    )


def _with_interval(clusters: Sequence[Sequence[Pair]], weight: Callable[[int], float]) -> Kappa:
    """The criteria of one reply are drawn together: they are not independent."""
    value = kappa([pair for cluster in clusters for pair in cluster], weight)
    draw = random.Random(_SEED)
    drawn = (
        kappa([pair for cluster in draw.choices(clusters, k=len(clusters)) for pair in cluster], weight)
        for _ in range(_RESAMPLES)
    )
    told = sorted(each for each in drawn if each is not None)
    if value is None or not told:
        return Kappa(None, -1.0, 1.0)
    last = len(told) - 1
    return Kappa(value, told[round(_TAIL * last)], told[round((1 - _TAIL) * last)])
