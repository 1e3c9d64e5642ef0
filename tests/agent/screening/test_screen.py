from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.agent.screening import MAXIMUM_CHARACTERS, Screened, personal_data_notice, screen
from assistant.errors import QuestionError
from tests.agent.screening.examples import lines

_PIECES = (
    *(line.split(" =>")[0] for line in lines("orders.txt")),
    *(line.split("\t")[1] for line in lines("personal_data.txt")),
    *lines("incidents.txt")[:5],
    "身代金は補償される?",
    "<b>",
    "</b>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "。",
    "\n",
    " ",
    "「",
    "」と",
    "、",
    "0",
    "-",
    "@",
)
_MESSAGES = st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), min_size=1, max_size=12).map("".join)


@pytest.mark.parametrize(
    "message", ["", "   \n\t", "\u200b\u200d", "\x00\x07", "\u202e", "\u3164\u2800", "\U000e0041"]
)
def test_an_empty_message_is_refused_in_both_languages(message: str) -> None:
    with pytest.raises(QuestionError, match=r"空です.*The message is empty"):
        screen(message)


def test_a_message_may_have_2000_characters_and_no_more() -> None:
    assert screen("保" * MAXIMUM_CHARACTERS).question == "保" * MAXIMUM_CHARACTERS
    with pytest.raises(QuestionError, match=r"長すぎます（2,001文字）.*too long \(2,001 characters\)"):
        screen("保" * (MAXIMUM_CHARACTERS + 1))


def test_one_character_is_enough() -> None:
    assert screen("?").question == "?"


def test_the_person_is_told_what_was_masked() -> None:
    screened = screen("氏名は山田太郎、電話は090-1234-5678と03-1234-5678です。支払方法は?")
    notice = personal_data_notice(screened, "ja")
    assert notice is not None
    assert "（氏名、電話番号）" in notice
    assert "name, phone number" in (personal_data_notice(screened, "en") or "")
    assert personal_data_notice(screen("支払方法は?"), "ja") is None


def test_half_width_letters_stay_as_they_were_typed() -> None:
    message = "ｾｯﾄ３のﾜｲﾄﾞ、売上８，０００万円で入れる？"
    assert screen(message) == Screened(question=message)


def test_markup_is_a_finding_and_the_question_stays() -> None:
    screened = screen("<script>alert('x')</script>支払い方法は?")
    assert screened == Screened(question="支払い方法は?", markup=True)


def test_a_message_of_markup_only_leaves_no_question() -> None:
    assert screen("<script>alert(1)</script>") == Screened(question="", markup=True)


@settings(deadline=None)
@given(_MESSAGES)
def test_nothing_but_a_question_error_is_raised(message: str) -> None:
    try:
        screen(message)
    except QuestionError:
        assert len(message) > MAXIMUM_CHARACTERS or not any(char.isalnum() for char in message)


@settings(deadline=None)
@given(_MESSAGES)
def test_screening_what_was_screened_changes_nothing(message: str) -> None:
    try:
        question = screen(message).question
        again = screen(question)
    except QuestionError:
        return
    assert again == Screened(question=question, incident=again.incident, person=again.person)
