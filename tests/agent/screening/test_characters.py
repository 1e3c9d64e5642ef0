import pytest

from assistant.agent.screening.characters import readable


@pytest.mark.parametrize(
    "typed",
    [
        "身\u200b代\u200c金\u2060",
        "\u202e身代金\u202c",
        "\u2066身代金\u2069",
        "身代金\x00\x07\x1b",
        "身代金\U000e0049\U000e0067\U000e006e",
        "身代金\ufe0f\U000e0101",
        "\ufeff身\u00ad代\u115f金\u3164",
        "身\ud800代金",
    ],
)
def test_invisible_characters_are_removed(typed: str) -> None:
    assert readable(typed) == "身代金"


def test_line_ends_become_newlines() -> None:
    assert readable("一\r\n二\r三\u2028四\x0b五\n六") == "一\n二\n三\n四\n五\n六"


def test_an_emoji_of_several_becomes_these() -> None:
    assert readable("👩\u200d💻は対象?❤\ufe0f") == "👩💻は対象?❤"


def test_letters_of_any_width_stay_as_they_were_typed() -> None:
    assert readable(" ﾗﾝｻﾑｳｪｱ　ＡＢＣ１２３\t① ") == "ﾗﾝｻﾑｳｪｱ　ＡＢＣ１２３\t①"
