"""Markdown with front matter, other wordings, tables, nested lists and HTML inside."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from assistant.ingest.blocks import Block
from assistant.ingest.readers import read_document
from assistant.ingest.splitting import split

MATTER = """---
title: よくある質問
product: yayoi
kind: faq
audience: public
as_of: 2024-07-09
source: 案内
---
"""


def blocks(text: str) -> list[Block]:
    parsed = read_document(text.encode(), "faq.md")
    assert parsed.problems == ()
    return list(parsed.blocks)


def shape(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in blocks(text)]


def test_front_matter_wordings_and_lines() -> None:
    parsed = read_document(
        (MATTER + "\n# 質問\n\n## 支払い方法は?\n\n> - カードで払える?\n> - 振込は?\n\nカードのみです。\n").encode(),
        "f.md",
    )
    assert parsed.front_matter is not None
    assert (parsed.front_matter.title, parsed.front_matter.as_of) == ("よくある質問", dt.date(2024, 7, 9))
    assert parsed.title == "質問"
    assert [(block.kind, block.text, block.line) for block in parsed.blocks] == [
        ("heading", "質問", 10),
        ("heading", "支払い方法は?", 12),
        ("wording", "カードで払える?", 14),
        ("wording", "振込は?", 15),
        ("paragraph", "カードのみです。", 17),
    ]
    assert split(parsed.blocks, "質問")[0].wordings == ("カードで払える?", "振込は?")


def test_a_quotation_that_is_no_list_under_a_heading_is_text() -> None:
    assert shape("## 質問\n\n> 引用です。\n\n本文。\n\n> - 項目\n") == [
        ("heading", 2, "質問"),
        ("paragraph", 0, "引用です。"),
        ("paragraph", 0, "本文。"),
        ("item", 0, "- 項目"),
    ]


def test_an_english_rendering_is_no_text_and_leaves_room_for_wordings() -> None:
    text = "## 支払い\n\n> en: By credit card\n> (クレジットカード) only.\n>\n> - VISA\n\n"
    text += "> - カードで?\n\nカードのみです。\n"
    assert [(block.kind, block.text, block.line) for block in blocks(text)] == [
        ("heading", "支払い", 1),
        ("english", "By credit card (クレジットカード) only.\n- VISA", 3),
        ("wording", "カードで?", 8),
        ("paragraph", "カードのみです。", 10),
    ]
    (chunk,) = split(blocks(text), "案内")
    assert (chunk.text, chunk.wordings) == ("カードのみです。", ("カードで?",))
    assert chunk.english == "By credit card (クレジットカード) only.\n- VISA"


def test_a_quotation_that_only_mentions_en_is_text() -> None:
    said = [("paragraph", 0, "本文。"), ("paragraph", 0, "英語は en: です。")]
    assert shape("本文。\n\n> 英語は en: です。\n") == said


def test_items_hold_their_paragraphs_and_their_own_lists_and_tables() -> None:
    text = "3. 申込み\n\n   申込書が要ります。\n\n   - 郵送\n     - 速達\n\n"
    text += "   | a | b |\n   |---|---|\n   | 1 | 2 |\n4. 契約\n"
    assert shape(text) == [
        ("item", 0, "3. 申込み\n申込書が要ります。"),
        ("item", 1, "- 郵送"),
        ("item", 2, "- 速達"),
        ("table", 0, "| a | b |\n| 1 | 2 |"),
        ("item", 0, "4. 契約"),
    ]


def test_tables_with_and_without_a_header() -> None:
    headed = blocks("| 業種 | 保険料 |\n|---|---|\n| 建設業 | 1円<br>（概算） |\n")[0]
    assert (headed.header, headed.rows) == (("業種", "保険料"), (("建設業", "1円 （概算）"),))
    paired = blocks("| | |\n|---|---|\n| 免責金額 | なし |\n| 期間 | 1年間 |\n")[0]
    assert (paired.header, paired.rows) == ((), (("免責金額", "なし"), ("期間", "1年間")))


def test_breaks_code_links_and_markup_inside_of_text() -> None:
    text = "**補償**の[内容](https://example.com)は\n`A-1`です。 AI\nand IT<br>次の行  \nその次\n\n```\nコード\n```\n"
    assert shape(text) == [
        ("paragraph", 0, "補償の内容はA-1です。 AI and IT\n次の行\nその次"),
        ("paragraph", 0, "コード"),
    ]


def test_html_inside_of_markdown_is_read_where_it_stands() -> None:
    text = "# 題\n\n<table>\n<tr><th>免責</th><td>なし</td></tr>\n</table>\n\n<!-- 覚え書き -->\n\n"
    text += "<details>\n<summary>解約は?</summary>\n\nはい。\n\n</details>\n"
    found = blocks(text)
    assert [(block.kind, block.text, block.line) for block in found] == [
        ("heading", "題", 1),
        ("table", "| 免責 | なし |", 3),
        ("heading", "解約は?", 10),
        ("paragraph", "はい。", 12),
    ]


def test_front_matter_that_is_wrong_is_told_with_line_and_field() -> None:
    parsed = read_document(MATTER.replace("2024-07-09", "きのう").encode(), "f.md")
    assert [(problem.line, problem.field) for problem in parsed.problems] == [(6, "as_of")]
    assert read_document(b"---\ntitle: x\n", "f.md").problems[0].message.startswith("the front matter has no end")


def test_front_matter_alone_is_a_document_without_text() -> None:
    assert read_document(MATTER.encode(), "f.md").problems[0].message == "holds no text: nothing to index"


@given(
    st.lists(
        st.sampled_from(
            ["# 題", "- 項", "1. 番", "> 引", "文。", "", "| a | b |", "|---|---|", "<div>箱</div>", "```", "    字"]
        )
    )
)
def test_no_words_are_lost(lines: list[str]) -> None:
    found = "".join(block.text for block in read_document("\n".join(lines).encode(), "f.md").blocks)
    for word in ("題", "項", "番", "引", "文", "箱", "字"):
        assert found.count(word) == sum(word in line for line in lines)
