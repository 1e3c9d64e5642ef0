from __future__ import annotations

import pytest

from assistant.knowledge.check_facts import with_parts
from assistant.knowledge.products import Product
from tests.knowledge.conftest import SmallCorpus

COVERAGE = "travel/coverage.yaml"
PRODUCTS = """
travel:
  name: 旅行保険
  insurer: 例示保険
  as_of: 2026-01-01
  plans:
    - {id: light, name: ライトプラン}
    - {id: full, name: フルプラン}
    - {id: full-1, name: フルプラン1, part_of: full}
    - {id: full-1a, name: フルプラン1A, part_of: full-1}
  limit_sets: [{id: "1", name: セット1}, {id: "2", name: セット2}]
  riders: [{id: a, name: 特約A}, {id: b, name: 特約B}]
"""
QUOTES = "\n".join(
    [
        "治療費用の支払限度額は、1事故300万円、1請求500万円です。",
        "治療費用の免責金額は「なし」です。",
        "治療費用の免責金額は5千円です。",
        "治療費用は補償されません。",
    ]
)
EVIDENCE = "[{document: travel/more.md, quote: 支払限度額は、1事故300万円、1請求500万円です}"
ZERO = "{document: travel/more.md, quote: 免責金額は「なし」です}"
LOW = "{document: travel/more.md, quote: 免責金額は5千円です}"


@pytest.fixture
def plans(corpus: SmallCorpus) -> SmallCorpus:
    """A product with nested plans, sets and riders, and a document with some limits."""
    (corpus.folder / "pet" / "plan.md").unlink()
    corpus.write("products.yaml", PRODUCTS)
    corpus.document("travel/more.md", QUOTES)
    return corpus


def flow(identity: str, rest: str, *, label: str = "治療費用", kind: str = "cost") -> str:
    """A fact on one line."""
    return f"- {{id: {identity}, label: {label}, kind: {kind}, {rest}, evidence: {EVIDENCE}, {ZERO}, {LOW}]}}\n"


def contradictions(corpus: SmallCorpus, *facts: str) -> list[str]:
    """What is told of these facts, without the file's name."""
    corpus.write(COVERAGE, "".join(facts))
    return [str(problem).removeprefix(f"{COVERAGE}:") for problem in corpus.errors()]


def test_facts_with_other_names_or_kinds_do_not_contradict_each_other(plans: SmallCorpus) -> None:
    covered, not_covered = "verdict: covered", "verdict: not_covered"
    assert contradictions(plans, flow("a", covered), flow("b", not_covered, label="入院費用")) == []
    assert contradictions(plans, flow("a", covered), flow("b", not_covered, kind="event")) == []
    assert contradictions(plans, flow("a", covered), flow("b", covered)) == []


@pytest.mark.parametrize(
    "label",
    ["治療費用", "治 療 費 用", "{ja: x, en: y}, aliases: [治療費用]", "x, aliases: [あ, 治療費用]"],
)
def test_other_verdicts_under_one_name_are_told(label: str, plans: SmallCorpus) -> None:
    told = contradictions(plans, flow("a", "verdict: covered"), flow("b", "verdict: not_covered", label=label))
    assert told == [
        "2: [1].verdict: contradicts 'a': both are called '治療費用', one is covered, the other not_covered: "
        "part them by plan, set or rider, or correct one"
    ]


def test_an_english_label_is_a_name_too(plans: SmallCorpus) -> None:
    one = flow("a", "verdict: covered", label="{ja: 甲, en: Treatment costs}")
    other = flow("b", "verdict: conditional, condition: x", label="{ja: 乙, en: treatment costs}")
    (told,) = contradictions(plans, one, other)
    assert "both are called 'treatmentcosts', one is covered, the other conditional" in told


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("plans: [light]", "plans: [full]", False),
        ("plans: [light]", "plans: [light, full]", True),
        ("plans: [light]", "plans: []", True),
        ("plans: [full]", "plans: [full-1]", True),
        ("plans: [full]", "plans: [full-1a]", True),
        ("plans: [full-1a]", "plans: [full]", True),
        ("plans: [light]", "plans: [full-1a]", False),
        ('limit_sets: ["1"]', 'limit_sets: ["2"]', False),
        ('limit_sets: ["1"]', 'limit_sets: ["1", "2"]', True),
        ('limit_sets: ["1"]', "limit_sets: []", True),
        ("riders: []", "riders: [a]", False),
        ("riders: [a]", "riders: [b]", False),
        ("riders: [a]", "riders: [a, b]", True),
        ('plans: [light], limit_sets: ["1"]', 'plans: [light], limit_sets: ["2"]', False),
    ],
)
def test_facts_contradict_each_other_where_one_policy_has_both(
    one: str, other: str, contradict: bool, plans: SmallCorpus
) -> None:
    told = contradictions(plans, flow("a", f"verdict: covered, {one}"), flow("b", f"verdict: not_covered, {other}"))
    assert [line.split(" contradicts")[0] for line in told] == (["2: [1].verdict:"] if contradict else [])


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [
        ("{amount_yen: 3000000, per: 1事故}", "{amount_yen: 3000000, per: 1事故}", False),
        ("{amount_yen: 3000000, per: 1事故}", "{amount_yen: 5000000, per: 1事故}", True),
        ("{amount_yen: 3000000, per: 1事故}", "{amount_yen: 5000000, per: １事故}", True),
        ("{amount_yen: 3000000, per: 1事故}", "{amount_yen: 5000000, per: 1請求}", False),
        ("{amount_yen: 3000000, per: 1事故}", "{amount_yen: 5000000, per: null}", True),
        ("{amount_yen: 3000000, shared: 費用}", "{amount_yen: 5000000, shared: 賠償}", False),
        ("{amount_yen: 3000000, plans: [light]}", "{amount_yen: 5000000, plans: [full]}", False),
        ("{amount_yen: 3000000, plans: [full]}", "{amount_yen: 5000000, plans: [full-1a]}", True),
        ('{amount_yen: 3000000, limit_sets: ["1"]}', '{amount_yen: 5000000, limit_sets: ["2"]}', False),
        ('{amount_yen: 3000000, limit_sets: ["1"]}', "{amount_yen: 5000000}", True),
        ("{amount_yen: 3000000}", "null", False),
    ],
)
def test_other_limits_under_one_name_are_told(one: str, other: str, contradict: bool, plans: SmallCorpus) -> None:
    facts = (flow("a", f"verdict: covered, limit: {one}"), flow("b", f"verdict: covered, limit: {other}"))
    message = (
        "2: [1].limit.amount_yen: contradicts 'a': both are called '治療費用', one has the limit 3,000,000 yen, "
        "the other 5,000,000 yen: part them by plan, set or rider, or correct one"
    )
    assert contradictions(plans, *facts) == ([message] if contradict else [])


def test_a_limit_without_plans_is_one_of_the_plans_of_its_fact(plans: SmallCorpus) -> None:
    one = flow("a", "verdict: covered, plans: [light], limit: {amount_yen: 3000000}")
    wider = "verdict: covered, plans: [light, full], limit: {amount_yen: 5000000"
    assert contradictions(plans, one, flow("b", f"{wider}, plans: [full]}}")) == []
    assert len(contradictions(plans, one, flow("b", f"{wider}}}"))) == 1


def test_other_deductibles_under_one_name_are_told(plans: SmallCorpus) -> None:
    one = flow("a", "verdict: covered, deductible: {amount_yen: 0}")
    other = flow("b", "verdict: covered, deductible: {amount_yen: 5000}")
    (told,) = contradictions(plans, one, other)
    assert told.startswith("2: [1].deductible.amount_yen: contradicts 'a'")
    assert "one has the deductible 0 yen, the other 5,000 yen" in told


def test_limits_of_one_fact_that_contradict_each_other_are_told(plans: SmallCorpus) -> None:
    limits = "- {amount_yen: 3000000}\n    - {amount_yen: 5000000, plans: [full]}"
    fact = f"- id: a\n  label: x\n  kind: cost\n  verdict: covered\n  limit:\n    {limits}\n  evidence: {EVIDENCE}]\n"
    message = "two limits for one plan and set, 3,000,000 yen and 5,000,000 yen"
    assert contradictions(plans, fact) == [
        f"7: [0].limit[1].amount_yen: {message}: part them by plans, limit_sets, per or shared"
    ]


@pytest.mark.parametrize(
    ("fact", "limit", "field"),
    [("plans: [light]", "plans: [full]", "plans"), ('limit_sets: ["1"]', 'limit_sets: ["2"]', "limit_sets")],
)
def test_a_limit_for_what_the_fact_is_not_about_is_told(
    fact: str, limit: str, field: str, plans: SmallCorpus
) -> None:
    (told,) = contradictions(plans, flow("a", f"verdict: covered, {fact}, limit: {{amount_yen: 3000000, {limit}}}"))
    assert told.startswith(f"1: [0].limit.{field}: is for ")
    assert told.endswith("which the fact is not about: correct one of them")


@pytest.mark.parametrize(("verdict", "warned"), [("covered", True), ("not_covered", False)])
def test_a_verdict_whose_only_quote_says_the_opposite_is_a_warning(
    verdict: str, warned: bool, plans: SmallCorpus
) -> None:
    evidence = "evidence: {document: travel/more.md, quote: 治療費用は補償されません}"
    plans.write(COVERAGE, f"- {{id: a, label: 治療費用, kind: cost, verdict: {verdict}, {evidence}}}\n")
    message = "is covered, but its quotes say not_covered: correct it, or quote where that is said"
    told = [str(problem) for problem in plans.warnings() if problem.file == COVERAGE]
    assert told == ([f"{COVERAGE}:1: [0].verdict: {message}"] if warned else [])
    assert plans.errors() == []


def test_plans_have_their_parts_at_any_depth() -> None:
    product = Product.model_validate(
        {
            "id": "p",
            "name": "x",
            "insurer": None,
            "as_of": "2026-01-01",
            "plans": [
                {"id": "a", "name": "a"},
                {"id": "b", "name": "b", "part_of": "a"},
                {"id": "c", "name": "c", "part_of": "b"},
                {"id": "d", "name": "d"},
            ],
        }
    )
    assert with_parts(product, ()) == {"a", "b", "c", "d"}
    assert with_parts(product, ("a",)) == {"a", "b", "c"}
    assert with_parts(product, ("c", "d")) == {"c", "d"}
    assert with_parts(product.model_copy(update={"plans": ()}), ()) == {""}
