from __future__ import annotations

import unicodedata
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.knowledge.figures import Figure, figures, missing, number, percent, plain, yen

OKU = 100_000_000
AMOUNTS = st.integers(0, 10**16 - 1)
PROSE = st.sampled_from(
    [
        "万一の場合",
        "万が一に備える",
        "一般に",
        "一部の費用",
        "十分な補償",
        "三井住友海上",
        "千葉支店",
        "第三者への賠償",
        "一括で支払う",
        "二段階で進む",
        "同一事故",
        "唯一の窓口",
        "一人ひとりに",
        "一人親方の方",
        "百貨店",
        "二次被害",
        "四日市支社",
        "三者で協議し",
        "件数と回数",
        "複数の会社",
        "参加者と参照",
        "補償の対象です",
        "お問い合わせください",
        "COVID-19",
        "TLS1.2",
        "B2B",
        "one of the plans",
        "marketing and decisions",
        "no longer",
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    """Unit and value of each figure."""
    return [(figure.value, figure.unit) for figure in figures(text)]


def only(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


def says(source: str, claim: str) -> bool:
    """Whether every figure of the claim stands in the source."""
    return not missing(figures(claim), figures(source))


def kanji(amount: int) -> str:
    """An amount in kanji numerals: 120000000 is 一億二千万."""
    if not amount:
        return "〇"
    written = ""
    for worth, unit in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        section, amount = divmod(amount, worth)
        if section:
            for value, ten in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
                digit, section = divmod(section, value)
                if digit:
                    written += ("" if digit == 1 and ten in ("百", "十") else "〇一二三四五六七八九"[digit]) + ten
            written += unit
    return written


def myriads(amount: int, *, commas: bool) -> str:
    """An amount with 兆, 億 and 万: 1億2,000万."""
    written = ""
    for worth, unit in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        count, amount = divmod(amount, worth)
        written += f"{count:{',' if commas else ''}}{unit}" if count or (not written and not unit) else ""
    return written


def wide(text: str) -> str:
    """Full-width digits and commas."""
    return text.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789,.%"})


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("300万円", 3_000_000),
        ("1億2,000万円", 120_000_000),
        ("1億2000万円", 120_000_000),
        ("1億 2,000万円", 120_000_000),
        ("１億２，０００万円", 120_000_000),
        ("5千万円", 50_000_000),
        ("5 千万円", 50_000_000),
        ("3千5百万円", 35_000_000),
        ("8千円", 8_000),
        ("100百万円", OKU),
        ("123 百万円", 123_000_000),
        ("八千万円", 80_000_000),
        ("十億五千万円", 1_050_000_000),
        ("千二百万円", 12_000_000),
        ("二千円", 2_000),
        ("三〇〇円", 300),
        ("壱億弐千萬円", 120_000_000),
        ("金参拾万円", 300_000),
        ("1億五千万円", 150_000_000),
        ("0.9億円", 90_000_000),
        ("〇・九億円", 90_000_000),
        ("1億50円", 100_000_050),
        ("¥80,000,000", 80_000_000),
        ("￥8,000", 8_000),
        ("JPY 5,000", 5_000),
        ("80M yen", 80_000_000),
        ("80 million yen", 80_000_000),
        ("a 10-million-yen limit", 10_000_000),
        ("0.1 billion yen", OKU),
        ("five million yen", 5_000_000),
        ("one hundred and twenty thousand yen", 120_000),
        ("a million yen", 1_000_000),
        ("five hundred yen", 500),
        ("two hundred million yen", 200_000_000),
        ("0円", 0),
        ("ゼロ円", 0),
        ("zero yen", 0),
    ],
)
def test_an_amount_of_yen_is_read_in_every_notation(text: str, amount: int) -> None:
    figure = only(text)
    assert (figure.unit, figure.value) == ("円", str(amount))
    assert figure.same_as(yen(amount))
    assert yen(amount).same_as(figure)


@given(AMOUNTS)
@example(40_010)
@example(10_001)
def test_every_notation_of_an_amount_is_one_figure(amount: int) -> None:
    notations = (
        f"{amount}円",
        f"{amount:,}円",
        f"¥{amount:,}",
        f"{amount:,} yen",
        f"{myriads(amount, commas=True)}円",
        f"{myriads(amount, commas=False)}円",
        wide(f"{myriads(amount, commas=True)}円"),
        *([f"{kanji(amount)}円"] if amount else []),
    )
    for notation in notations:
        assert only(f"支払限度額は{notation}です").same_as(yen(amount)), notation


@given(AMOUNTS)
def test_number_is_the_inverse_of_writing(amount: int) -> None:
    for written in (str(amount), f"{amount:,}", myriads(amount, commas=True), kanji(amount)):
        assert number(written) == amount, written


@given(st.decimals(0, 10**12, places=3))
def test_plain_writes_a_decimal_that_number_reads(value: Decimal) -> None:
    assert number(plain(value)) == value
    assert "E" not in plain(value)
    assert not plain(value).endswith((".", ".0"))


@pytest.mark.parametrize(("text", "value"), [("〇・九億", "90000000"), ("三・五", "3.5"), ("一二・五万", "125000")])
def test_kanji_numerals_can_have_decimals(text: str, value: str) -> None:
    assert plain(number(text)) == value


@pytest.mark.parametrize("text", ["abc", "・九", "5円", "3 5", "1.2.3"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5,000万〜1億円", [("50000000", "円"), ("100000000", "円")]),
        ("5〜8千万円", [("50000000", "円"), ("80000000", "円")]),
        ("5千～8千万円", [("50000000", "円"), ("80000000", "円")]),
        ("500円〜1万円", [("500", "円"), ("10000", "円")]),
        ("100から200万人", [("1000000", "人"), ("2000000", "人")]),
        ("500〜1千人", [("500", "人"), ("1000", "人")]),
        ("5 to 8 million yen", [("5000000", "円"), ("8000000", "円")]),
        ("1〜2割", [("10", "%"), ("20", "%")]),
        ("30-50%", [("30", "%"), ("50", "%")]),
        ("2〜3日", [("2", "日"), ("3", "日")]),
        ("2023〜2030年", [("2023", "date"), ("2030", "date")]),
        ("加入セット1〜4", [("1", ""), ("4", "")]),
        ("5億/3億/1億円", [("500000000", "円"), ("300000000", "円"), ("100000000", "円")]),
        ("5億、3億、1億円の3つ", [("500000000", "円"), ("300000000", "円"), ("100000000", "円"), ("3", "つ")]),
        ("セット1、2,000万円", [("1", ""), ("20000000", "円")]),
    ],
)
def test_numbers_of_a_range_share_unit_and_scale(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("最大68%", [("68", "%")]),
        ("４．８％", [("4.8", "%")]),
        ("20パーセント", [("20", "%")]),
        ("20 percent", [("20", "%")]),
        (".5%", [("0.5", "%")]),
        ("約4割", [("40", "%")]),
        ("2割5分", [("25", "%")]),
        ("三・五%", [("3.5", "%")]),
        ("三割", [("30", "%")]),
        ("半額になる", [("50", "%")]),
        ("全額を補償", [("100", "%")]),
        ("百分の五", [("5", "%")]),
        ("3分の1", [("1/3", "")]),
        ("1/3の企業", [("1/3", "")]),
        ("1.49倍", [("1.49", "倍")]),
    ],
)
def test_shares_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1請求・補償期間中1億円", [("1", "請求"), ("100000000", "円")]),
        ("1事故・補償期間中3千万円", [("1", "事故"), ("30000000", "円")]),
        ("支払限度額1億1事故", [("100000000", ""), ("1", "事故")]),
        ("24時間365日", [("24", "時間"), ("365", "日")]),
        ("二十四時間", [("24", "時間")]),
        ("第3条第2項", [("3", "条"), ("2", "項")]),
        ("第三条", [("3", "条")]),
        ("従業員12名", [("12", "人")]),
        ("約6,197億パケット", [("619700000000", "パケット")]),
        ("166億6000万ドル", [("16660000000", "ドル")]),
        ("10.3 billion dollars", [("10300000000", "ドル")]),
        ("$5", [("5", "ドル")]),
        ("3カ月", [("3", "か月")]),
        ("三か月", [("3", "か月")]),
        ("3 months", [("3", "か月")]),
        ("半年", [("6", "か月")]),
        ("1年半", [("1.5", "年")]),
        ("1年間", [("1", "年")]),
        ("30-day period", [("30", "日")]),
        ("thirty days", [("30", "日")]),
        ("twenty-four hours", [("24", "時間")]),
        ("5営業日", [("5", "営業日")]),
        ("2種類", [("2", "つ")]),
        ("3泊", [("3", "泊")]),
        ("5,000マイル", [("5000", "マイル")]),
        ("100床以上", [("100", "床")]),
        ("5分野", [("5", "分野")]),
        ("ISO 27001", [("27001", "")]),
        ("ISO27001", [("27001", "")]),
        ("5億円プラン", [("500000000", "円")]),
        ("5億プラン", [("500000000", "")]),
    ],
)
def test_counts_durations_and_names_have_their_unit(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年7月9日", "2024-07-09"),
        ("２０２４年７月９日", "2024-07-09"),
        ("2024-07-09", "2024-07-09"),
        ("2024/7/9", "2024-07-09"),
        ("2024.7.9", "2024-07-09"),
        ("令和6年7月9日", "2024-07-09"),
        ("令和六年七月九日", "2024-07-09"),
        ("R6.7.9", "2024-07-09"),
        ("2024年(令和6年)7月9日", "2024-07-09"),
        ("令和6年(2024年)7月9日", "2024-07-09"),
        ("二〇二四年七月九日", "2024-07-09"),
        ("July 9, 2024", "2024-07-09"),
        ("Jul. 9 2024", "2024-07-09"),
        ("9 July 2024", "2024-07-09"),
        ("9th of July 2024", "2024-07-09"),
        ("令和元年5月", "2019-05"),
        ("平成31年4月", "2019-04"),
        ("昭和64年", "1989"),
        ("2024年7月", "2024-07"),
        ("July 2024", "2024-07"),
        ("2022年度", "2022"),
        ("7月9日", "XXXX-07-09"),
        ("July 9", "XXXX-07-09"),
    ],
)
def test_dates_of_all_calendars_are_one(text: str, day: str) -> None:
    assert found(f"{text}に公表") == [(day, "date")]


def test_a_source_with_the_exact_date_says_the_month_and_the_year() -> None:
    exact = "2024年7月9日のコラム"
    for claim in ("2024年7月", "2024年", "7月9日", "7月", "令和6年", "July 2024", "2024"):
        assert says(exact, claim), claim
    for claim in ("2024年7月8日", "2024年8月", "2023年", "7月8日", "9月"):
        assert not says(exact, claim), claim
    assert not says("2024年7月", "2024年7月9日")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("平日9:00〜17:00", ["09:00", "17:00"]),
        ("午後5時", ["17:00"]),
        ("午前9時から午後5時半まで", ["09:00", "17:30"]),
        ("5 pm", ["17:00"]),
        ("12:30 pm", ["12:30"]),
        ("12 am", ["00:00"]),
        ("午後0時", ["12:00"]),
        ("12時", ["12:00"]),
    ],
)
def test_times_of_the_day_are_read(text: str, times: list[str]) -> None:
    assert found(text) == [(time, "time") for time in times]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0120-008588", "0120008588"),
        ("0120-008-588", "0120008588"),
        ("０１２０－００８－５８８", "0120008588"),
        ("0120 008 588", "0120008588"),
        ("0120ー008ー588", "0120008588"),
        ("03-1234-5678", "0312345678"),
        ("03(1234)5678", "0312345678"),
        ("(03)1234-5678", "0312345678"),
        ("+81-3-1234-5678", "0312345678"),
        ("09012345678", "09012345678"),
    ],
)
def test_phone_numbers_are_one_figure_however_they_are_grouped(text: str, digits: str) -> None:
    assert found(f"電話は{text}です") == [(digits, "phone")]


@pytest.mark.parametrize("text", ["管理番号03-12-3456", "0-1-2345", "0120-008588-1", "1-0120-008588"])
def test_other_numbers_in_groups_are_no_phone_numbers(text: str) -> None:
    assert "phone" not in {unit for _, unit in found(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.example.com/a/5000万円/", [("example.com/a/5000", "url")]),
        ("https://example.comをご覧ください", [("example.com", "url")]),
        ("www.example.co.jp", [("example.co.jp", "url")]),
        ("info@example.co.jp", [("info@example.co.jp", "email")]),
        ("（https://example.com/2024）。", [("example.com/2024", "url")]),
    ],
)
def test_addresses_are_one_figure(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text)[:1] == expected


def test_a_page_says_its_site_but_not_another_page() -> None:
    source = "https://www.example.com/contact"
    assert says(source, "example.com")
    assert says(source, "http://example.com/contact/")
    assert not says(source, "https://example.com/other")
    assert not says(source, "https://example.co")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("数千万円", ("数10000000", "円")),
        ("十数件", ("10数", "件")),
        ("何百人", ("数100", "人")),
        ("件数百万件", ("1000000", "件")),
    ],
)
def test_vague_numbers_are_not_taken_for_exact_ones(text: str, expected: tuple[str, str]) -> None:
    assert found(text) == [expected]


def test_a_vague_number_is_said_by_the_same_vague_number_only() -> None:
    assert says("数千万円の賠償", "数千万円")
    assert not says("1千万円の賠償", "数千万円")
    assert not says("数千万円の賠償", "1千万円")


@given(PROSE)
def test_ordinary_prose_holds_no_figures(text: str) -> None:
    assert figures(text) == []


@given(st.lists(PROSE, min_size=1, max_size=4), st.integers(0, 4), AMOUNTS.filter(lambda amount: amount > 0))
def test_an_amount_in_prose_is_found_and_nothing_else(parts: list[str], place: int, amount: int) -> None:
    text = "、".join([*parts[:place], f"{amount:,}円", *parts[place:]])
    assert found(text) == [(str(amount), "円")]


@pytest.mark.parametrize(
    "text", ["加入セット5千葉", "加入セット5万一", "加入セット5\n十分な補償", "加入セット5 十分"]
)
def test_a_word_behind_a_number_does_not_multiply_it(text: str) -> None:
    assert found(text) == [("5", "")]


def test_list_markers_are_no_figures() -> None:
    assert found("1. 相談窓口\n2) 500万円\n(3) 通知") == [("5000000", "円")]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "| プラン | 限度額（万円） | 割引率(%) |\n|---|---|---|\n| A | 5,000 | 20 |\n| B | 1億円 | 5 |",
            [("50000000", "円"), ("20", "%"), ("100000000", "円"), ("5", "%")],
        ),
        ("（単位：千円）\n\n| プラン | 保険料 |\n| A | 84 |", [("84000", "円")]),
        ("| 限度額(万円) | 5,000 |\n| 免責(円) | 0 |", [("50000000", "円"), ("0", "円")]),
        ("加入は5 | 3", [("5", ""), ("3", "")]),
    ],
)
def test_bare_numbers_of_a_table_have_the_unit_of_their_header(table: str, expected: list[tuple[str, str]]) -> None:
    assert found(table) == expected


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("加入セット5", "5%"),
        ("加入セット5", "5円"),
        ("加入セット5", "5年"),
        ("5件", "5%"),
        ("5%", "5円"),
        ("0120-008588", "8588"),
        ("1億円", "1億2,000万円"),
        ("1億2,000万円", "1億円"),
        ("300万円", "300円"),
        ("24時間", "24日"),
        ("1年", "1か月"),
        ("最大60%", "6割5分"),
        ("17:00", "17%"),
        ("第3条", "3%"),
    ],
)
def test_a_source_does_not_say_another_figure(source: str, claim: str) -> None:
    assert not says(source, claim)


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("5千万円", "50,000,000円"),
        ("5千万円", "50 million yen"),
        ("約4割", "40%"),
        ("加入セット5", "set 5"),
        ("加入セット1〜4", "sets 1 to 4"),
        ("従業員5名", "5人"),
        ("3つのプラン", "3種類"),
        ("100床以上", "100床"),
        ("7万件のアカウント", "70,000 accounts"),
        ("| 84,640 |", "84,640円"),
        ("24時間365日", "24-hour service, 365 days"),
    ],
)
def test_a_source_says_the_same_figure_in_other_words(source: str, claim: str) -> None:
    assert says(source, claim)


@given(st.integers(1, 999), st.integers(1, 999))
def test_different_percentages_are_different_figures(one: int, other: int) -> None:
    assert says(f"割引は{one}%", f"{other}パーセント") == (one == other)
    assert percent(one).same_as(only(f"{other}%")) == (one == other)


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_different_amounts_are_different_figures(one: int, other: int) -> None:
    assert says(f"{myriads(one, commas=True)}円", f"{other:,}円") == (one == other)


def test_missing_names_the_figures_that_no_source_says() -> None:
    given_figures = figures("限度額は1億円、割引は20%")
    assert [figure.text for figure in missing(figures("1億円まで、30%引き"), given_figures)] == ["30%"]
    assert missing([], given_figures) == []
    assert [figure.value for figure in missing(figures("5円"), [])] == ["5"]


@given(
    st.text(
        alphabet=st.sampled_from(
            "0123456789.,-〜 一二十百千万億兆数円¥%割分年月日時:/()第条件人半mkyen\n|単位¦・約0٣½"
        ),
        max_size=60,
    )
)
def test_any_text_is_read_and_figures_stand_where_they_say(text: str) -> None:
    normal = unicodedata.normalize("NFKC", text)
    read = figures(text)
    assert all(normal[figure.start : figure.end] == figure.text for figure in read)
    assert all(one.end <= other.start for one, other in pairwise(read))
    assert all(figure.text.strip() == figure.text and figure.text for figure in read)


@given(st.text(max_size=200))
@example("İ5円")
@example("9" * 400)
@example("1億" * 50)
def test_text_of_any_script_is_read_as_after_nfkc(text: str) -> None:
    assert figures(text) == figures(unicodedata.normalize("NFKC", text))


@given(st.text(max_size=80))
def test_a_text_says_each_of_its_own_figures(text: str) -> None:
    assert missing(figures(text), figures(text)) == []
