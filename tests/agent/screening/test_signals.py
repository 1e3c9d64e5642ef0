import pytest

from assistant.agent.screening import screen
from tests.agent.screening.examples import lines


@pytest.mark.parametrize("message", lines("incidents.txt"))
def test_an_incident_that_happens_now_is_heard(message: str) -> None:
    assert screen(message).incident


@pytest.mark.parametrize("message", lines("persons.txt"))
def test_a_wish_for_a_human_is_heard(message: str) -> None:
    assert screen(message).person


@pytest.mark.parametrize(
    "message",
    [
        "昨年ランサムウェアに感染しました。どうすれば加入できますか",
        "ランサムウェアに感染したらどうすれば?",
        "今、感染した会社のニュースを見ました",
        "If we were hit right now, what should we do?",
    ],
)
def test_what_is_past_or_only_thought_of_is_no_incident(message: str) -> None:
    assert not screen(message).incident


@pytest.mark.parametrize(
    "message", ["電話番号は?", "電話で相談できますか", "詐欺師に「電話してください」と言われた場合は?"]
)
def test_a_question_about_a_contact_is_no_wish_for_a_human(message: str) -> None:
    assert not screen(message).person


def test_an_incident_and_a_wish_can_stand_together() -> None:
    screened = screen("今サーバーが攻撃されています。担当者から電話がほしいです")
    assert screened.incident
    assert screened.person
