from __future__ import annotations

import pytest

from assistant.agent.passages.words import known_words
from assistant.text import normalise


def _asked(question: str) -> set[str]:
    return {name for name, ask in known_words().asks.items() if ask.is_in(normalise(question))}


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("相談窓口の電話番号は?", "phone"),
        ("緊急の番号を教えて", "phone"),
        ("カード番号が漏れました。電話番号はどこに載っていますか", "phone"),
        ("What is the cost of the paid plan?", "amount"),
        ("How much does set 3 cost?", "amount"),
        ("見積もりが出るのはどのタイミング?", "date"),
        ("In which year did it begin?", "date"),
    ],
)
def test_what_a_question_asks_for_is_known(question: str, asked: str) -> None:
    assert asked in _asked(question)


@pytest.mark.parametrize(
    "question",
    [
        "会員の電話番号が外に漏れました。補償されますか",
        "FAXの短縮番号をまちがえて名簿を送った場合は対象ですか",
        "カードの番号の切り替えにかかった分は出ますか",
        "Does it help with the cost of a lawsuit?",
        "Handling the breach cost money. Does it count?",
    ],
)
def test_what_is_only_told_is_not_asked_for(question: str) -> None:
    assert not _asked(question) & {"phone", "amount"}
