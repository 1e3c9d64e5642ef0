from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from assistant.answers import Outcome
from assistant.storage import Unanswered
from evals.drafts import drafts, write_drafts
from evals.questions import Entry, QuestionSetError, load
from tests.evals.examples import QUESTIONS

_KNOWN = [Entry(QUESTIONS[0], "f", 1, None)]


def _asked(text: str, number: int, outcome: Outcome = "not_found", channel: str = "web") -> Unanswered:
    return Unanswered(
        message_id=f"{number:032x}"[::-1],
        at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
        question=text,
        outcome=outcome,
        channel=channel,
        product="travel",
        locale=None,
        feedback=None,
    )


def test_a_question_is_drafted_once_and_not_where_it_is_asked_already() -> None:
    asked = [_asked("犬は?", 1), _asked("犬 は?", 2), _asked(QUESTIONS[0].turns[0], 3)]
    (draft,) = drafts(asked, _KNOWN)
    assert (draft["turns"], draft["product"], draft["lang"], draft["persona"]) == (
        ["犬は?"],
        "travel",
        "ja",
        "customer",
    )


def test_a_question_of_staff_is_the_agencys() -> None:
    (draft,) = drafts([_asked("Does it cover dogs?", 1, channel="slack")], ())
    assert (draft["lang"], draft["persona"]) == ("en", "agency")


def test_a_draft_is_no_question_until_somebody_fills_it_in(tmp_path: Path) -> None:
    file = tmp_path / "new-tuning.jsonl"
    (draft,) = drafts([_asked("犬は?", 1)], ())
    write_drafts([draft], file)
    with pytest.raises(QuestionSetError) as caught:
        load([file])
    assert {problem.field for problem in caught.value.problems} == {"category", "expect.outcome", "evidence"}
    filled = {**json.loads(file.read_text(encoding="utf-8")), "category": "not_found", "evidence": None}
    write_drafts([{**filled, "expect": {"outcome": ["not_found"]}}], file)
    assert len(load([file])) == 1
