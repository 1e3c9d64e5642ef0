from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agent.language import language_after, language_of


@pytest.mark.parametrize(
    "message",
    [
        "身代金は補償される?",
        "支払方法",
        "ワイドプラン",
        "ﾗﾝｻﾑｳｪｱ",
        "iPhoneは?",
        "DDoS attackは対象?",
        "8000万",
        "5億",
        "歯科",
        "???",
        "12,000",
    ],
)
def test_japanese_is_answered_in_japanese(message: str) -> None:
    assert language_of(message) == "ja"


@pytest.mark.parametrize(
    "message",
    [
        "Is ransom covered?",
        "Does 弥生 cover ransom?",
        "What does the 中央会 plan cost for us?",
        "ok",
        "Hotline number please",
        "Ｗｈａｔ ｉｓ ｃｏｖｅｒｅｄ？",
    ],
)
def test_english_is_answered_in_english_whatever_names_stand_in_it(message: str) -> None:
    assert language_of(message) == "en"


@given(st.text(max_size=60))
def test_a_message_with_hiragana_is_japanese(text: str) -> None:
    assert language_of(f"{text}は") == "ja"


@given(st.text(max_size=60))
def test_any_message_has_a_language(text: str) -> None:
    assert language_of(text) in ("ja", "en")


@pytest.mark.parametrize("message", ["W", "S1 W", "60%", "12,000", "B2 60"])
def test_a_message_without_a_word_is_in_the_language_of_the_conversation(message: str) -> None:
    assert language_after(message, ["Chuokai, set 1, basic: how much?"]) == "en"
    assert language_after(message, ["W", "中央会 不動産管理 1億 S1 B"]) == "ja"


def test_a_message_with_words_is_in_its_own_language() -> None:
    assert language_after("and with the discount?", ["保険料は?"]) == "en"
    assert language_after("割引は?", ["How much?"]) == "ja"
