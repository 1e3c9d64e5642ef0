from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import QuestionError
from assistant.text import normalise
from assistant.tools.amounts import Period, Relation, YenAmount, compare, find_amounts, format_yen, parse_yen

OKU = 100_000_000
RELATIONS: tuple[Relation, ...] = ("below", "at_most", "above", "at_least")
AMOUNTS = st.integers(min_value=0, max_value=10**16 - 1)
FIRM_AMOUNTS = st.integers(min_value=10_000, max_value=10**13)


def only(text: str) -> YenAmount:
    (amount,) = find_amounts(text)
    return amount


def bounds(text: str) -> tuple[int | None, int | None, bool, bool]:
    amount = only(text)
    return amount.lower, amount.upper, amount.lower_open, amount.upper_open


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("8千万", 80_000_000),
        ("8000万円", 80_000_000),
        ("8,000 万円", 80_000_000),
        ("１億２千万", 120_000_000),
        ("1億2,000万", 120_000_000),
        ("1億 2000万円", 120_000_000),
        ("年商5億", 500_000_000),
        ("100百万円", 100_000_000),
        ("80,000千円", 80_000_000),
        ("0.9億", 90_000_000),
        ("1.5千万", 15_000_000),
        ("八千万円", 80_000_000),
        ("五百万", 5_000_000),
        ("十億五千万円", 1_050_000_000),
        ("千二百万円", 12_000_000),
        ("¥80,000,000", 80_000_000),
        ("￥８０，０００，０００", 80_000_000),
        ("5,412円", 5_412),
        ("80M yen", 80_000_000),
        ("80 million yen", 80_000_000),
        ("0.08 billion yen", 80_000_000),
        ("JPY 80 million", 80_000_000),
        ("売上80000000です", 80_000_000),
        ("年間売上高（税抜）：80,000,000", 80_000_000),
        ("annual revenue is 80M", 80_000_000),
        ("turnover 80 million yen", 80_000_000),
        ("1億円ちょうどです", OKU),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, yen: int) -> None:
    assert only(text).exact == yen
    assert only(text).stated == yen


@pytest.mark.parametrize(
    ("text", "yen"), [("1億5千", 150_000_000), ("1億2000", 120_000_000), ("3億5千2百", 352_000_000)]
)
def test_ten_thousands_that_are_left_out_behind_oku_are_meant(text: str, yen: int) -> None:
    assert only(text).exact == yen
    assert only(f"{text}円").exact != yen


@pytest.mark.parametrize(
    "text",
    [
        "第3条",
        "第1億条",
        "24時間365日",
        "03-1234-5678",
        "0120-008588",
        "2024年7月",
        "2024-07-09",
        "40人",
        "1万人の顧客データ",
        "3万件",
        "120万レコード",
        "100万ドル",
        "$80 million",
        "USD 80 million",
        "80 million users",
        "90%",
        "5,000マイル",
        "https://example.com/8000万円",
        "千葉で八百屋をしています",
        "万が一のとき",
        "四万十市の旅館",
        "売上は5人で作っています",
        "80000000",
        "99999999999999999億円",
        "▲500万円",
        "",
    ],
)
def test_what_is_no_amount_of_yen_is_not_read_as_one(text: str) -> None:
    assert find_amounts(text) == ()


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("5千万から8千万", 50_000_000, 80_000_000),
        ("5,000万〜8,000万円", 50_000_000, 80_000_000),
        ("5,000万～8,000万円", 50_000_000, 80_000_000),
        ("5〜8千万", 50_000_000, 80_000_000),
        ("5千〜8千万円", 50_000_000, 80_000_000),
        ("5000-8000万", 50_000_000, 80_000_000),
        ("1〜1.5億円", OKU, 150_000_000),
        ("50 to 80 million yen", 50_000_000, 80_000_000),
        ("between 50 and 80 million yen", 50_000_000, 80_000_000),
        ("5千万と8千万の間", 50_000_000, 80_000_000),
        ("1.2億から9千万に減りました", 90_000_000, 120_000_000),
    ],
)
def test_a_range_is_one_amount_with_both_ends(text: str, lower: int, upper: int) -> None:
    assert bounds(text) == (lower, upper, False, False)
    assert only(text).stated is None


def test_amounts_that_are_listed_are_no_range() -> None:
    assert [amount.exact for amount in find_amounts("売上8000万円、身代金1000万円")] == [80_000_000, 10_000_000]
    assert [amount.exact for amount in find_amounts("5億プランと3億プラン")] == [500_000_000, 300_000_000]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1億未満", (None, OKU, False, True)),
        ("1億円に満たない", (None, OKU, False, True)),
        ("1億もいかない", (None, OKU, False, True)),
        ("under 100 million yen", (None, OKU, False, True)),
        ("1億円以下", (None, OKU, False, False)),
        ("1億円を超えていません", (None, OKU, False, False)),
        ("not more than 100 million yen", (None, OKU, False, False)),
        ("1億を超える", (OKU, None, True, False)),
        ("1億超", (OKU, None, True, False)),
        ("over 100 million yen", (OKU, None, True, False)),
        ("1億円以上", (OKU, None, False, False)),
        ("100 million yen or more", (OKU, None, False, False)),
        ("1億円以上ではありません", (None, OKU, False, True)),
        ("5千万以上1億円未満", (50_000_000, OKU, False, True)),
        ("5千万円以上、1億円未満", (50_000_000, OKU, False, True)),
        ("8千万円台", (80_000_000, 90_000_000, False, True)),
        ("1億弱", (90_000_000, OKU, False, True)),
        ("1億円近く", (90_000_000, OKU, False, True)),
        ("1億強", (OKU, 110_000_000, True, False)),
        ("約9千万", (81_000_000, 99_000_000, False, False)),
        ("9千万円くらい", (81_000_000, 99_000_000, False, False)),
        ("about 90 million yen", (81_000_000, 99_000_000, False, False)),
        ("数千万円", (20_000_000, 99_999_999, False, False)),
        ("十数万円", (110_000, 199_999, False, False)),
        ("1億数千万", (120_000_000, 199_999_999, False, False)),
    ],
)
def test_words_around_an_amount_bound_it(text: str, expected: tuple[int | None, int | None, bool, bool]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("約9千万", True),
        ("1億弱", True),
        ("数千万", True),
        ("5〜8千万くらい", True),
        ("9千万", False),
        ("1億以上", False),
    ],
)
def test_rough_amounts_are_marked(text: str, approximate: bool) -> None:
    assert only(text).approximate is approximate


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("99,999,999円", True),
        ("1億円", False),
        ("1億弱", True),
        ("1億強", False),
        ("約9千万", True),
        ("約9,500万", None),
        ("0.92億くらい", True),
        ("1億円くらい", None),
        ("約1億2千万", False),
        ("1億円以上", False),
        ("1億円以下", None),
        ("1億円未満", True),
        ("1億を超える", False),
        ("9千万以上", None),
        ("8千万〜1.2億", None),
        ("5千万〜8千万", True),
        ("1億〜2億", False),
        ("数千万円", True),
        ("数億円", False),
    ],
)
def test_an_amount_decides_against_a_bound_only_where_all_of_it_lies_on_one_side(
    text: str, below: bool | None
) -> None:
    assert compare(only(text), "below", OKU) is below


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("年商5億", "year"),
        ("年間8000万円", "year"),
        ("昨年の売上は8000万円", "year"),
        ("2023年度の売上高は8000万円", "year"),
        ("80 million yen a year", "year"),
        ("annual sales of 80 million yen", "year"),
        ("月商800万", "month"),
        ("月800万円", "month"),
        ("毎月の売上は800万円です", "month"),
        ("毎月の売上は、だいたい800万円です", "month"),
        ("売上高は月に800万円くらい", "month"),
        ("800万円/月", "month"),
        ("7月の売上は800万", "month"),
        ("2024年7月の売上が800万円", "month"),
        ("8 million yen per month", "month"),
        ("monthly revenue of 8 million yen", "month"),
        ("日商30万円", "other"),
        ("四半期で2000万円", "other"),
        ("3か月で2000万円", "other"),
        ("3年間で5億円", "other"),
        ("売上8000万円", None),
        ("毎月払いですか、売上は8000万円", None),
        ("月末締めです。売上8000万円", None),
        ("3月決算の会社、売上8000万円", None),
    ],
)
def test_the_period_of_an_amount_is_what_the_words_say(text: str, period: Period | None) -> None:
    assert only(text).period == period


def test_each_amount_has_its_own_period() -> None:
    assert [amount.period for amount in find_amounts("月商800万円（年間9600万円）")] == ["month", "year"]


@given(
    FIRM_AMOUNTS,
    st.sampled_from(RELATIONS),
    AMOUNTS,
    st.sampled_from(["月商{}", "毎月の売上は{}", "{}/月", "日商{}"]),
)
def test_a_monthly_figure_is_never_taken_for_a_yearly_one(
    amount: int, relation: Relation, bound: int, words: str
) -> None:
    text = words.format(format_yen(amount))
    assert compare(only(text), relation, bound) is None
    with pytest.raises(QuestionError, match="not an amount of a year"):
        parse_yen(text)


def test_a_yearly_figure_decides_nothing_about_a_monthly_bound() -> None:
    assert compare(only("年商5億円"), "at_least", 1, period="month") is None
    assert compare(only("月商800万円"), "at_least", 1, period="month") is True


@pytest.mark.parametrize("text", ["5億円プラン", "3億プラン", "1億円コース", "100円ショップ", "300 million yen plan"])
def test_an_amount_in_a_name_is_marked(text: str) -> None:
    assert only(text).part_of_name is not None


@pytest.mark.parametrize(
    ("text", "revenue"),
    [
        ("売上8000万円", True),
        ("売上高は、およそ8000万円", True),
        ("年商1億人材派遣業です", True),
        ("月商800万", True),
        ("revenue of 80 million yen", True),
        ("補償の上限は5億円", False),
        ("売上はさておき、補償5億円", False),
    ],
)
def test_an_amount_behind_a_word_for_revenue_is_marked(text: str, revenue: bool) -> None:
    assert only(text).revenue is revenue


@given(AMOUNTS)
def test_format_and_parse_are_inverse(amount: int) -> None:
    assert parse_yen(format_yen(amount)) == amount
    assert only(format_yen(amount)).exact == amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0円"), (5_412, "5,412円"), (80_000_000, "8,000万円"), (120_000_000, "1億2,000万円"), (OKU + 1, "1億1円")],
)
def test_an_amount_is_written_with_oku_and_man(amount: int, text: str) -> None:
    assert format_yen(amount) == text


def test_a_negative_amount_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="negative"):
        format_yen(-1)


@given(FIRM_AMOUNTS)
def test_every_spelling_of_an_amount_is_the_same_amount(amount: int) -> None:
    japanese = format_yen(amount)
    wide = japanese.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789,"})
    for text in (japanese.replace(",", ""), wide, f"¥{amount:,}", f"{amount} yen", f"{kanji(amount)}円"):
        assert only(f"うちの売上は{text}です").exact == amount, text


@given(st.integers(1, 9_999), st.sampled_from([("万", 10**4), ("百万", 10**6), ("億", 10**8)]))
def test_a_number_with_a_large_unit_needs_no_yen(count: int, unit: tuple[str, int]) -> None:
    assert only(f"{count}{unit[0]}").exact == count * unit[1]


@given(
    st.text(
        alphabet=st.sampled_from(
            "0123456789.,-〜~ 一二十百千万億兆数円¥約以上未満弱強から月年商売上プランmyen%人:()"
        ),
        max_size=40,
    )
)
def test_any_text_is_read_without_an_error_and_amounts_stand_where_they_say(text: str) -> None:
    amounts = find_amounts(text)
    for amount in amounts:
        assert normalise(text)[amount.start : amount.end] == amount.text
        assert amount.most is None or amount.least <= amount.most
    assert all(one.end <= other.start for one, other in pairwise(amounts))


@given(st.text(max_size=200))
def test_text_of_any_script_is_read_without_an_error(text: str) -> None:
    assert find_amounts(text) == find_amounts(unicodedata.normalize("NFKC", text))


@given(
    st.integers(0, 1_000),
    st.integers(0, 1_000),
    st.booleans(),
    st.booleans(),
    st.integers(0, 1_010),
    st.sampled_from(RELATIONS),
)
def test_a_comparison_is_true_or_false_only_where_it_is_for_every_yen_within(
    lower: int, width: int, lower_open: bool, upper_open: bool, bound: int, relation: Relation
) -> None:
    upper = lower + width + lower_open + upper_open
    amount = YenAmount(
        lower=lower, upper=upper, lower_open=lower_open, upper_open=upper_open, text="", start=0, end=0
    )
    holds = {
        {"below": yen < bound, "at_most": yen <= bound, "above": yen > bound, "at_least": yen >= bound}[relation]
        for yen in range(lower + lower_open, upper - upper_open + 1)
    }
    assert compare(amount, relation, bound) is (holds.pop() if len(holds) == 1 else None)


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("8千万", 80_000_000),
        ("80000000", 80_000_000),
        ("80,000,000", 80_000_000),
        ("0.9億", 90_000_000),
        ("年商5億", 500_000_000),
        ("80M", 80_000_000),
        (" ８０００万 円 ", 80_000_000),
        ("0", 0),
    ],
)
def test_a_plain_amount_is_parsed(text: str, yen: int) -> None:
    assert parse_yen(text) == yen


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not one amount"),
        ("たくさん", "not one amount"),
        ("40人", "not one amount"),
        ("100万ドル", "not one amount"),
        ("8千万と9千万", "not one amount"),
        ("5億円プラン", "not one amount"),
        ("9" * 30, "not one amount"),
        ("-8000万", "negative"),
        ("▲500万円", "negative"),
        ("約9千万", "not one exact amount"),
        ("1億以上", "not one exact amount"),
        ("5千万〜8千万", "not one exact amount"),
        ("1.5円", "not one exact amount"),
        ("月商800万", "not an amount of a year"),
    ],
)
def test_what_is_not_one_plain_amount_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(QuestionError, match=reason):
        parse_yen(text)


def kanji(amount: int) -> str:
    """The amount in kanji with units: 1億2,345万 is 一億二千三百四十五万."""
    written = ""
    for worth, myriad in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        section, amount = divmod(amount, worth)
        for tens, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, section = divmod(section, tens)
            if digit:
                written += ("" if digit == 1 and unit else "〇一二三四五六七八九"[digit]) + unit
        written += myriad if written and written[-1] not in "兆億万" else ""
    return written


def test_a_period_behind_an_amount_is_no_counter() -> None:
    assert [each.exact for each in find_amounts("セット2 5億 年額")] == [500_000_000]
    assert find_amounts("5億年前の地層") == ()
