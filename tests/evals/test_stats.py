from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.stats import Rate, mcnemar


@pytest.mark.parametrize(
    ("rate", "low", "high"),
    # Newcombe (1998), table I
    [
        (Rate(81, 263), 0.2553, 0.3662),
        (Rate(15, 148), 0.0624, 0.1605),
        (Rate(0, 20), 0.0, 0.1611),
        (Rate(1, 29), 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_those_of_the_literature(rate: Rate, low: float, high: float) -> None:
    assert rate.interval() == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 2000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_an_interval_holds_its_share(case: tuple[int, int]) -> None:
    rate = Rate(*case)
    low, high = rate.interval()
    assert rate.share is not None
    assert 0 <= low <= rate.share + 1e-12
    assert rate.share - 1e-12 <= high <= 1


def test_no_case_has_no_share() -> None:
    assert Rate(0, 0).share is None
    assert Rate(0, 0).interval() == (0, 1)


@pytest.mark.parametrize(("fixed", "broke", "p"), [(0, 0, 1.0), (0, 6, 0.03125), (5, 5, 1.0), (1, 9, 0.021484375)])
def test_mcnemars_exact_test(fixed: int, broke: int, p: float) -> None:
    assert mcnemar(fixed, broke) == pytest.approx(p)
    assert mcnemar(broke, fixed) == pytest.approx(p)
