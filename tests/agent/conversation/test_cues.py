from __future__ import annotations

import pytest

from assistant.agent.conversation.cues import presumes, supposes
from assistant.tools.coverage.words import fold


@pytest.mark.parametrize(
    "message",
    [
        "もしウイルスに感染したらどこに電話する?",
        "感染した場合はどうなる",
        "同業者の話ですが、画面がロックされたそうです",
        "What if we get hacked?",
    ],
)
def test_what_is_only_supposed_or_told_of_others_is_recognised(message: str) -> None:
    assert supposes(fold(message))


@pytest.mark.parametrize(
    "message",
    [
        "画面がロックされてる。だれに電話すればいい?",
        "zipを開いてしもた、どこに言うたらええ?",
        "出社したら全台ロックされてた",
    ],
)
def test_asking_what_to_do_supposes_nothing(message: str) -> None:
    assert not supposes(fold(message))


@pytest.mark.parametrize(
    ("message", "stated"),
    [
        ("1億円まで出ますよね", True),
        ("50万円までなんでしょう?", True),
        ("12万円払いました。対象になるのでしょうか", False),
        ("1億円まで出ますか", False),
    ],
)
def test_what_is_stated_to_be_confirmed_is_told_from_what_is_asked(message: str, stated: bool) -> None:
    assert presumes(fold(message)) is stated
