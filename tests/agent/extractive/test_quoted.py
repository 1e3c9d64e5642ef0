from __future__ import annotations

from assistant.agent.extractive.quoted import text_blocks
from assistant.answers import Paragraph, TableBlock


def test_a_bar_table_becomes_a_table_between_its_paragraphs() -> None:
    text = "次のとおりです。\n| 業種 | 額 |\n|---|---|\n| 甲業 | 1円 |\n以上です。"
    before, table, after = text_blocks(text, (1,))
    assert before == Paragraph(text="次のとおりです。", citations=(1,))
    assert table == TableBlock(header=("業種", "額"), rows=(("甲業", "1円"),), citations=(1,))
    assert after == Paragraph(text="以上です。", citations=(1,))


def test_rows_of_different_lengths_and_lone_rows_stay_text() -> None:
    for text in ("| 甲 | 乙 |\n| 丙 |", "| 甲 | 乙 |"):
        assert list(text_blocks(text, ())) == [Paragraph(text=text)]
