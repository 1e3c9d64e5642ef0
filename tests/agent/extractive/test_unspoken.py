"""What is asked for by name and stands in no source is not answered with what is near."""

from __future__ import annotations

import pytest

from assistant.agent.assistant import Assistant
from tests.agent.talking import ask, contacts, names_a_person


@pytest.mark.parametrize(
    "message",
    [
        "安心サポートパックは最低何台から契約できますか",
        "弥生のホットラインって英語しゃべれる人いる?うち外国人スタッフ多くて",
        "中央会のサイバーのやつ クーリングオフって効きますか?",
        "中央会プランの保険料に消費税はかかりますか",
        "サイバープロテクターのマイページはありますか",
    ],
)
def test_what_no_source_speaks_of_is_not_found_with_whom_to_ask(assistant: Assistant, message: str) -> None:
    answer = ask(assistant, message)
    assert answer.outcome == "not_found"
    assert names_a_person(answer)
    assert contacts(answer)
    assert not answer.citations


def test_near_passages_do_not_answer_a_loss_of_another_kind(assistant: Assistant) -> None:
    answer = ask(assistant, "SaaSを途中解約したら残り9か月分の違約金。サイバー保険?")
    assert answer.outcome == "not_found"
    assert answer.verdict is None


@pytest.mark.parametrize("message", ["中央会プランの団体割引は何%ですか", "弥生の相談窓口の電話番号は?"])
def test_what_a_source_speaks_of_is_answered(assistant: Assistant, message: str) -> None:
    assert ask(assistant, message).outcome == "answered"
