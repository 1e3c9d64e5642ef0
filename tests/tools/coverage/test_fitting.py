"""Which of several labels of a passage a question is about."""

from __future__ import annotations

import pytest

from assistant.tools.coverage.circumstances import fitting

WORK = ("IT業務の遂行に起因する事故", "海外でのIT業務の遂行に起因する事故")


@pytest.mark.parametrize("message", ["ホーチミンの客先で開発したシステムで事故", "Our engineers work in Singapore"])
def test_a_place_abroad_asks_for_what_is_said_of_abroad(message: str) -> None:
    assert fitting(message, WORK) == WORK[1:]


def test_no_place_abroad_asks_for_the_rest() -> None:
    assert fitting("福岡の客先に納めたシステムで事故", WORK) == WORK[:1]


def test_labels_without_circumstances_stay_together() -> None:
    labels = ("情報漏えい", "業務の阻害")
    assert fitting("名簿が漏れて仕事が止まった", labels) == labels


def test_labels_of_other_circumstances_only_stay() -> None:
    assert fitting("福岡の客先", WORK[1:]) == WORK[1:]
