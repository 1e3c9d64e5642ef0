from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.eligibility import EligibilityRule, IndustryRule, RevenueRule, UnspecifiedRule
from assistant.knowledge.industries import Industry
from assistant.knowledge.load import load_knowledge
from assistant.knowledge.products import Plan, Product, Rider
from assistant.knowledge.values import Evidence, LocalText
from assistant.text import comparable
from assistant.tools.eligibility import EligibilityResult, RevenueInterval, check_eligibility
from tests.conftest import CORPUS

BASE = load_knowledge(CORPUS).base
OKU = 100_000_000
EXCLUDED = ["medical_institution", "bank", "cooperative_bank"]
BORDERLINE = [
    "pharmacy",
    "judo_therapy",
    "veterinary",
    "nursing_care",
    "securities",
    "money_lending",
    "agricultural_cooperative",
    "insurance_agency",
]
RULES: TypeAdapter[tuple[EligibilityRule, ...]] = TypeAdapter(tuple[EligibilityRule, ...])


def passed(result: EligibilityResult) -> dict[str, bool | None]:
    return {reason.rule: reason.passed for reason in result.reasons}


# yayoi


def test_revenue_of_exactly_one_hundred_million_is_ineligible() -> None:
    result = check_eligibility(BASE, "yayoi", OKU, "manufacturing")
    assert result.eligible is False
    assert passed(result)["paid-revenue"] is False


def test_revenue_of_one_yen_less_is_eligible() -> None:
    result = check_eligibility(BASE, "yayoi", OKU - 1, "manufacturing")
    assert result.eligible is True
    assert (result.missing, result.explanation, result.errors) == ((), None, ())


def test_an_eligible_firm_is_told_the_membership_condition() -> None:
    result = check_eligibility(BASE, "yayoi", 80_000_000, "manufacturing")
    assert len(result.conditions) == 1
    assert "あんしん保守サポート" in result.conditions[0]
    assert "PAP会員" in result.conditions[0]
    assert passed(result)["paid-membership"] is None


@pytest.mark.parametrize("industry", EXCLUDED)
def test_an_excluded_industry_decides_whatever_the_revenue(industry: str) -> None:
    for revenue in (None, 0, 1_000_000, OKU):
        assert check_eligibility(BASE, "yayoi", revenue, industry).eligible is False


def test_a_decided_refusal_still_names_the_input_that_a_rule_lacks() -> None:
    result = check_eligibility(BASE, "yayoi", industry="medical_institution")
    assert (result.eligible, result.missing) == (False, ("annual_revenue_yen",))
    assert passed(result) == {
        "paid-membership": None,
        "paid-revenue": None,
        "paid-medical": False,
        "paid-financial": True,
    }


@pytest.mark.parametrize("industry", BORDERLINE)
def test_a_borderline_trade_is_left_to_the_window(industry: str) -> None:
    result = check_eligibility(BASE, "yayoi", 10_000_000, industry)
    assert result.eligible is None
    assert result.missing == ()
    assert "窓口の判断" in (result.explanation or "")
    assert [contact.phone for contact in result.contacts] == ["0120-008588"]


@pytest.mark.parametrize("industry", BORDERLINE)
def test_too_much_revenue_refuses_a_borderline_trade_too(industry: str) -> None:
    assert check_eligibility(BASE, "yayoi", OKU, industry).eligible is False


def test_missing_inputs_are_named_one_by_one() -> None:
    assert check_eligibility(BASE, "yayoi").missing == ("annual_revenue_yen", "industry")
    assert check_eligibility(BASE, "yayoi", 1_000_000).missing == ("industry",)
    assert check_eligibility(BASE, "yayoi", industry="construction").missing == ("annual_revenue_yen",)
    for result in (check_eligibility(BASE, "yayoi"), check_eligibility(BASE, "yayoi", 1_000_000)):
        assert result.eligible is None
        assert result.explanation is None


def test_without_a_plan_the_paid_plans_are_meant() -> None:
    result = check_eligibility(BASE, "yayoi", 10_000_000, "construction")
    assert result.about == ("有料プラン",)
    assert {reason.rule for reason in result.reasons} == {
        "paid-membership",
        "paid-revenue",
        "paid-medical",
        "paid-financial",
    }


@pytest.mark.parametrize("plan", ["paid", "有料プラン", "paid-300m", "3億円プラン", "３億プラン", " 有料 プラン "])
def test_a_plan_goes_by_id_name_or_alias_and_inherits_the_rules_of_its_whole(plan: str) -> None:
    assert check_eligibility(BASE, "yayoi", OKU, "construction", plan).eligible is False
    assert check_eligibility(BASE, "yayoi", OKU - 1, "construction", plan).eligible is True


@pytest.mark.parametrize("industry", [None, "construction", "medical_institution", "bank"])
@pytest.mark.parametrize("revenue", [None, 1, OKU])
def test_the_free_cover_depends_on_membership_only(industry: str | None, revenue: int | None) -> None:
    result = check_eligibility(BASE, "yayoi", revenue, industry, "無料補償")
    assert (result.eligible, result.missing, result.about) == (True, (), ("無料補償",))
    assert passed(result) == {"free-membership": None}
    assert "弥生PAP会員" in result.conditions[0]


@pytest.mark.parametrize(
    ("revenue", "eligible"),
    [
        (RevenueInterval(upper=OKU, upper_open=True), True),
        (RevenueInterval(upper=OKU), None),
        (RevenueInterval(lower=OKU), False),
        (RevenueInterval(lower=OKU - 1, lower_open=True), False),
        (RevenueInterval(lower=OKU - 1), None),
        (RevenueInterval(50_000_000, 80_000_000), True),
        (RevenueInterval(80_000_000, 120_000_000), None),
    ],
)
def test_an_interval_decides_where_it_lies_on_one_side_of_the_bound(
    revenue: RevenueInterval, eligible: bool | None
) -> None:
    result = check_eligibility(BASE, "yayoi", revenue, "construction")
    assert result.eligible is eligible
    assert result.missing == (("annual_revenue_yen",) if eligible is None else ())


# chuokai


def test_nothing_is_published_about_who_may_enrol_in_the_association_plan() -> None:
    result = check_eligibility(BASE, "chuokai", 1_000_000_000, "construction")
    assert result.eligible is None
    assert passed(result) == {"enrolment-not-published": None}
    assert [contact.label for contact in result.contacts] == ["募集代理店"]


def test_a_revenue_of_ten_billion_passes_the_bound_of_the_profit_rider_but_the_agency_decides() -> None:
    result = check_eligibility(BASE, "chuokai", 10_000_000_000, "construction", "利益損害補償特約")
    assert result.eligible is None
    assert passed(result) == {
        "enrolment-not-published": None,
        "business-interruption-revenue": True,
        "business-interruption-industries": None,
    }


def test_one_yen_more_fails_although_other_rules_are_open() -> None:
    result = check_eligibility(BASE, "chuokai", 10_000_000_001, None, "business-interruption")
    assert (result.eligible, result.about) == (False, ("利益損害補償特約",))


def test_the_rules_of_a_rider_do_not_decide_on_the_product() -> None:
    for plan in (None, "ワイド", "basic", "IT業務特約"):
        result = check_eligibility(BASE, "chuokai", 50_000_000_000, "construction", plan)
        assert result.eligible is None
        assert "business-interruption-revenue" not in passed(result)


def test_a_condition_of_a_rider_is_named() -> None:
    result = check_eligibility(BASE, "chuokai", plan="IT業務特約")
    assert result.conditions == ("IT業務特約は、IT業務も行う事業者に向けたオプションです。",)


# any product


@pytest.mark.parametrize("product", ["cyber-protector", "otasuketai", "sompo-pack", "guide"])
def test_a_product_without_rules_says_that_none_is_published(product: str) -> None:
    result = check_eligibility(BASE, product, 1_000_000, "construction")
    assert (result.eligible, result.reasons, result.missing) == (None, (), ())
    assert "公表されていません" in (result.explanation or "")
    assert result.contacts


def test_an_unknown_product_is_told_the_known_ones() -> None:
    (error,) = check_eligibility(BASE, "aioi").errors
    assert (error.argument, error.given) == ("product", "aioi")
    assert [choice.id for choice in error.known] == list(BASE.products)
    assert "yayoi" in error.text


def test_an_unknown_plan_is_told_the_plans_and_riders() -> None:
    result = check_eligibility(BASE, "chuokai", plan="ゴールドプラン")
    (error,) = result.errors
    assert {"basic", "wide", "business-interruption"} <= {choice.id for choice in error.known}
    assert (result.eligible, result.reasons) == (None, ())


def test_a_plan_of_another_product_is_unknown() -> None:
    assert check_eligibility(BASE, "yayoi", plan="ワイドプラン").errors[0].argument == "plan"


def test_all_wrong_arguments_are_told_at_once() -> None:
    result = check_eligibility(BASE, "yayoi", -1, "dentist", "ゴールド", locale="en")
    assert [error.argument for error in result.errors] == ["plan", "industry", "annual_revenue_yen"]
    assert result.eligible is None


def test_an_empty_interval_is_an_error() -> None:
    result = check_eligibility(BASE, "yayoi", RevenueInterval(OKU, OKU, upper_open=True), "construction")
    assert [error.argument for error in result.errors] == ["annual_revenue_yen"]


def test_a_product_is_found_by_its_alias() -> None:
    assert check_eligibility(BASE, "やよい", OKU, "construction").eligible is False


def test_english_texts_come_with_the_japanese_quote() -> None:
    result = check_eligibility(BASE, "yayoi", OKU, "pharmacy", locale="en")
    reasons = {reason.rule: reason for reason in result.reasons}
    assert reasons["paid-revenue"].text.startswith("Annual revenue must be below")
    assert reasons["paid-revenue"].quote == "有料プランは、年間売上高が1億円以上の企業は対象外です。"
    assert result.contacts[0].label == "consultation desk"


@pytest.mark.parametrize("product", list(BASE.products))
def test_every_reason_is_backed_by_a_quote_in_its_document(product: str) -> None:
    known = BASE.products[product]
    for plan in (None, *(plan.id for plan in known.product.plans), *(rider.id for rider in known.product.riders)):
        result = check_eligibility(BASE, product, 1_000_000, "construction", plan)
        for reason in result.reasons:
            assert reason.quote == reason.evidence[0].quote
        for evidence in result.evidence:
            text = (CORPUS / evidence.document).read_text(encoding="utf-8")
            assert comparable(evidence.quote) in comparable(text)
        assert len(result.evidence) == len(set(result.evidence))


def test_the_result_has_the_fields_of_the_contract() -> None:
    data = check_eligibility(BASE, "yayoi", 80_000_000, "construction").model_dump(mode="json")
    assert {"eligible", "reasons", "missing", "conditions"} <= set(data)
    assert {"rule", "passed", "text", "quote"} <= set(data["reasons"][0])
    assert all(isinstance(condition, str) for condition in data["conditions"])


# any rules


def knowledge(
    rules: Sequence[dict[str, Any]], plans: Sequence[Plan] = (), riders: Sequence[Rider] = ()
) -> KnowledgeBase:
    texts = {"text": "規則", "evidence": {"document": "p/a.md", "quote": "規則"}}
    product = Product(
        id="p", name="商品", insurer=None, as_of=dt.date(2026, 1, 1), plans=tuple(plans), riders=tuple(riders)
    )
    listed = RULES.validate_python([{"id": f"r{number}", **texts, **rule} for number, rule in enumerate(rules)])
    trades = tuple(Industry(id=name, label=LocalText(ja=name)) for name in ("a", "b", "c"))
    return KnowledgeBase(products={"p": ProductKnowledge(product=product, eligibility=listed)}, industries=trades)


def test_plans_that_decide_differently_are_not_settled_without_a_plan() -> None:
    plans = [Plan(id="small", name="小"), Plan(id="large", name="大")]
    base = knowledge(
        [
            {"type": "revenue", "plans": ["small"], "below_yen": 100},
            {"type": "revenue", "plans": ["large"], "below_yen": 1000},
        ],
        plans,
    )
    result = check_eligibility(base, "p", 500)
    assert (result.eligible, result.missing) == (None, ("plan",))
    assert "プランによって" in (result.explanation or "")
    assert check_eligibility(base, "p", 500, plan="small").eligible is False
    assert check_eligibility(base, "p", 500, plan="large").eligible is True
    assert check_eligibility(base, "p", 1000).eligible is False
    assert check_eligibility(base, "p", 50).eligible is True


def test_every_bound_of_a_revenue_rule_counts() -> None:
    base = knowledge([{"type": "revenue", "above_yen": 10, "at_most_yen": 20}])
    assert [check_eligibility(base, "p", revenue).eligible for revenue in (10, 11, 20, 21)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_name_that_two_plans_share_is_ambiguous() -> None:
    plans = [
        Plan(id="x", name="基本", aliases=("B",)),
        Plan(id="y", name="拡大", aliases=("B",)),
        Plan(id="z", name="特別"),
    ]
    (error,) = check_eligibility(knowledge([], plans), "p", plan="b").errors
    assert [choice.id for choice in error.known] == ["x", "y"]
    assert "複数" in error.text


yen_bounds = st.integers(0, 30)
industry_sets = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3)


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    scope = {
        "plans": draw(st.lists(st.sampled_from(["m", "m1", "n"]), unique=True, max_size=2)),
        "riders": draw(st.sampled_from([[], [], ["r"]])),
    }
    kind = draw(st.sampled_from(["revenue", "industry", "membership", "unspecified"]))
    if kind == "revenue":
        names = draw(
            st.lists(
                st.sampled_from(["below_yen", "at_most_yen", "above_yen", "at_least_yen"]), unique=True, min_size=1
            )
        )
        return {"type": kind, **scope, **{name: draw(yen_bounds) for name in names}}
    if kind == "industry":
        excluded = draw(industry_sets)
        borderline = [each for each in draw(industry_sets) if each not in excluded]
        return {"type": kind, **scope, "excluded": excluded or ["a"], "borderline": borderline if excluded else []}
    return {"type": kind, **scope}


PLANS = [Plan(id="m", name="全体"), Plan(id="m1", name="一", part_of="m"), Plan(id="n", name="別")]
RIDERS = [Rider(id="r", name="特約")]


def fails(rule: EligibilityRule, revenue: int | None, industry: str | None) -> bool:
    match rule:
        case RevenueRule() if revenue is not None:
            return (
                (rule.below_yen is not None and revenue >= rule.below_yen)
                or (rule.at_most_yen is not None and revenue > rule.at_most_yen)
                or (rule.above_yen is not None and revenue <= rule.above_yen)
                or (rule.at_least_yen is not None and revenue < rule.at_least_yen)
            )
        case IndustryRule():
            return industry in rule.excluded
        case _:
            return False


def undecided(rule: EligibilityRule, revenue: int | None, industry: str | None) -> bool:
    match rule:
        case RevenueRule():
            return revenue is None
        case IndustryRule():
            return industry is None or industry in rule.borderline
        case _:
            return isinstance(rule, UnspecifiedRule)


@given(
    st.lists(rules(), max_size=5),
    st.none() | yen_bounds,
    st.sampled_from([None, "a", "b", "c"]),
    st.sampled_from([None, "m", "m1", "n", "r"]),
)
def test_eligible_is_never_true_where_a_rule_fails_or_is_open(
    drawn: list[dict[str, Any]], revenue: int | None, industry: str | None, plan: str | None
) -> None:
    base = knowledge(drawn, PLANS, RIDERS)
    result = check_eligibility(base, "p", revenue, industry, plan)
    by_id = {rule.id: rule for rule in base.products["p"].eligibility}
    applied = [by_id[reason.rule] for reason in result.reasons]
    for reason in result.reasons:
        assert (reason.passed is False) == fails(by_id[reason.rule], revenue, industry)
    failing = any(fails(rule, revenue, industry) for rule in applied)
    if result.eligible:
        assert not failing
        assert not result.missing
        assert not any(undecided(rule, revenue, industry) for rule in applied)
    if plan in ("m", "m1", "n"):
        assert (result.eligible is False) == failing


@given(
    st.lists(rules(), min_size=1, max_size=4),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(["a", "b", "c"]),
    st.data(),
)
def test_what_holds_for_an_interval_holds_for_every_revenue_in_it(
    drawn: list[dict[str, Any]], lower: int, width: int, industry: str, data: st.DataObject
) -> None:
    base = knowledge(drawn, PLANS, RIDERS)
    interval = check_eligibility(base, "p", RevenueInterval(lower, lower + width), industry, "m1")
    inside = check_eligibility(base, "p", data.draw(st.integers(lower, lower + width)), industry, "m1")
    if interval.eligible is not None:
        assert inside.eligible is interval.eligible
    for vague, exact in zip(interval.reasons, inside.reasons, strict=True):
        assert vague.passed in (None, exact.passed)


@given(st.integers(0, 10 * OKU), st.sampled_from([industry.id for industry in BASE.industries]))
def test_yayoi_takes_nobody_whom_its_page_excludes(revenue: int, industry: str) -> None:
    result = check_eligibility(BASE, "yayoi", revenue, industry)
    if revenue >= OKU or industry in EXCLUDED:
        assert result.eligible is False
    elif industry in BORDERLINE:
        assert result.eligible is None
    if result.eligible:
        assert result.conditions


def test_evidence_of_a_result_has_no_doubles() -> None:
    base = knowledge([{"type": "membership"}, {"type": "unspecified"}])
    assert check_eligibility(base, "p").evidence == (Evidence(document="p/a.md", quote="規則"),)


# what is offered instead


def test_a_firm_that_is_turned_away_is_told_what_is_offered_instead() -> None:
    result = check_eligibility(BASE, "yayoi", OKU, "manufacturing")
    assert [each.text.count("東京海上日動") for each in result.otherwise] == [1]
    assert set(result.otherwise[0].evidence) <= set(result.evidence)


@pytest.mark.parametrize(("industry", "plan"), [("manufacturing", None), ("manufacturing", "free")])
def test_nobody_else_is(industry: str, plan: str | None) -> None:
    result = check_eligibility(BASE, "yayoi", OKU - 1, industry, plan)
    assert result.eligible is not False
    assert result.otherwise == ()
    assert "paid-otherwise" not in passed(result)
