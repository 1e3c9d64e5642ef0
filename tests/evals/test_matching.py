from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.matching import absent, normalise, present


@pytest.mark.parametrize(
    ("reply", "string"),
    [
        ("最大１，０００万円まで", "1000万円"),
        ("５，４１２円", "5412円"),
        ("補償の\n対象外 です", "対象外です"),
        ("ｻｲﾊﾞｰ保険", "サイバー保険"),
        ("PAP会員", "pap 会員"),
        ("1,234,567円", "1234567"),
    ],
)
def test_width_case_white_space_and_grouping_commas_do_not_count(reply: str, string: str) -> None:
    assert present([string], reply) == [string]


def test_commas_of_a_list_stay() -> None:
    assert normalise("セット1,2,3") == "セット1,2,3"


def test_a_group_is_absent_where_none_of_its_strings_stands_in_the_reply() -> None:
    groups = [("5億円", "500000000円"), ("5千万円",)]
    assert absent(groups, "限度額は500,000,000円です") == [("5千万円",)]


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert present([once], text) or not once or normalise(once) != once


@given(st.text(), st.text(min_size=1), st.text())
def test_what_is_said_word_for_word_is_found(before: str, string: str, after: str) -> None:
    assert present([string], f"{before}。{string}。{after}") == [string]
