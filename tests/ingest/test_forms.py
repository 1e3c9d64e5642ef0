from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.forms import passage_forms, pieces
from assistant.retrieval.forms import PassageForms
from assistant.retrieval.passages import Passage


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in pieces(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保険料は年払です。月払はできません。", ["保険料は年払です。", "月払はできません。"]),
        ("次のとおりです。\n- 甲\n- 乙", ["次のとおりです。", "- 甲", "- 乙"]),
        ("| 業種 | 保険料 |\n| 建設業 | 1万円 |", ["| 業種 | 保険料 |", "| 建設業 | 1万円 |"]),
        ("自社のPCが\nウイルスに感染し、\nデータが消失", ["自社のPCが\nウイルスに感染し、\nデータが消失"]),
        ("補償の内容\n\n賠償金です。", ["補償の内容", "賠償金です。"]),
        ("", []),
    ],
)
def test_pieces_are_sentences_items_and_rows(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@given(st.text(alphabet="あ費。、\n |・-「」 a", max_size=80))
def test_pieces_are_the_whole_text_but_for_white_space(text: str) -> None:
    assert "".join("".join(parts(text)).split()) == "".join(text.split())


def test_forms_come_back_from_their_file() -> None:
    passage = Passage(
        document="a/b.md",
        product="a",
        title="題",
        section=("費用",),
        text="サーバーの復旧。ただし上限あり。",
        reading="",
        wordings=("直すお金は?",),
        position=0,
    )
    forms = passage_forms(passage)
    assert forms.heading.written == "題 費用"
    assert [piece.form.written for piece in forms.pieces] == ["サーバの復旧。", "ただし上限あり。"]
    assert forms.pieces[0].form.spoken.startswith("サーバ")
    assert PassageForms.from_json(forms.to_json()) == forms
