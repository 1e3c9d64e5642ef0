from __future__ import annotations

import pytest

from evals.judge.agreement import ALL, agreements, kappa


def _pairs(*counts: tuple[int, int, int]) -> list[tuple[int, int]]:
    return [pair for first, second, count in counts for pair in [(first, second)] * count]


def test_kappa_is_that_of_the_textbook() -> None:
    # two raters, 50 proposals, 20 and 15 agreed on: observed 0.70, by chance 0.50
    pairs = _pairs((1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15))
    assert kappa(pairs, lambda d: float(d != 0)) == pytest.approx(0.4)


def test_weights_forgive_neighbours() -> None:
    near = _pairs((0, 0, 5), (1, 1, 5), (2, 2, 5), (1, 2, 5))
    far = _pairs((0, 0, 5), (1, 1, 5), (2, 2, 5), (0, 2, 5))
    assert (kappa(near, lambda d: d * d) or 0) > (kappa(near, lambda d: float(d != 0)) or 0)
    assert (kappa(near, lambda d: d * d) or 0) > (kappa(far, lambda d: d * d) or 0)


def test_opposite_graders_are_below_chance() -> None:
    assert kappa(_pairs((0, 2, 5), (2, 0, 5)), lambda d: float(d != 0)) == pytest.approx(-1)


def test_one_level_throughout_leaves_nothing_to_measure() -> None:
    (natural, every) = agreements([{"natural": 2}] * 5, [{"natural": 2}] * 5).values()
    assert natural.kappa.value is None
    assert natural.exact == every.exact == 1


def test_agreement_is_told_by_criterion_and_of_all_with_intervals_that_hold_it() -> None:
    one = [{"natural": n % 3, "concise": n % 2} for n in range(30)]
    other = [{"natural": n % 3, "concise": (n // 2) % 2} for n in range(30)]
    told = agreements(one, other)
    assert list(told) == ["natural", "concise", ALL]
    assert told["natural"].kappa == (1, 1, 1)
    mixed = told[ALL].kappa
    assert mixed.value is not None
    assert -1 <= mixed.low < mixed.value < mixed.high < 1
    assert told[ALL].cases == 60
    assert agreements(one, other) == told
    assert agreements([], []) == {}
