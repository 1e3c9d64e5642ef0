from __future__ import annotations

import pytest

from assistant.agent.assistant import Assistant
from tests.agent.llm.talking import RANSOM, always, events, in_turn
from tests.agent.talking import ask, contacts, names_a_person, says
from tests.models.moves import Call, Move, paragraph, reply
from tests.models.server import Models

STATED = "弥生のサイバー保険では、専門のチームがすぐに駆け付けてくれます。"


def test_a_reply_without_evidence_goes_back_to_be_looked_up(llm: Assistant, model: Models) -> None:
    model.restart(in_turn(reply(paragraph(STATED))))
    answer = ask(llm, RANSOM, product="yayoi")
    assert (answer.brain, answer.verdict) == ("llm", "not_covered")
    assert events(llm, answer) == ["no_evidence", "sent_back"]


@pytest.mark.parametrize("outcome", ["answered", "not_found"])
def test_a_reply_without_evidence_becomes_not_found(outcome: str, llm: Assistant, model: Models) -> None:
    model.restart(always(reply(paragraph(STATED), outcome=outcome)))
    answer = ask(llm, "誰か駆け付けてくれますか?", product="yayoi")
    assert answer.outcome == "not_found"
    assert not says(answer, "駆け付けて")
    assert contacts(answer)


def test_a_call_that_failed_is_no_evidence(llm: Assistant, model: Models) -> None:
    model.restart(
        lambda asked: reply(paragraph(STATED)) if asked.told else Move(calls=(Call("search_knowledge", {}),))
    )
    assert ask(llm, "誰か駆け付けてくれますか?", product="yayoi").outcome == "not_found"


def test_evidence_of_an_earlier_turn_is_none_of_this_one(llm: Assistant, model: Models) -> None:
    model.restart(in_turn())
    first = ask(llm, RANSOM, product="yayoi")
    assert first.brain == "llm"
    model.restart(always(reply(paragraph(STATED))))
    assert ask(llm, RANSOM, "それで、誰か来てくれるの?", product="yayoi").outcome == "not_found"


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("declined", "こんにちは。サイバー保険についてのご質問をどうぞ。"),
        ("answered", "ありがとうございます。"),
        ("clarify", "どの商品についてのご質問でしょうか?"),
        ("handoff", "担当者におつなぎします。下の窓口にご連絡ください。"),
    ],
)
def test_talk_that_states_nothing_needs_no_evidence(outcome: str, said: str, llm: Assistant, model: Models) -> None:
    model.restart(always(reply(paragraph(said), outcome=outcome)))
    answer = ask(llm, "どうも、よろしく")
    assert (answer.brain, answer.outcome) == ("llm", outcome)
    assert says(answer, said)
    assert names_a_person(answer)


@pytest.mark.parametrize("outcome", ["declined", "clarify", "handoff"])
def test_no_outcome_hides_a_statement_of_cover(outcome: str, llm: Assistant, model: Models) -> None:
    model.restart(always(reply(paragraph("弥生の有料プランでは身代金も補償の対象です。"), outcome=outcome)))
    answer = ask(llm, RANSOM, product="yayoi")
    assert answer.brain == "extractive"
    assert not says(answer, "身代金も補償の対象です")


def test_a_verdict_goes_only_with_an_answer(llm: Assistant, model: Models) -> None:
    move = reply(
        paragraph("恐れ入りますが、どの商品についてのご質問でしょうか?"), outcome="clarify", verdict="covered"
    )
    model.restart(always(move))
    assert ask(llm, "補償される?").verdict is None
