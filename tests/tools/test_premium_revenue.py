from __future__ import annotations

import datetime as dt

import pytest

from assistant.knowledge.load import load_knowledge
from assistant.tools.lookup import InputError
from assistant.tools.premium_revenue import read_premium_revenue
from tests.conftest import CORPUS

BASE = load_knowledge(CORPUS).base
TODAY = dt.date(2026, 11, 21)


def read(product: str, given: int | float | str) -> int | None:
    """The figure that is taken, or None where it is asked for."""
    found = read_premium_revenue(given, BASE.products[product], TODAY, "ja")
    return None if isinstance(found, InputError) else found.yen


@pytest.mark.parametrize(
    ("product", "given", "yen"),
    [
        ("yayoi", 3_000_000, 3_000_000),
        ("yayoi", "300万円くらい", 3_000_000),
        ("yayoi", "500万円以下", 5_000_000),
        ("yayoi", "500万円未満", 5_000_000),
        ("yayoi", "約500万円", None),
        ("yayoi", "600万円くらい", 6_000_000),
        ("yayoi", "500万円以上", None),
        ("chuokai", "10億円", 1_000_000_000),
        ("chuokai", "10億円くらい", None),
        ("chuokai", "10億円弱", None),
        ("chuokai", "10億円以下", None),
        ("chuokai", "8億円から12億円", None),
        ("chuokai", "3億円くらい", 300_000_000),
        ("chuokai", "数億円", None),
    ],
)
def test_an_inexact_revenue_counts_where_the_premium_is_the_same(
    product: str, given: int | str, yen: int | None
) -> None:
    assert read(product, given) == yen


def test_the_persons_words_are_kept_where_they_are_inexact() -> None:
    found = read_premium_revenue("300万円くらい", BASE.products["yayoi"], TODAY, "ja")
    assert not isinstance(found, InputError)
    assert found.said == "300万円くらい"
