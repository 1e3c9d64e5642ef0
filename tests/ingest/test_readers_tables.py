"""Excel and CSV files: what a person sees in the cells, under the names that stand above them."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font, PatternFill

from assistant.ingest.blocks import Block
from assistant.ingest.readers import read_document
from assistant.ingest.readers.number_format import shown
from assistant.ingest.readers.parsed import Parsed


def saved(book: Any) -> Parsed:
    file = io.BytesIO()
    book.save(file)
    return read_document(file.getvalue(), "保険料.XLSX")


def book_of(rows: list[list[Any]], title: str = "Sheet1") -> Any:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def content(parsed: Parsed) -> list[Any]:
    return [(b.header, b.rows) if b.kind == "table" else (b.kind, b.text) for b in parsed.blocks]


HEADER = ("業種", "売上高", "保険料")


def test_every_sheet_is_a_section_with_its_table() -> None:
    book = book_of([list(HEADER), ["建設業", "10億円", 353150]], "保険料")
    book.create_sheet("空")
    other = book.create_sheet("窓口")
    other.append(["電話", "0120-000-111"])
    other.append(["受付", dt.time(9, 0)])
    parsed = saved(book)
    assert parsed.problems == ()
    assert content(parsed) == [
        ("heading", "保険料"),
        (HEADER, (("建設業", "10億円", "353150"),)),
        ("heading", "窓口"),
        ((), (("電話", "0120-000-111"), ("受付", "09:00"))),
    ]


def test_a_single_sheet_without_a_name_of_its_own_is_no_section() -> None:
    assert content(saved(book_of([["a", "b", "c"], [1, 2, 3]]))) == [(("a", "b", "c"), (("1", "2", "3"),))]


def test_titles_and_empty_rows_above_and_notes_below_a_table() -> None:
    rows: list[list[Any]] = [[], [None, "年間保険料例（団体割引20%適用）"], [], [None, "単位：円"], [None, *HEADER]]
    rows += [
        [None, "建設業", "10億円", 353150],
        [],
        [None, "製造業", "20億円", 872940],
        [None, "※一部業種を除きます。"],
    ]
    book = book_of(rows)
    book.active.merge_cells("B2:D2")
    assert content(saved(book)) == [
        ("paragraph", "年間保険料例（団体割引20%適用）"),
        ("paragraph", "単位：円"),
        (HEADER, (("建設業", "10億円", "353150"), ("製造業", "20億円", "872940"))),
        ("paragraph", "※一部業種を除きます。"),
    ]


def test_two_tables_on_one_sheet_keep_their_own_headers() -> None:
    rows: list[list[Any]] = [
        list(HEADER),
        ["建設業", "10億円", 353150],
        [],
        ["割引", "率", "条件"],
        ["団体", "20%", "会員"],
    ]
    assert content(saved(book_of(rows))) == [
        (HEADER, (("建設業", "10億円", "353150"),)),
        (("割引", "率", "条件"), (("団体", "20%", "会員"),)),
    ]


def test_merged_cells_hold_in_each_row_and_column_they_cover() -> None:
    book = book_of(
        [
            ["プラン", "限度額", None],
            [None, "賠償", "費用"],
            ["ワイド", "1億円", "1千万円"],
            [None, "3億円", "3千万円"],
        ]
    )
    for places in ("B1:C1", "A1:A2", "A3:A4"):
        book.active.merge_cells(places)
    assert content(saved(book)) == [
        (("プラン", "限度額 賠償", "限度額 費用"), (("ワイド", "1億円", "1千万円"), ("ワイド", "3億円", "3千万円")))
    ]


@pytest.mark.parametrize("style", [{"font": Font(bold=True)}, {"fill": PatternFill("solid", fgColor="FFDDEEFF")}])
def test_bold_type_and_colour_tell_headers_from_labels(style: dict[str, Any]) -> None:
    rows = [["項目", "内容"], ["免責金額", "なし"], ["期間", "1年間"]]
    headed, labelled = book_of(rows), book_of(rows)
    for cell in headed.active[1]:
        for name, value in style.items():
            setattr(cell, name, value)
    for cell in labelled.active["A"]:
        for name, value in style.items():
            setattr(cell, name, value)
    assert content(saved(headed)) == [(("項目", "内容"), (("免責金額", "なし"), ("期間", "1年間")))]
    assert content(saved(labelled)) == [((), (("項目", "内容"), ("免責金額", "なし"), ("期間", "1年間")))]


def test_formulas_without_results_and_hidden_sheets_are_told() -> None:
    book = book_of([["費用", "金額", "備考"], ["調査", 100, None], ["合計", "=SUM(B2:B2)", "小計"]], "費用")
    hidden = book.create_sheet("計算")
    hidden.append(["秘密", 1])
    hidden.sheet_state = "hidden"
    parsed = saved(book)
    messages = [problem.message for problem in parsed.problems]
    assert [problem.severity for problem in parsed.problems] == ["warning", "warning"]
    assert "1 formulas without results (the first is B3)" in messages[0]
    assert "hidden sheets that are not read: 計算" in messages[1]
    assert "秘密" not in "".join(block.text for block in parsed.blocks)


def test_a_value_far_away_does_not_make_a_sheet_huge() -> None:
    book = book_of([["a", "b", "c"], [1, 2, 3]])
    book.active.cell(1_048_576, 16_384, "遠い")
    assert content(saved(book)) == [(("a", "b", "c"), (("1", "2", "3"),)), ("paragraph", "遠い")]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.2, "0%", "20%"),
        (0.605, "0.0%", "60.5%"),
        (84640, "#,##0", "84,640"),
        (84640, '#,##0"円"', "84,640円"),
        (84640, "¥#,##0;[Red]¥-#,##0", "¥84,640"),
        (84640, "[$¥-411]#,##0", "¥84,640"),
        (1e9, '#,##0,,"百万円"', "1,000百万円"),
        (-5.5, "#,##0.00;△#,##0.00", "△5.50"),
        (0, '0;-0;"なし"', "なし"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "1" + "0" * 20),
        (1.5e-7, "General", "0.00000015"),
        (12, "00000", "00012"),
        (5, '"約"0"日"', "約5日"),
        (3, "@", "3"),
        (1234.5, "#,##0.0#", "1,234.5"),
        (84640, 'General"円"', "84640円"),
        (1.005, "0.00", "1.01"),
        (True, "General", "TRUE"),
        (None, "0", ""),
        ("文字", "0", "文字"),
        (dt.datetime(2024, 7, 9), "yyyy-mm-dd", "2024-07-09"),
        (dt.date(2024, 7, 9), 'yyyy"年"m"月"d"日"', "2024年7月9日"),
        (dt.datetime(2024, 7, 9), "yyyy/m/d", "2024/7/9"),
        (dt.datetime(2024, 7, 9, 13, 5), "yyyy/m/d h:mm", "2024/7/9 13:05"),
        (dt.datetime(2024, 7, 9), 'm"月"d"日"', "7月9日"),
        (dt.datetime(2024, 7, 9), '[$-411]ggge"年"m"月"d"日"', "2024年7月9日"),
        (dt.time(9, 30, 15), "h:mm", "09:30:15"),
    ],
)
def test_values_are_read_as_excel_shows_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


@given(st.integers(-(10**15), 10**15))
def test_whole_yen_amounts_are_shown_to_the_yen(amount: int) -> None:
    assert shown(amount, "#,##0") == f"{amount:,}"
    assert shown(float(amount), "General") == str(amount)


@given(st.integers(0, 10_000))
def test_percentages_are_shown_exactly(hundredths: int) -> None:
    assert shown(hundredths / 10_000, "0.00%") == f"{hundredths / 100:.2f}%"


def csv(text: str, encoding: str = "utf-8") -> list[Any]:
    parsed = read_document(text.encode(encoding), "保険料.csv")
    assert parsed.problems == ()
    return content(parsed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jis_2004", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separators_and_encodings_are_found_out(separator: str, encoding: str) -> None:
    rows = [list(HEADER), ["建設業", "10億円", '"353,150円; 税込"'], ["製造業", "", '"872,940円\n（概算）"']]
    text = "\r\n".join(separator.join(row) for row in rows) + "\r\n"
    assert csv(text, encoding) == [
        (HEADER, (("建設業", "10億円", "353,150円; 税込"), ("製造業", "", "872,940円 （概算）")))
    ]


def test_titles_above_a_csv_table_and_the_line_that_excel_writes() -> None:
    assert csv("sep=;\n業種;保険料\n建設業;1,5\n") == [(("業種", "保険料"), (("建設業", "1,5"),))]
    assert csv("年間保険料例,,\n,,\n業種,売上高,保険料\n建設業,10億円,1円\n") == [
        ("paragraph", "年間保険料例"),
        (HEADER, (("建設業", "10億円", "1円"),)),
    ]


def test_short_and_long_rows_of_a_csv_are_kept() -> None:
    assert csv("a,b,c\n1,2\n1,2,3,4\n") == [(("a", "b", "c", ""), (("1", "2", "", ""), ("1", "2", "3", "4")))]


def test_a_csv_of_one_column_is_text() -> None:
    assert csv("補償内容\n調査費用\n") == [("paragraph", "補償内容"), ("paragraph", "調査費用")]


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line() -> None:
    parsed = read_document(b'a,b\n1,"ok"\n2,"open\n3,x\n', "a.csv")
    assert parsed.blocks == ()
    assert "line 3 has a quotation mark that is never closed" in parsed.problems[0].message
    inches = read_document(b'a,b\n1,5" disk\n', "a.csv")
    assert inches.blocks[0].rows == (("1", '5" disk'),)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=6))
def test_what_the_csv_module_writes_is_read_back(rows: list[tuple[str, str, str]]) -> None:
    import csv as module

    file = io.StringIO()
    module.writer(file).writerows(rows)
    found: list[Block] = list(read_document(file.getvalue().encode(), "a.csv").blocks)
    assert [found[0].header, *found[0].rows] == rows
