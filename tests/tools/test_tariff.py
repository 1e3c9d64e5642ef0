"""Tariffs, tested on the worked example of docs/tariffs.md as it stands there."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.load import load_knowledge
from assistant.knowledge.premiums import Premiums
from assistant.knowledge.products import Plan, Product, Rider
from assistant.knowledge.tariffs import Tariff
from assistant.knowledge.yaml_file import YamlFile, parse_yaml, validate
from assistant.text import comparable
from assistant.tools.premium import estimate_premium
from assistant.tools.premium_terms import PremiumResult
from tests.conftest import CORPUS, ROOT

PAGE = (ROOT / "docs" / "tariffs.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
PRODUCTS, PREMIUMS = (text for language, text in BLOCKS if language == "yaml")
(DOCUMENT,) = (text for language, text in BLOCKS if language == "markdown")
ARGUMENTS, RESULT = (json.loads(text) for language, text in BLOCKS if language == "json")
IN_FORCE = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The knowledge base of the page, with the industry classes of the real corpus."""
    corpus = tmp_path_factory.mktemp("corpus")
    (corpus / "aozora-trip").mkdir()
    (corpus / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    (corpus / "aozora-trip" / "premiums.yaml").write_text(PREMIUMS, encoding="utf-8")
    (corpus / "industries.yaml").write_bytes((CORPUS / "industries.yaml").read_bytes())
    loaded = load_knowledge(corpus)
    assert loaded.problems == []
    return loaded.base


def quote(base: KnowledgeBase, today: dt.date = IN_FORCE, **changes: Any) -> PremiumResult:
    """The page's question, with some of its inputs changed; None leaves one out."""
    arguments = {name: value for name, value in (ARGUMENTS | changes).items() if value is not None}
    return estimate_premium(base, today=today, **arguments)


def total(result: PremiumResult) -> int:
    return sum(step.amount_yen for step in result.breakdown)


# the worked example


def test_the_example_of_the_page_is_what_the_tool_computes(base: KnowledgeBase) -> None:
    result = quote(base)
    assert {name: result.model_dump(mode="json")[name] for name in RESULT} == RESULT
    assert total(result) == result.annual_premium_yen == 24_870


def test_a_computed_premium_cites_the_table(base: KnowledgeBase) -> None:
    (evidence,) = quote(base).evidence
    assert evidence.document == "aozora-trip/rates.md"
    assert comparable(evidence.quote) in comparable(DOCUMENT)


def test_the_numbers_of_the_yaml_are_taken_as_written(base: KnowledgeBase) -> None:
    (tariff,) = base.products["aozora-trip"].premiums.tariffs
    assert tariff.rider_charges[0].factor == Decimal("1.15")
    assert tariff.rates[-1].yen_per_million_revenue == (None, Decimal("412.5"), Decimal("268.35"))


def test_a_rate_is_per_million_yen_of_revenue(base: KnowledgeBase) -> None:
    result = quote(
        base, industry="consulting", annual_revenue_yen=123_456_789, plan="executive", limit_set="2", riders=[]
    )
    # 123.456789 × 412.5 = 50,925.9254625; × 0.9 × 0.85 = 38,958.33…
    assert result.breakdown[0].subtotal_yen == "50925.9254625"
    assert (result.annual_premium_yen, total(result)) == (38_960, 38_960)


def test_the_minimum_premium_is_a_step_of_its_own(base: KnowledgeBase) -> None:
    result = quote(base, industry="advertising", annual_revenue_yen=0, riders=[], security_discount_percent=30)
    assert [step.step for step in result.breakdown] == ["base", "discount", "discount", "minimum", "rounding"]
    assert (result.annual_premium_yen, total(result)) == (10_000, 10_000)


def test_an_unnamed_discount_counts_as_none_and_is_said_to(base: KnowledgeBase) -> None:
    result = quote(base, security_discount_percent=None)
    assert "安全対策割引は0%として計算" in result.assumptions
    assert result.annual_premium_yen == 29_260


def test_riders_that_were_not_asked_for_are_left_out_and_said_to_be(base: KnowledgeBase) -> None:
    result = quote(base, riders=["baggage"], security_discount_percent=0)
    assert "救援者費用特約を付けない" in result.assumptions
    assert result.annual_premium_yen == 24_940


def test_a_tariff_speaks_english_too(base: KnowledgeBase) -> None:
    result = quote(base, locale="en")
    assert result.assumptions[0] == "Estimate (概算) by the tariff '海外出張保険 料率表 2026年度'"
    assert result.breakdown[3].text == "group discount of 10%: × 0.9 → 29,263.5 yen"


# boundaries


@pytest.mark.parametrize(
    ("revenue", "premium"),
    [
        (0, 15_600),
        (49_999_999, 15_600),
        (50_000_000, 24_100),
        (299_999_999, 24_100),
        (300_000_000, 40_300),
        (999_999_999, 40_300),
    ],
)
def test_a_band_takes_in_its_lower_bound_and_not_its_upper_one(
    base: KnowledgeBase, revenue: int, premium: int
) -> None:
    assert quote(base, annual_revenue_yen=revenue).breakdown[0].amount_yen == premium


@pytest.mark.parametrize(
    ("changes", "outside"),
    [
        ({"annual_revenue_yen": 1_000_000_000}, "annual_revenue_yen"),
        ({"industry": "restaurant"}, "industry"),
        ({"riders": ["救援者費用特約"], "plan": "executive", "limit_set": "2", "industry": "consulting"}, "riders"),
    ],
)
def test_an_input_outside_the_table_is_named(base: KnowledgeBase, changes: dict[str, Any], outside: str) -> None:
    result = quote(base, **changes)
    assert (result.basis, result.annual_premium_yen, result.breakdown) == ("unavailable", None, ())
    assert (result.outside, result.missing) == ((outside,), ())
    assert "料率表の範囲外" in (result.explanation or "")


def test_several_inputs_outside_the_table_are_all_named(base: KnowledgeBase) -> None:
    result = quote(base, industry="restaurant", annual_revenue_yen=10**10)
    assert result.outside == ("industry", "annual_revenue_yen")
    assert result.explanation == "料率表の範囲外です: 業種、年間売上高"


@pytest.mark.parametrize(
    "changes",
    [
        {"limit_set": "2", "annual_revenue_yen": 300_000_000},
        {"plan": "executive", "limit_set": "1", "industry": "consulting", "riders": []},
        {"plan": "executive", "limit_set": "2", "industry": "consulting", "riders": [], "annual_revenue_yen": 1},
    ],
)
def test_an_empty_cell_is_no_premium(base: KnowledgeBase, changes: dict[str, Any]) -> None:
    result = quote(base, **changes)
    assert (result.basis, result.annual_premium_yen) == ("unavailable", None)
    assert result.outside == ("industry", "annual_revenue_yen", "plan", "limit_set")
    assert "この組み合わせはありません" in (result.explanation or "")


def test_missing_inputs_are_named_one_by_one(base: KnowledgeBase) -> None:
    for name in ("industry", "annual_revenue_yen", "plan", "limit_set"):
        changes: dict[str, Any] = {name: None}
        result = quote(base, **changes)
        assert (result.basis, result.missing, result.outside) == ("unavailable", (name,), ())
    assert quote(base, industry=None, plan=None).missing == ("industry", "plan")


def test_nothing_is_asked_for_where_an_input_is_outside_already(base: KnowledgeBase) -> None:
    result = quote(base, industry="restaurant", plan=None)
    assert (result.missing, result.outside) == ((), ("industry",))


@pytest.mark.parametrize(
    ("today", "basis"),
    [
        (dt.date(2026, 3, 31), "unavailable"),
        (dt.date(2026, 4, 1), "tariff"),
        (dt.date(2027, 3, 31), "tariff"),
        (dt.date(2027, 4, 1), "unavailable"),
    ],
)
def test_a_tariff_holds_from_its_first_day_to_its_last(base: KnowledgeBase, today: dt.date, basis: str) -> None:
    result = quote(base, today)
    assert result.basis == basis
    assert (result.annual_premium_yen is None) == (basis == "unavailable")


def test_an_expired_tariff_says_since_when(base: KnowledgeBase) -> None:
    assert "2027-03-31で適用期間が終わっています" in (quote(base, dt.date(2027, 4, 1)).explanation or "")
    assert "2026-04-01から適用されます" in (quote(base, dt.date(2026, 3, 31)).explanation or "")


@pytest.mark.parametrize("percent", [31, -1, Decimal("30.5")])
def test_a_discount_above_its_maximum_says_so(base: KnowledgeBase, percent: int | Decimal) -> None:
    result = quote(base, security_discount_percent=percent)
    assert (result.basis, [error.argument for error in result.errors]) == (
        "unavailable",
        ["security_discount_percent"],
    )
    assert "0%から" in result.errors[0].text


# mistakes in the YAML


def problems(text: str) -> list[str]:
    file = parse_yaml(text, "aozora-trip/premiums.yaml")
    assert isinstance(file, YamlFile)
    found = validate(file, Premiums)
    return [str(problem) for problem in found] if isinstance(found, list) else []


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(PREMIUMS.splitlines(), start=1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        (
            "{from_yen: 50000000, ",
            "{from_yen: 60000000, ",
            "revenue_bands",
            "gap between bands 1 and 2: 0 to 50,000,000 yen and",
        ),
        ("{from_yen: 50000000, ", "{from_yen: 40000000, ", "revenue_bands", "bands 1 and 2 overlap"),
        ("below_yen: 300000000}", "below_yen: null}", "revenue_bands", "bands 2 and 3 overlap"),
        (
            "{from_yen: 0, below_yen: 50000000}",
            "{from_yen: 50000000, below_yen: 50000000}",
            "revenue_bands",
            "below_yen must be more",
        ),
        ("[12000, 18500, 31000]", "[12000, 18500]", "rates", "row 1 has 2 rates for 3 revenue bands"),
        (
            "industry_class: office, yen_per",
            "industry_class: offices, yen_per",
            "rates",
            "'offices' is none of the industry_classes",
        ),
        ("yen_per_million_revenue: [null, 412.5, 268.35]", "note: x", "rates", "unknown key 'note'"),
        (
            'limit_set: "2", industry_class: office, ann',
            'limit_set: "1", industry_class: office, ann',
            "rates",
            "row named twice: standard / 1 / office",
        ),
        ("{plan: executive, ", "{", "rates", "name a plan in every row or in none"),
        ("[12000, 18500, 31000]", "[12000.5, 18500, 31000]", "rates", "valid integer"),
        ("412.5", "-412.5", "rates", "greater than or equal to 0"),
        ("factor: 1.15", "factor: 1.15, add_yen: 3", "rider_charges", "give either factor or add_yen"),
        (
            "rider: escort, plans: [standard]",
            "rider: baggage",
            "rider_charges",
            "two charges for the rider 'baggage'",
        ),
        ("factor: 1.15", "factor: yes", "rider_charges", "write a number"),
        ("factor: 1.15", "factor: .inf", "rider_charges", "finite"),
        ("factor: 1.15", "factor: 1.1500000000000001", "rider_charges", "more than 15 digits"),
        ("percent: 10}", "max_percent: 10}", "discounts", "only one discount can have max_percent"),
        ("percent: 10}", "percent: 101}", "discounts", "less than or equal to 100"),
        ("id: safety", "id: group", "discounts", "discount named twice: group"),
        (
            "industries: [construction, ",
            "industries: [consulting, ",
            "industry_classes",
            "industry named twice: consulting",
        ),
        ("unit_yen: 10", "unit_yen: 7", "rounding", "1, 10, 100 or 1000"),
        ("mode: half_up", "mode: nearest", "rounding", "'half_up', 'down' or 'up'"),
        (
            "minimum_premium_yen: 10000",
            "minimum_premium_yen: 10005",
            "minimum_premium_yen",
            "must be a multiple of rounding.unit_yen (10)",
        ),
        ("valid_until: 2027-03-31", "valid_until: 2026-03-31", "valid_until", "is before valid_from"),
        ("valid_until: 2027-03-31", "valid_til: 2027-03-31", "valid_til", "did you mean 'valid_until'?"),
    ],
)
def test_a_mistake_is_told_with_line_and_field(old: str, new: str, field: str, message: str) -> None:
    assert PREMIUMS.count(old) == 1
    mistaken = PREMIUMS.replace(old, new)
    (problem,) = problems(mistaken)
    place, told = problem.split(": ", 1)
    file, line = place.split(":")
    assert file == "aozora-trip/premiums.yaml"
    assert any(each in mistaken.splitlines()[int(line) - 1] for each in (f"{field}:", new))
    assert told.startswith(f"tariffs[0].{field}")
    assert message in told


def test_a_mistake_in_a_cell_is_told_with_its_own_line() -> None:
    (problem,) = problems(PREMIUMS.replace("[15600, 24100, 40300]", "[15600, x, 40300]"))
    assert problem.startswith(
        f"aozora-trip/premiums.yaml:{line_of('[15600,')}: tariffs[0].rates[1].annual_premium_yen"
    )


def test_two_tariffs_may_not_hold_on_one_day() -> None:
    following = (
        PREMIUMS.replace("tariffs:\n", "").replace("id: fy2026", "id: fy2027").replace("2027-03-31", "2028-03-31")
    )
    (problem,) = problems(PREMIUMS + following)
    assert "'fy2026' and 'fy2027' hold on the same day" in problem
    assert problems(PREMIUMS + following.replace("2026-04-01\n", "2027-04-01\n")) == []


def test_the_next_tariff_takes_over_on_its_first_day(tmp_path: Path) -> None:
    following = (
        PREMIUMS.replace("tariffs:\n", "")
        .replace("id: fy2026", "id: fy2027")
        .replace("valid_until: 2027-03-31", "valid_until: null")
        .replace("valid_from: 2026-04-01", "valid_from: 2027-04-01")
        .replace("24100", "30000")
    )
    (tmp_path / "aozora-trip").mkdir()
    (tmp_path / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    (tmp_path / "aozora-trip" / "premiums.yaml").write_text(PREMIUMS + following, encoding="utf-8")
    (tmp_path / "industries.yaml").write_bytes((CORPUS / "industries.yaml").read_bytes())
    base = load_knowledge(tmp_path).base
    days = (dt.date(2027, 3, 31), dt.date(2027, 4, 1), dt.date(2099, 1, 1))
    assert [quote(base, day).breakdown[0].amount_yen for day in days] == [24_100, 30_000, 30_000]


# any tariff


def knowledge(**fields: Any) -> KnowledgeBase:
    tariff = Tariff.model_validate(
        {
            "id": "t",
            "name": "表",
            "valid_from": "2026-01-01",
            "evidence": {"document": "p/a.md", "quote": "表"},
            "rounding": {"unit_yen": 1, "mode": "half_up"},
            **fields,
        }
    )
    product = Product(
        id="p",
        name="商品",
        insurer=None,
        as_of=dt.date(2026, 1, 1),
        plans=(Plan(id="m", name="全体"), Plan(id="m1", name="一", part_of="m"), Plan(id="n", name="別")),
        riders=(Rider(id="it-business", name="IT業務特約"), Rider(id="r", name="特約")),
    )
    return KnowledgeBase(products={"p": ProductKnowledge(product=product, premiums=Premiums(tariffs=(tariff,)))})


def test_a_tariff_that_depends_on_nothing_needs_no_input() -> None:
    assert estimate_premium(knowledge(rates=[{"annual_premium_yen": 5000}]), "p").annual_premium_yen == 5000


def test_a_rate_needs_the_revenue_even_without_bands() -> None:
    base = knowledge(rates=[{"yen_per_million_revenue": "0.5"}])
    assert estimate_premium(base, "p").missing == ("annual_revenue_yen",)
    assert estimate_premium(base, "p", annual_revenue_yen=10_000_000_000).annual_premium_yen == 5000


def test_a_row_for_a_whole_plan_holds_for_its_parts_unless_they_have_their_own() -> None:
    rows = [{"plan": "m", "annual_premium_yen": 100}, {"plan": "m1", "annual_premium_yen": 200}]
    assert estimate_premium(knowledge(rates=rows), "p", plan="m1").annual_premium_yen == 200
    assert estimate_premium(knowledge(rates=rows[:1]), "p", plan="m1").annual_premium_yen == 100
    assert estimate_premium(knowledge(rates=rows), "p", plan="n").outside == ("plan",)
    assert estimate_premium(knowledge(rates=rows[1:]), "p", plan="m").missing == ("plan",)


def test_the_it_rider_is_charged_where_the_tariff_has_it() -> None:
    rates = [{"annual_premium_yen": 100}]
    charged = knowledge(rates=rates, rider_charges=[{"rider": "it-business", "factor": 2}])
    assert estimate_premium(charged, "p", it_business_rider=True).annual_premium_yen == 200
    assert estimate_premium(charged, "p", it_business_rider=False).annual_premium_yen == 100
    assert estimate_premium(knowledge(rates=rates), "p", it_business_rider=True).outside == ("it_business_rider",)


def test_a_charge_that_depends_on_the_plan_needs_the_plan() -> None:
    charges = [{"rider": "r", "plans": ["m"], "add_yen": 10}, {"rider": "r", "plans": ["n"], "add_yen": 20}]
    base = knowledge(rates=[{"annual_premium_yen": 100}], rider_charges=charges)
    assert estimate_premium(base, "p", riders=["r"]).missing == ("plan",)
    assert [estimate_premium(base, "p", plan=p, riders=["r"]).annual_premium_yen for p in ("m1", "n")] == [110, 120]


def test_a_tariff_without_a_discount_to_name_refuses_one() -> None:
    result = estimate_premium(knowledge(rates=[{"annual_premium_yen": 100}]), "p", security_discount_percent=10)
    assert (result.basis, result.annual_premium_yen) == ("unavailable", None)


@pytest.mark.parametrize(
    ("mode", "premiums"), [("half_up", [100, 200, 200]), ("down", [100, 100, 100]), ("up", [200, 200, 200])]
)
def test_rounding_modes(mode: str, premiums: list[int]) -> None:
    rounding = {"unit_yen": 100, "mode": mode}
    bases = [knowledge(rates=[{"annual_premium_yen": yen}], rounding=rounding) for yen in (149, 150, 199)]
    assert [estimate_premium(base, "p").annual_premium_yen for base in bases] == premiums


decimals = st.decimals(Decimal("0.001"), 5, places=3)
percents = st.decimals(0, 100, places=2)


@st.composite
def tariffs(draw: st.DrawFn) -> dict[str, Any]:
    unit = draw(st.sampled_from([1, 10, 100, 1000]))
    charges: list[dict[str, Any]] = []
    for rider in draw(st.lists(st.sampled_from(["it-business", "r"]), unique=True)):
        charge = draw(
            st.one_of(decimals.map(lambda f: {"factor": f}), st.integers(0, 10**6).map(lambda y: {"add_yen": y}))
        )
        charges.append({"rider": rider, **charge})
    discounts: list[dict[str, Any]] = [
        {"id": f"d{number}", "name": "割引", "percent": percent}
        for number, percent in enumerate(draw(st.lists(percents, max_size=3)))
    ]
    discounts.insert(draw(st.integers(0, len(discounts))), {"id": "n", "name": "割引", "max_percent": 100})
    return {
        "rates": [
            draw(
                st.one_of(
                    st.integers(0, 10**9).map(lambda yen: {"annual_premium_yen": yen}),
                    decimals.map(lambda rate: {"yen_per_million_revenue": rate}),
                )
            )
        ],
        "rider_charges": charges,
        "discounts": discounts,
        "rounding": {"unit_yen": unit, "mode": draw(st.sampled_from(["half_up", "down", "up"]))},
        "minimum_premium_yen": draw(st.integers(0, 1000)) * unit,
    }


def exact(tariff: dict[str, Any], revenue: int, percent: Decimal) -> int:
    """The premium by fractions."""
    (row,) = tariff["rates"]
    premium = Fraction(row.get("annual_premium_yen", 0))
    premium += Fraction(row.get("yen_per_million_revenue", 0)) * revenue / 1_000_000
    for charge in tariff["rider_charges"]:
        premium = premium * Fraction(charge.get("factor", 1)) + charge.get("add_yen", 0)
    for discount in tariff["discounts"]:
        premium *= 1 - Fraction(discount.get("percent", percent)) / 100
    rounding = tariff["rounding"]
    units: Fraction = max(premium, Fraction(tariff["minimum_premium_yen"])) / rounding["unit_yen"]
    rounded = {"half_up": floor(units + Fraction(1, 2)), "down": floor(units), "up": ceil(units)}
    return rounded[str(rounding["mode"])] * int(rounding["unit_yen"])


@given(tariffs(), st.integers(0, 10**13), percents)
def test_every_premium_is_exact_and_its_steps_add_up_to_the_yen(
    tariff: dict[str, Any], revenue: int, percent: Decimal
) -> None:
    riders = [charge["rider"] for charge in tariff["rider_charges"]]
    base = knowledge(**tariff)
    result = estimate_premium(base, "p", None, revenue, None, None, percent, riders=riders)
    assert result.basis == "tariff"
    assert result.annual_premium_yen == exact(tariff, revenue, percent)
    assert total(result) == result.annual_premium_yen
    assert result.breakdown[-1].subtotal_yen == str(result.annual_premium_yen)
    with localcontext(prec=2):
        assert estimate_premium(base, "p", None, revenue, None, None, percent, riders=riders) == result


@given(tariffs(), st.integers(0, 10**10), percents, percents)
def test_a_higher_discount_never_costs_more(
    tariff: dict[str, Any], revenue: int, one: Decimal, other: Decimal
) -> None:
    base = knowledge(**tariff)
    premiums = [
        estimate_premium(base, "p", None, revenue, None, None, percent).annual_premium_yen or 0
        for percent in sorted((one, other))
    ]
    assert premiums[0] >= premiums[1]
    assert premiums[1] >= tariff["minimum_premium_yen"]
