"""Sets and plans that are described, over the real corpus and over a product that nobody has seen."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.agent.conversation.names import ProductNames
from assistant.agent.conversation.slots import Slots, read_slots
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.premiums import Premiums
from assistant.knowledge.products import LimitSet, Plan, Product
from assistant.knowledge.tariffs import Tariff
from assistant.tools.industries import IndustryFinder
from tests.agent.conversation.reading import ids, slots

EVIDENCE = {"document": "p/a.md", "quote": "表"}
RATES: list[dict[str, object]] = [
    {"plan": "gold", "limit_set": "small", "annual_premium_yen": [9000]},
    {"plan": "silver", "limit_set": "small", "annual_premium_yen": [5000]},
    {"plan": "gold", "limit_set": "large", "annual_premium_yen": [12000]},
    {"plan": "silver", "limit_set": "large", "annual_premium_yen": [None]},
]


def other(rates: list[dict[str, object]] = RATES, large_yen: int = 70_000_000) -> KnowledgeBase:
    """A product whose sets and plans have no numbers in their names."""
    limits = [
        {"amount_yen": 20_000_000, "per": None, "limit_sets": ["small"], "shared": "賠償"},
        {"amount_yen": large_yen, "per": None, "limit_sets": ["large"], "shared": "賠償"},
        {"amount_yen": 1_000_000, "per": None, "limit_sets": ["small"], "shared": "費用"},
        {"amount_yen": 4_000_000, "per": None, "limit_sets": ["large"], "shared": "費用"},
    ]
    fact = {"id": "f", "label": {"ja": "賠償金"}, "kind": "liability", "verdict": "covered", "limit": limits}
    tariff = {
        "id": "t",
        "name": "表",
        "valid_from": "2026-01-01",
        "rounding": {"unit_yen": 1, "mode": "half_up"},
        "rates": rates,
    }
    product = Product(
        id="p",
        name="みどり保険",
        insurer=None,
        as_of=dt.date(2026, 1, 1),
        plans=(Plan(id="silver", name="シルバー"), Plan(id="gold", name="ゴールド")),
        limit_sets=(LimitSet(id="small", name="ミニ"), LimitSet(id="large", name="マックス")),
    )
    known = ProductKnowledge(
        product=product,
        coverage=(CoverageFact.model_validate({**fact, "evidence": EVIDENCE}),),
        premiums=Premiums(tariffs=(Tariff.model_validate({**tariff, "evidence": EVIDENCE}),)),
    )
    return KnowledgeBase(products={"p": known})


def read(message: str, base: KnowledgeBase | None = None) -> Slots:
    known = base or other()
    return read_slots(message, ProductNames(known), IndustryFinder(known), "p")


@pytest.mark.parametrize(
    ("message", "described"),
    [
        ("一番小さいセットだといくら", ["small"]),
        ("いちばん手厚いセットで", ["large"]),
        ("the largest set please", ["large"]),
        ("賠償が7千万まで出るセットで", ["large"]),
        ("費用100万円のセット", ["small"]),
        ("安いほうのプランで", ["silver"]),
        ("高い方で", ["gold"]),
        ("賠償が3千万のセット", []),
        ("一番安いプランはどれ?", []),
        ("割引率の高い方で", []),
        ("売上が7千万の会社", []),
    ],
)
def test_what_a_product_has_says_which_is_meant(message: str, described: list[str]) -> None:
    assert ids(read(message).described) == described


def test_nothing_is_cheaper_where_the_rates_differ_on_it() -> None:
    crossed: list[dict[str, object]] = [
        *RATES[:3],
        {"plan": "silver", "limit_set": "large", "annual_premium_yen": [20000]},
    ]
    assert read("安いほうのプランで", other(rates=crossed)).described == ()


def test_nothing_is_the_largest_where_limits_differ_on_it() -> None:
    assert read("一番大きいセットで", other(large_yen=10_000_000)).described == ()


def test_an_amount_that_is_a_limit_is_no_revenue() -> None:
    found = read("年商5億円。賠償が7千万まで出るセットで")
    assert [each.text for each in found.limits] == ["7千万まで"]


@pytest.mark.parametrize(
    ("message", "described"),
    [
        ("中央会の一番小さいセット", ["1"]),
        ("中央会の一番大きいセット", ["4"]),
        ("中央会で賠償5千万円のセット", ["2"]),
        ("中央会で費用3千万円のセット", []),
        ("中央会の安いほうのプラン", ["basic"]),
        ("Chuokai, the more expensive plan", ["wide"]),
        ("中央会のセット2、賠償1億円のセットではなく", []),
        ("弥生の有料プランの一番下のプラン", ["paid-100m"]),
        ("弥生の一番下のプラン", []),
    ],
)
def test_the_products_of_the_corpus_are_described(message: str, described: list[str]) -> None:
    assert ids(slots(message).described) == described
