from __future__ import annotations

import pytest

from assistant.answers import Verdict
from assistant.knowledge.base import KnowledgeBase
from assistant.tools.coverage import check_coverage
from assistant.tools.coverage.facts import is_general
from tests.tools.coverage.looking import BASE, BY_NAME, OWN_PRODUCTS, group, look_up, one

# general word


def test_only_the_guide_is_general_word() -> None:
    assert [product for product, known in BASE.products.items() if is_general(known)] == ["guide"]


@pytest.mark.parametrize("product", OWN_PRODUCTS)
@pytest.mark.parametrize("item", ["身代金", "ビジネスメール詐欺", "ランサムウェアで払った身代金は出ますか", "ransom"])
def test_ransom_and_mail_fraud_are_refused_on_general_word_and_the_wording_decides(product: str, item: str) -> None:
    found = group(look_up(item, product))
    assert (found.product, found.general, found.verdict) == ("guide", True, "not_covered")
    name = BASE.products[product].product.name
    assert found.note == (
        f"「{name}」の資料には、この項目の記載がありません。以下は一般的な説明で、実際の扱いは約款で決まります。"
    )
    assert found.facts[0].evidence[0].document == "guide/coverage.md"


def test_without_a_product_general_word_says_what_it_is() -> None:
    found = group(look_up("身代金"))
    assert (found.product, found.verdict) == ("guide", "not_covered")
    assert "一般的な説明" in (found.note or "")


def test_general_word_is_silent_where_the_product_speaks() -> None:
    assert group(look_up("システム停止", "yayoi")).product == "yayoi"
    assert group(look_up("売上減少", "yayoi")).product == "guide"


def test_each_product_that_knows_the_item_has_one_group_and_general_word_is_last() -> None:
    groups = one(look_up("情報漏えい")).products
    assert [found.product for found in groups] == ["yayoi", "chuokai", "cyber-protector", "sompo-pack", "guide"]
    assert [found.general for found in groups] == [False, False, False, False, True]
    assert groups[0].as_of == BASE.products["yayoi"].product.as_of


def test_an_item_that_no_source_mentions_is_unknown_and_names_a_person() -> None:
    result = look_up("駆付け費用", "yayoi")
    assert one(result).products == ()
    assert "約款" in (one(result).note or "")
    assert [contact.phone for contact in result.contacts] == ["0120-008588"]
    assert "確認できません" in (one(look_up("隕石")).note or "")


# plans and sets


@pytest.mark.parametrize(
    ("plan", "verdict", "limits"),
    [
        ("5億円プラン", "covered", [50_000_000]),
        ("paid-300m", "covered", [50_000_000]),
        ("1億プラン", "covered", [10_000_000]),
        ("有料プラン", "covered", [50_000_000, 50_000_000, 10_000_000]),
        ("無料補償", "not_covered", []),
        (None, "conditional", [50_000_000, 50_000_000, 10_000_000]),
    ],
)
def test_a_plan_narrows_facts_and_limits(plan: str | None, verdict: Verdict, limits: list[int]) -> None:
    found = group(look_up("見舞金", "yayoi", plan))
    assert found.verdict == verdict
    assert [limit.amount_yen for fact in found.facts for limit in fact.limits] == limits


def test_verdicts_that_differ_by_plan_say_so() -> None:
    assert group(look_up("見舞金", "yayoi")).note == "プランによって結果が異なります。"


def test_an_item_of_other_plans_only_has_no_verdict_for_this_one() -> None:
    found = group(look_up("プライバシー侵害", "yayoi", "無料補償"))
    assert (found.verdict, found.facts) == (None, ())
    assert found.note == "「無料補償」についての記載がありません。記載があるのは次のプランです: 有料プラン"


@pytest.mark.parametrize(
    ("limit_set", "limit"), [("1", 10_000_000), ("セット2", 20_000_000), ("加入セット3", 30_000_000)]
)
def test_a_set_narrows_limits(limit_set: str, limit: int) -> None:
    result = look_up("見舞金", plan="ワイド", limit_set=limit_set)
    assert result.about[0] == "ワイドプラン"
    assert [each.amount_yen for each in group(result).facts[0].limits] == [limit]


def test_a_plan_without_a_product_means_the_one_that_has_it() -> None:
    assert group(look_up("復旧費用", plan="ワイド")).product == "chuokai"
    assert group(look_up("復旧費用", plan="ワイド")).verdict == "covered"
    assert group(look_up("復旧費用", plan="ベーシック")).verdict == "conditional"


def test_a_plan_of_several_products_is_asked_back() -> None:
    twin = BASE.products["yayoi"].model_copy(
        update={"product": BASE.products["yayoi"].product.model_copy(update={"id": "twin"})}
    )
    base = KnowledgeBase(products={**BASE.products, "twin": twin})
    (error,) = check_coverage(base, "見舞金", plan="無料補償").errors
    assert error.argument == "product"
    assert [choice.id for choice in error.known] == ["yayoi", "twin"]


# what goes with a verdict


def test_a_conditional_fact_always_carries_its_condition_and_every_fact_its_evidence() -> None:
    for product, known in BASE.products.items():
        for fact in known.coverage:
            (found,) = one(look_up(fact.label.ja, product)).products
            entry = next(each for each in found.facts if each.fact == fact.id)
            assert entry.evidence == fact.evidence
            assert (entry.condition is not None) == (fact.condition is not None)
            assert len(entry.limits) == len(fact.limit)


def test_limit_deductible_rider_and_note_are_carried() -> None:
    (fact,) = group(look_up("ネットワーク障害", "chuokai", limit_set="3")).facts
    assert fact.verdict == "conditional"
    assert fact.riders == ("利益損害補償特約",)
    assert [(limit.amount_yen, limit.limit_sets, limit.shared) for limit in fact.limits] == [
        (30_000_000, ("加入セット3", "加入セット4"), "利益損害")
    ]
    assert (fact.deductible_yen, fact.deductible) == (0, "なし")
    assert "100億円以下" in (fact.condition or "")
    assert fact.note


def test_the_evidence_of_a_result_has_no_doubles() -> None:
    evidence = look_up(["見舞金", "見舞金"]).evidence
    assert evidence
    assert len(evidence) == len(set(evidence))


def test_answers_in_english_keep_the_japanese_quote() -> None:
    found = group(check_coverage(BASE, "ransom", "yayoi", finder=BY_NAME, locale="en"))
    assert (found.facts[0].label, found.verdict) == ("ransom payment", "not_covered")
    assert "policy wording decides" in (found.note or "")
    assert "身代金は補償されません" in found.facts[0].evidence[0].quote


# wrong arguments


@pytest.mark.parametrize(
    ("items", "product", "plan", "argument"),
    [
        ("", "yayoi", None, "item"),
        ([], "yayoi", None, "item"),
        (["  "], None, None, "item"),
        ("見舞金", "nope", None, "product"),
        ("見舞金", "yayoi", "ワイド", "plan"),
        ("見舞金", None, "nope", "product"),
    ],
)
def test_what_cannot_be_taken_is_named(
    items: str | list[str], product: str | None, plan: str | None, argument: str
) -> None:
    result = look_up(items, product, plan)
    assert [error.argument for error in result.errors] == [argument]
    assert result.items == ()


def test_a_base_without_facts_knows_nothing() -> None:
    base = KnowledgeBase(products={"yayoi": BASE.products["yayoi"].model_copy(update={"coverage": ()})})
    assert one(check_coverage(base, "見舞金")).products == ()
