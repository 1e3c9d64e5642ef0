from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.load import load_knowledge
from assistant.knowledge.premiums import PremiumExample, Premiums
from assistant.knowledge.products import Plan, Product, Rider
from assistant.knowledge.yaml_file import YamlFile, parse_yaml, validate
from assistant.text import comparable
from assistant.tools.premium import estimate_premium
from assistant.tools.premium_terms import PremiumResult
from assistant.tools.wording import wording
from tests.conftest import CORPUS

BASE = load_knowledge(CORPUS).base
OKU = 100_000_000
PUBLISHED = [
    ("real_estate_management", 1 * OKU, "basic", "1", False, 84_640),
    ("real_estate_management", 1 * OKU, "wide", "1", False, 88_600),
    ("car_retail", 5 * OKU, "basic", "2", False, 234_900),
    ("car_retail", 5 * OKU, "wide", "2", False, 274_610),
    ("construction", 10 * OKU, "basic", "3", False, 353_150),
    ("construction", 10 * OKU, "wide", "3", False, 385_450),
    ("food_manufacturing", 20 * OKU, "basic", "4", False, 872_940),
    ("food_manufacturing", 20 * OKU, "wide", "4", False, 908_260),
    ("software_development", 5 * OKU, "basic", "5", True, 1_504_450),
    ("software_development", 5 * OKU, "wide", "5", True, 1_622_320),
]
CONSTRUCTION = ("chuokai", "construction", 10 * OKU, "ワイドプラン", "加入セット3")


def discounted(percent: int | Decimal | None) -> PremiumResult:
    return estimate_premium(BASE, *CONSTRUCTION, percent)


def exact(published: int, percent: Decimal) -> int:
    """The premium by fractions: ÷ 0.7 × (1 − d/100), half up to 10 yen."""
    tens = Fraction(published) * (100 - Fraction(percent)) / 70 / 10
    return floor(tens + Fraction(1, 2)) * 10


# published figures


@pytest.mark.parametrize(("industry", "revenue", "plan", "limit_set", "it_business", "premium"), PUBLISHED)
def test_every_published_example_is_given_as_it_stands(
    industry: str, revenue: int, plan: str, limit_set: str, it_business: bool, premium: int
) -> None:
    for rider in (None, it_business):
        result = estimate_premium(BASE, "chuokai", industry, revenue, plan, limit_set, None, rider)
        assert (result.basis, result.annual_premium_yen) == ("published_example", premium)
        assert (result.monthly_equivalent_yen, result.missing, result.errors) == (None, (), ())
        assert any(f"{premium:,}円" in evidence.quote for evidence in result.evidence)
        assert not any("概算" in line for line in result.assumptions)


def test_the_examples_of_the_corpus_are_all_tested_here() -> None:
    figures = [
        premium.annual_premium_yen
        for example in BASE.products["chuokai"].premiums.examples
        if not example.illegible
        for premium in example.premiums
    ]
    assert sorted(figure for figure in figures if figure) == sorted(row[-1] for row in PUBLISHED)


def test_a_published_figure_comes_with_all_that_it_rests_on() -> None:
    assert estimate_premium(BASE, *CONSTRUCTION).assumptions == (
        "業種: 建設業(総合工事業)",
        "年間売上高: 1,000,000,000円",
        "プラン: ワイドプラン",
        "加入セット: 加入セット3",
        "利益損害補償特約を付けた例",
        "団体割引 20%を適用済み",
        "割引確認シートによる割引 30%を適用済み",
        "保険料例には、団体割引20%と、割引確認シートによる割引30%が適用されています。",
        "実際の保険料は、告知内容や支払限度額などによって変わります。",
        "2026-11-21時点の情報",
    )


def test_an_example_of_set_five_states_the_limits_it_is_computed_for() -> None:
    result = estimate_premium(BASE, "chuokai", "software_development", 5 * OKU, "wide", "5")
    assert any("賠償損害が1請求・補償期間中1億円" in line for line in result.assumptions)
    assert "IT業務特約を付けた例" in result.assumptions


@pytest.mark.parametrize("revenue", [0, 1, 5_000_000])
def test_the_one_published_figure_of_yayoi_is_a_monthly_one(revenue: int) -> None:
    result = estimate_premium(BASE, "yayoi", "other_services", revenue, "1億円プラン")
    assert (result.basis, result.monthly_equivalent_yen, result.annual_premium_yen) == (
        "published_example",
        5412,
        None,
    )
    assert any("年払（一括払）のみ" in line for line in result.assumptions)
    assert "公表例の年間売上高: 5,000,000円以下" in result.assumptions


@pytest.mark.parametrize(
    ("industry", "revenue", "plan"),
    [
        ("other_services", 5_000_001, "1億円プラン"),
        ("construction", 5_000_000, "1億円プラン"),
        ("other_services", 5_000_000, "3億円プラン"),
        ("other_services", 5_000_000, "5億円プラン"),
        ("other_services", 5_000_000, "無料補償"),
    ],
)
def test_yayoi_publishes_nothing_else(industry: str, revenue: int, plan: str) -> None:
    result = estimate_premium(BASE, "yayoi", industry, revenue, plan)
    assert (result.basis, result.monthly_equivalent_yen, result.annual_premium_yen) == ("unavailable", None, None)
    assert [example.example for example in result.nearest_examples] == ["paid-100m-other-services"]
    assert result.nearest_examples[0].premiums[0].monthly_equivalent_yen == 5412
    assert result.contacts[0].phone == "0120-008588"


def test_yayoi_has_no_discount_that_one_could_name() -> None:
    inputs = ("yayoi", "other_services", 5_000_000, "1億円プラン", None)
    result = estimate_premium(BASE, *inputs, 20)
    assert (result.basis, result.monthly_equivalent_yen) == ("unavailable", None)
    assert "割引" in (result.explanation or "")
    assert estimate_premium(BASE, *inputs, 0).monthly_equivalent_yen == 5412


def test_that_the_free_cover_costs_nothing_is_said() -> None:
    result = estimate_premium(BASE, "yayoi", plan="無料補償")
    assert any("無料補償は" in line and "無償" in line for line in result.assumptions)


# another discount


@pytest.mark.parametrize(
    ("percent", "premium"), [(0, 550_640), (10, 495_580), (20, 440_510), (40, 330_390), (50, 275_320), (60, 220_260)]
)
def test_another_discount_is_computed_from_the_published_figure(percent: int, premium: int) -> None:
    result = discounted(percent)
    assert (result.basis, result.annual_premium_yen) == ("published_example_rediscounted", premium)
    assert result.assumptions[0].startswith("概算: 公表例385,450円 ÷ 0.7 × ")
    assert f"割引確認シートによる割引 30%を{percent}%に置き換え" in result.assumptions


def test_the_discount_that_the_example_includes_leaves_it_as_published() -> None:
    for percent in (30, Decimal("30.0")):
        result = discounted(percent)
        assert (result.basis, result.annual_premium_yen) == ("published_example", 385_450)


@pytest.mark.parametrize(
    "percent", [-1, 61, 100, 1000, Decimal("60.01"), Decimal("-0.1"), Decimal("NaN"), Decimal("Infinity")]
)
def test_a_discount_out_of_range_says_so(percent: int | Decimal) -> None:
    result = discounted(percent)
    assert (result.basis, result.annual_premium_yen) == ("unavailable", None)
    assert [error.argument for error in result.errors] == ["security_discount_percent"]
    assert "0%から" in result.errors[0].text


def test_the_highest_discount_is_named() -> None:
    assert "60%" in discounted(61).errors[0].text


percentages = st.decimals(0, 60, places=3) | st.integers(0, 60).map(Decimal)


@given(st.sampled_from(PUBLISHED), percentages)
def test_the_computation_is_exact(row: tuple[str, int, str, str, bool, int], percent: Decimal) -> None:
    industry, revenue, plan, limit_set, _, published = row
    result = estimate_premium(BASE, "chuokai", industry, revenue, plan, limit_set, percent)
    assert result.annual_premium_yen == (published if percent == 30 else exact(published, percent))


@given(percentages, percentages)
def test_a_higher_discount_never_costs_more(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    more, less = discounted(low).annual_premium_yen, discounted(high).annual_premium_yen
    assert more is not None
    assert less is not None
    assert more >= less


@given(percentages)
def test_the_decimal_context_of_a_caller_changes_nothing(percent: Decimal) -> None:
    with localcontext(prec=2):
        coarse = discounted(percent)
    assert coarse == discounted(percent)


# no published figure


def test_missing_inputs_are_named_one_by_one() -> None:
    result = estimate_premium(BASE, "chuokai")
    assert result.missing == ("industry", "annual_revenue_yen", "plan", "limit_set")
    assert (result.basis, result.annual_premium_yen) == ("unavailable", None)
    assert estimate_premium(BASE, "yayoi").missing == ("industry", "annual_revenue_yen", "plan")
    named = ("chuokai", "construction", 10 * OKU, "wide", "3")
    assert estimate_premium(BASE, *named[:4]).missing == ("limit_set",)
    assert estimate_premium(BASE, *named[:3]).missing == ("plan", "limit_set")


def test_a_plan_that_has_variants_is_not_named_enough() -> None:
    assert estimate_premium(BASE, "yayoi", "other_services", 5_000_000, "有料プラン").missing == ("plan",)


def test_nothing_is_asked_for_that_cannot_lead_to_a_figure() -> None:
    result = estimate_premium(BASE, "chuokai", "restaurant")
    assert (result.basis, result.missing) == ("unavailable", ())
    assert "公表されていません" in (result.explanation or "")


@pytest.mark.parametrize(
    "inputs",
    [
        ("construction", 10 * OKU + 1, "wide", "3"),
        ("construction", 10 * OKU - 1, "wide", "3"),
        ("construction", 10 * OKU, "wide", "2"),
        ("construction_trades", 10 * OKU, "wide", "3"),
    ],
)
def test_a_premium_is_never_derived_from_a_neighbour(inputs: tuple[str, int, str, str]) -> None:
    result = estimate_premium(BASE, "chuokai", *inputs)
    assert (result.basis, result.annual_premium_yen, result.monthly_equivalent_yen) == ("unavailable", None, None)
    assert result.nearest_examples[0].example == "construction-set-3"
    assert "参考" in (result.explanation or "")


def test_the_nearest_example_is_that_of_the_industry_then_of_the_revenue_then_of_the_set() -> None:
    def nearest(*inputs: Any) -> list[str]:
        return [example.example for example in estimate_premium(BASE, "chuokai", *inputs).nearest_examples]

    assert nearest("real_estate_management", 20 * OKU, "wide", "4")[:2] == [
        "real-estate-set-1",
        "food-manufacturing-set-4",
    ]
    assert nearest("restaurant", 9 * OKU, "wide", "1") == [
        "construction-set-3",
        "car-retail-set-2",
        "software-development-set-5-it",
    ]
    assert nearest("restaurant", 5 * OKU, "wide", "5")[0] == "software-development-set-5-it"
    assert nearest("restaurant", 5 * OKU, "wide", "2")[0] == "car-retail-set-2"


def test_a_nearest_example_shows_the_plan_that_was_asked_for() -> None:
    result = estimate_premium(BASE, "chuokai", "restaurant", OKU, "ベーシック", "セット1")
    assert [premium.plan_name for premium in result.nearest_examples[0].premiums] == ["ベーシックプラン"]
    assert result.nearest_examples[0].premiums[0].annual_premium_yen == 84_640


# the illegible row


def test_the_illegible_row_is_a_flagged_reference_beside_software_development() -> None:
    result = estimate_premium(BASE, "chuokai", "software_development", 5 * OKU, "wide", "5", None, False)
    assert (result.basis, result.annual_premium_yen) == ("unavailable", None)
    flagged = result.nearest_examples[-1]
    assert flagged.premiums[0].annual_premium_yen == 288_040
    assert flagged.illegible == ("industry", "annual_revenue_yen")
    assert "読み取れない" in (flagged.flag or "")
    assert [example.flag for example in result.nearest_examples[:-1]] == [None] * 3


def test_the_illegible_row_is_never_the_answer() -> None:
    for industry in (None, "software_development", "restaurant"):
        for revenue in (None, 5 * OKU):
            for rider in (None, False, True):
                result = estimate_premium(BASE, "chuokai", industry, revenue, "wide", "5", None, rider)
                assert result.annual_premium_yen in (None, 1_622_320)


def test_the_illegible_row_is_not_shown_where_what_can_be_read_of_it_differs() -> None:
    for limit_set, rider in (("1", None), ("5", True)):
        result = estimate_premium(BASE, "chuokai", "restaurant", OKU, "wide", limit_set, None, rider)
        assert not any(example.illegible for example in result.nearest_examples)


# riders


def test_the_it_rider_that_an_example_does_not_have_is_not_assumed() -> None:
    assert estimate_premium(BASE, *CONSTRUCTION, None, True).basis == "unavailable"
    without = estimate_premium(BASE, *CONSTRUCTION, None, False)
    assert without.annual_premium_yen == 385_450
    assert "IT業務特約を付けない" in without.assumptions


def test_a_product_without_the_it_rider_says_so() -> None:
    inputs = ("yayoi", "other_services", 5_000_000, "1億円プラン", None, None)
    assert [error.argument for error in estimate_premium(BASE, *inputs, True).errors] == ["it_business_rider"]
    assert estimate_premium(BASE, *inputs, False).monthly_equivalent_yen == 5412


def test_no_premium_is_told_without_a_rider_that_the_examples_have() -> None:
    result = estimate_premium(BASE, *CONSTRUCTION, without_riders=["利益損害補償特約"])
    assert (result.annual_premium_yen, result.basis) == (None, "unavailable")
    assert estimate_premium(BASE, *CONSTRUCTION, without_riders=["cyber-attack"]).annual_premium_yen == 385_450
    (error,) = estimate_premium(BASE, *CONSTRUCTION, without_riders=["なぞ特約"]).errors
    assert error.argument == "without_riders"


def test_a_discount_above_the_highest_is_refused_with_its_source() -> None:
    result = discounted(70)
    assert [error.argument for error in result.errors] == ["security_discount_percent"]
    assert any("最大60%" in each.quote for each in result.evidence)


def test_riders_go_by_name() -> None:
    assert estimate_premium(BASE, *CONSTRUCTION, riders=["利益損害補償特約"]).annual_premium_yen == 385_450
    assert estimate_premium(BASE, *CONSTRUCTION, riders=["サイバー攻撃補償特約"]).basis == "unavailable"
    assert estimate_premium(BASE, *CONSTRUCTION, riders=["火災特約"]).errors[0].argument == "riders"


# wrong arguments, languages, evidence


def test_unknown_names_are_told_the_known_ones() -> None:
    result = estimate_premium(BASE, "chuokai", "kensetsu", -1, "ゴールド", "セット9", locale="en")
    assert [error.argument for error in result.errors] == ["annual_revenue_yen", "industry", "plan", "limit_set"]
    assert [choice.id for choice in result.errors[-1].known] == ["1", "2", "3", "4", "5"]
    assert result.basis == "unavailable"
    assert estimate_premium(BASE, "nope").errors[0].argument == "product"


@pytest.mark.parametrize("product", ["cyber-protector", "otasuketai", "sompo-pack", "guide"])
def test_a_product_without_published_premiums_says_so(product: str) -> None:
    result = estimate_premium(BASE, product, "construction", OKU)
    assert (result.basis, result.missing, result.nearest_examples) == ("unavailable", (), ())
    assert "公表されていません" in (result.explanation or "")


def test_english_lines_carry_the_figures() -> None:
    lines = estimate_premium(BASE, *CONSTRUCTION, 60, locale="en").assumptions
    assert lines[0] == "Estimate (概算): published figure 385,450 yen ÷ 0.7 × 0.4, rounded to 10 yen, half up"
    assert "As of 2026-11-21" in lines


@pytest.mark.parametrize("product", list(BASE.products))
def test_all_evidence_stands_in_its_document(product: str) -> None:
    for result in (
        estimate_premium(BASE, product),
        estimate_premium(BASE, product, "construction", 10 * OKU, None, None),
    ):
        for evidence in result.evidence:
            text = (CORPUS / evidence.document).read_text(encoding="utf-8")
            assert comparable(evidence.quote) in comparable(text)


def test_the_result_has_the_fields_of_the_contract() -> None:
    data = discounted(50).model_dump(mode="json")
    assert {
        "annual_premium_yen",
        "monthly_equivalent_yen",
        "basis",
        "assumptions",
        "nearest_examples",
    } <= set(data)
    assert all(isinstance(line, str) for line in data["assumptions"])


def test_every_wording_has_both_languages_with_the_same_blanks() -> None:
    for key, text in wording().items():
        assert text.en, key
        blanks = [{part.split("}")[0] for part in each.split("{")[1:]} for each in (text.ja, text.en)]
        assert blanks[0] == blanks[1], key


# any examples


def knowledge(examples: Sequence[dict[str, Any]], riders: Sequence[Rider] = ()) -> KnowledgeBase:
    proof = {"document": "p/a.md", "quote": "例"}
    listed = tuple(
        PremiumExample.model_validate({"id": f"e{n}", "evidence": proof, **e}) for n, e in enumerate(examples)
    )
    product = Product(
        id="p",
        name="商品",
        insurer=None,
        as_of=dt.date(2026, 1, 1),
        plans=(Plan(id="x", name="基本"),),
        riders=tuple(riders),
    )
    return KnowledgeBase(products={"p": ProductKnowledge(product=product, premiums=Premiums(examples=listed))})


def test_an_example_that_depends_on_nothing_answers_without_inputs() -> None:
    base = knowledge([{"premiums": [{"annual_premium_yen": 12_000}]}])
    assert estimate_premium(base, "p").annual_premium_yen == 12_000
    assert estimate_premium(base, "p", annual_revenue_yen=5, plan="基本").annual_premium_yen == 12_000


@pytest.mark.parametrize(("rider", "missing"), [("it-business", "it_business_rider"), ("other", "riders")])
def test_examples_that_differ_in_a_rider_only_ask_for_it(rider: str, missing: str) -> None:
    base = knowledge(
        [
            {"premiums": [{"annual_premium_yen": 12_000}]},
            {"premiums": [{"annual_premium_yen": 15_000}], "riders": [rider]},
        ],
        [Rider(id=rider, name="特約")],
    )
    assert estimate_premium(base, "p").missing == (missing,)
    assert estimate_premium(base, "p", riders=["特約"]).annual_premium_yen == 15_000


def test_two_adjustable_discounts_are_refused_where_they_stand() -> None:
    proof = "evidence: {document: a.md, quote: q}"
    text = (
        "discounts:\n"
        f"  - {{id: a, name: A, max_percent: 10, adjustable: true, {proof}}}\n"
        f"  - {{id: b, name: B, max_percent: 20, adjustable: true, {proof}}}\n"
    )
    file = parse_yaml(text, "p/premiums.yaml")
    assert isinstance(file, YamlFile)
    problems = validate(file, Premiums)
    assert isinstance(problems, list)
    assert [str(problem).split(" (is")[0] for problem in problems] == [
        "p/premiums.yaml:1: discounts: only one discount can be adjustable: the person who asks names one percentage"
    ]
