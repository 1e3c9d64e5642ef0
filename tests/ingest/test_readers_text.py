"""Plain text and its encodings: headings, articles, questions, lists and tables by how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.ingest.readers import read_document
from assistant.ingest.readers.encodings import decode
from assistant.ingest.readers.lines import article, is_item, is_label, marked_heading
from assistant.ingest.readers.plain_text import text_blocks
from assistant.ingest.splitting import split

JAPANESE = "サイバー攻撃による損害を補償します。支払限度額は①1億円（髙額）です。ﾊﾝｶｸも使います。"


def shape(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in text_blocks(text)]


def sections(text: str) -> list[tuple[tuple[str, ...], str]]:
    parsed = read_document(text.encode(), "案内.txt")
    return [(chunk.section, chunk.text) for chunk in split(parsed.blocks, parsed.title or "案内")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_japanese_encodings_are_recognised(encoding: str) -> None:
    decoded = decode(JAPANESE.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.damaged) == (JAPANESE, 0)


@pytest.mark.parametrize("encoding", ["euc_jp", "cp932", "iso2022_jp"])
@pytest.mark.parametrize(
    "text", ["補償", "です。", "カタカナ", "お支払いはできません", "A社", "1億円", JAPANESE[:12]]
)
def test_even_short_texts_are_told_apart(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


@given(st.text(st.sampled_from("あいうアイウ一二三漢字、。1aA \n"), min_size=4))
def test_utf8_and_utf16_are_read_as_they_were_written(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        decoded = decode(text.encode(encoding))
        assert decoded is not None
        assert decoded.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_few_damaged_characters_do_not_make_a_text_unreadable(encoding: str) -> None:
    data = (JAPANESE * 20).encode(encoding)
    parsed = read_document(data[:600] + b"\xff" + data[600:], "a.txt")
    assert "損害を補償します。" in parsed.blocks[-1].text
    assert [problem.severity for problem in parsed.problems] == ["warning"]
    assert "characters are damaged" in parsed.problems[0].message


def test_western_text_is_read() -> None:
    decoded = decode("Café and naïve — covered. ".encode("cp1252") * 20)
    assert decoded is not None
    assert "Café and naïve" in decoded.text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n\x00\x00" * 50, b"\x00\x01\x02\x03" * 100]
)
def test_what_is_no_text_is_told(data: bytes) -> None:
    assert decode(data) is None
    assert "is not text" in read_document(data, "a.txt").problems[0].message


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = """サイバー保険のご案内

　この保険は、不正アクセス等により生じた情報の漏えいまたはそ
のおそれについて、事業者の皆さまが負担する法律上の損害賠償金と
1,000,000円までの各種の費用を補償するものです。詳しくは、取扱代
理店までお問い合わせください。
　保険期間は1年間です。中途でご加入いただく場合は、ご加入日から
次の満期日までとなります。
"""
    assert shape(text) == [
        ("heading", 1, "サイバー保険のご案内"),
        (
            "paragraph",
            0,
            "この保険は、不正アクセス等により生じた情報の漏えいまたはそのおそれについて、事業者の皆さまが負担する法律上の損害賠償金と"
            "1,000,000円までの各種の費用を補償するものです。詳しくは、取扱代理店までお問い合わせください。",
        ),
        (
            "paragraph",
            0,
            "保険期間は1年間です。中途でご加入いただく場合は、ご加入日から次の満期日までとなります。",
        ),
    ]


def test_western_lines_are_joined_with_spaces() -> None:
    text = (
        "The policy covers the costs of investigating an incident and of\n"
        "notifying the persons concerned, up to the limit of liability that\n"
        "is stated in the schedule of the policy for such expenses, and it\n"
        "ends there.\n"
    )
    assert shape(text)[0][2].count("\n") == 0
    assert "incident and of notifying the persons" in shape(text)[0][2]


def test_lines_that_are_whole_stay_lines() -> None:
    assert shape("電話 0120-000-111\n受付 平日9時から17時\n休み 土日祝") == [
        ("paragraph", 0, "電話 0120-000-111\n受付 平日9時から17時\n休み 土日祝")
    ]
    assert shape("一つ目です。\n二つ目です。") == [("paragraph", 0, "一つ目です。"), ("paragraph", 0, "二つ目です。")]


def test_articles_with_captions_paragraphs_and_numbers() -> None:
    text = """普通保険約款

第1章　総則

（用語の定義）
第１条　この約款において、用語の意味は次のとおりとします。
(1) サイバー攻撃
　コンピュータへの不正な操作をいいます。
(2) 損害
２　前項の用語は特約でも同じ意味とします。

第２条の２（保険金を支払わない場合）
第１条に定める事由のうち、次のものは支払いません。
① 戦争
② 地震
"""
    assert sections(text) == [
        (
            ("第1章　総則", "第１条（用語の定義）"),
            "この約款において、用語の意味は次のとおりとします。",
        ),
        (
            ("第1章　総則", "第１条（用語の定義）", "(1) サイバー攻撃"),
            "コンピュータへの不正な操作をいいます。\n(2) 損害\n２　前項の用語は特約でも同じ意味とします。",
        ),
        (
            ("第1章　総則", "第２条の２（保険金を支払わない場合）"),
            "第１条に定める事由のうち、次のものは支払いません。\n① 戦争\n② 地震",
        ),
    ]


def test_items_of_another_kind_are_below_the_item_that_introduces_them() -> None:
    text = "・対象\n(1) 当会社は、次のいずれかを支払います。\n① 賠償金\n② 費用\n(2) 限度額\n・対象外\n"
    assert [(block.level, block.text) for block in read_document(text.encode(), "a.txt").blocks] == [
        (0, "・対象"),
        (0, "(1) 当会社は、次のいずれかを支払います。"),
        (1, "① 賠償金"),
        (1, "② 費用"),
        (0, "(2) 限度額"),
        (0, "・対象外"),
    ]


@pytest.mark.parametrize(
    "line", ["第３条に定める損害", "第１回の支払い", "第10条、第11条", "第1条（目的）・・・・・・ 3"]
)
def test_mentions_of_articles_and_tables_of_contents_open_none(line: str) -> None:
    assert article(line) is None


def test_marked_headings_lists_of_marks_and_marked_lines_with_values() -> None:
    text = """■お支払いの対象
次の費用が対象です。
・調査費用
・通知費用

■対象となる方
■対象とならない方
■電話番号：0120-000-111

【ケース1】製造業：約5,000万円
サイトを閉鎖しました。
"""
    assert shape(text) == [
        ("heading", 3, "■お支払いの対象"),
        ("paragraph", 0, "次の費用が対象です。"),
        ("item", 0, "・調査費用"),
        ("item", 0, "・通知費用"),
        ("item", 0, "■対象となる方"),
        ("item", 0, "■対象とならない方"),
        ("paragraph", 0, "■電話番号：0120-000-111"),
        ("heading", 3, "【ケース1】"),
        ("paragraph", 0, "【ケース1】製造業：約5,000万円"),
        ("paragraph", 0, "サイトを閉鎖しました。"),
    ]


def test_questions_and_answers_with_and_without_marks() -> None:
    assert sections("よくある質問\n\nQ1. 解約できますか\nA. はい。\n\nＱ２：海外は？\nＡ：対象外です。\n") == [
        (("Q1. 解約できますか",), "A. はい。"),
        (("Ｑ２：海外は？",), "Ａ：対象外です。"),
    ]
    questions = ["解約できますか?", "海外も対象ですか？", "分割払いはできますか?"]
    text = "案内\n\n" + "\n\n".join(f"{question}\n\nお答えします。" for question in questions)
    assert [section for section, _ in sections(text)] == [(question,) for question in questions]


def test_a_question_in_the_middle_of_a_text_is_no_heading() -> None:
    text = "対策は進んでいるでしょうか。\n\n皆さまの会社ではどうですか?\n\n答えは様々です。"
    assert all(kind != "heading" for kind, _, _ in shape(text)[1:])


def test_numbered_headings_above_text_and_numbered_items() -> None:
    text = "1.第三者への賠償\n賠償金を補償します。\n2.原因の調査\n調査の費用を補償します。\n\n"
    text += "手順\n1.連絡\n2.調査\n3.請求\n"
    assert [entry for entry in shape(text) if entry[0] != "paragraph"] == [
        ("heading", 6, "1.第三者への賠償"),
        ("heading", 6, "2.原因の調査"),
        ("item", 0, "1.連絡"),
        ("item", 0, "2.調査"),
        ("item", 0, "3.請求"),
    ]


def test_labels_of_a_lost_layout_are_no_headings() -> None:
    text = "案内です。\n\n復旧費用\n\nお詫び状費用\n\n損害賠償\n\n顧客に訴えられました。\n"
    assert not any(kind == "heading" and label for kind, _, label in shape(text))
    alone = "案内です。\n\n復旧費用\n\n復旧のための費用です。\n"
    assert ("heading", 2, "復旧費用") in shape(alone)


def test_bullets_are_items_even_where_their_mark_could_be_a_headings() -> None:
    assert shape("理由は以下です。\n●攻撃が多いから\n●損失が大きいから\n多いのが現状です。") == [
        ("paragraph", 0, "理由は以下です。"),
        ("item", 0, "●攻撃が多いから"),
        ("item", 0, "●損失が大きいから"),
        ("paragraph", 0, "多いのが現状です。"),
    ]


def test_the_text_below_an_item_that_is_indented_belongs_to_it() -> None:
    assert shape("・問い合わせ\n お電話ください。\n・商談\n ご説明します。\n") == [
        ("item", 0, "・問い合わせ\nお電話ください。"),
        ("item", 0, "・商談\nご説明します。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "年間保険料例\t\t\n業種\t売上高\t保険料\n建設業\t10億円\t353,150円\n製造業\t20億円\t872,940円\n",
        "年間保険料例\n\n| 業種 | 売上高 | 保険料 |\n|---|---|---|\n"
        "| 建設業 | 10億円 | 353,150円 |\n| 製造業 | 20億円 | 872,940円 |\n",
        "年間保険料例\n\n業種      売上高    保険料\n建設業    10億円    353,150円\n製造業    20億円    872,940円\n",
    ],
)
def test_columns_are_tables(text: str) -> None:
    found = list(text_blocks(text))
    assert found[0].text == "年間保険料例"
    assert found[1].header == ("業種", "売上高", "保険料")
    assert found[1].rows == (("建設業", "10億円", "353,150円"), ("製造業", "20億円", "872,940円"))


def test_a_tab_behind_a_bullet_makes_no_table() -> None:
    assert shape("1.\t連絡\n2.\t調査\n") == [("item", 0, "1. 連絡"), ("item", 0, "2. 調査")]


def test_rulers_are_no_text_and_a_line_above_one_is_a_heading() -> None:
    assert shape("前文です。\n\nご注意\n----------\n次の点です。\n＊＊＊＊＊\n以上です。") == [
        ("paragraph", 0, "前文です。"),
        ("heading", 2, "ご注意"),
        ("paragraph", 0, "次の点です。"),
        ("paragraph", 0, "以上です。"),
    ]


@pytest.mark.parametrize(
    "line", ["・費用", "(1) 費用", "（ア）費用", "1. 費用", "①費用", "２　費用", "a) cost", "- cost", "イ．費用"]
)
def test_items(line: str) -> None:
    assert is_item(line)


@pytest.mark.parametrize("line", ["1.5億円", "10億円", "-5%", "2024年", "(注)除外", "a cost", "第1条"])
def test_lines_that_are_no_items(line: str) -> None:
    assert not is_item(line)


def test_labels_and_marks() -> None:
    assert is_label("支払限度額")
    assert not any(map(is_label, ("1億円です。", "12,345", "※除外", "電話：", "https://example.com/abc", "▼詳細")))
    assert marked_heading("【有料プラン】") == "【有料プラン】"
    assert marked_heading("【ご注意】ご確認ください。") is None


HEADING_LINES = [
    "■見出し",
    "【例】値:1",
    "第1条（目的）",
    "（目的）",
    "Q1. 質問?",
    "質問ですか?",
    "ラベル",
    "1.見出し",
]
TEXT_LINES = ["文です。", "※注です", " 字下げ", "01", "あ" * 30, "い" * 31 + "。", "・項目", "(1) 番号", ""]
TABLE_LINES = ["a	b", "1	2", "| a | b |", "x   y   z", "----"]
LINES = st.lists(st.sampled_from(HEADING_LINES + TEXT_LINES + TABLE_LINES), max_size=25)


@settings(max_examples=300)
@given(LINES)
def test_no_text_is_lost_however_lines_follow_each_other(lines: list[str]) -> None:
    found = "".join("".join(block.text.split()) for block in text_blocks("\n".join(lines))).replace("|", "")
    for line in lines:
        for cell in line.replace("|", "\t").split():
            assert cell in found or cell == "----"
