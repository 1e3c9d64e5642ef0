from __future__ import annotations

from pathlib import Path

import pytest

from assistant.agent.conversation.strangers import Strangers
from assistant.knowledge.load import load_knowledge
from tests.agent.conversation.reading import BASE
from tests.corpora import write_corpus

STRANGERS = Strangers(BASE)


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("AIG損保のサイバー保険は?", ["AIG損保"]),
        ("ソニー損保とＡＸＡをくらべて", ["ソニー損保", "AXA"]),
        ("Is Zurich cheaper?", ["Zurich"]),
        ("身代金は補償される?", []),
        ("we are in zurichland", []),
    ],
)
def test_insurers_of_which_nothing_is_known_are_strangers(message: str, names: list[str]) -> None:
    assert list(STRANGERS.find(message)) == names


@pytest.mark.parametrize(
    "message", ["損保ジャパンの安心サポートパック", "東京海上の弥生の保険", "三井住友海上のプロテクター", "SOMPO"]
)
def test_the_insurer_of_a_product_is_none_by_whatever_name(message: str) -> None:
    assert STRANGERS.find(message) == ()


def test_which_insurers_are_strangers_follows_from_the_corpus(tmp_path: Path) -> None:
    strangers = Strangers(load_knowledge(write_corpus(tmp_path / "corpus")).base)
    assert strangers.find("損保ジャパンの旅行保険は?") == ("損保ジャパン",)
