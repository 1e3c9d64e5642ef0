from __future__ import annotations

import pytest

from tests.knowledge.conftest import SmallCorpus

PRODUCTS = """
travel:
  name: 旅行保険
  aliases: [旅行, トラベル]
  insurer: 例示保険
  as_of: 2026-01-01
  plans:
    - {id: light, name: ライトプラン}
    - {id: full, name: フルプラン, part_of: light}
  limit_sets:
    - {id: "1", name: セット1}
  riders:
    - {id: baggage, name: 携行品特約, plans: [full]}
pet:
  name: ペット保険
  insurer: 例示保険
  as_of: 2026-01-01
"""
INDUSTRIES = """
- {id: farm, label: 農業, names: [農家, 畑]}
- {id: bank, label: 銀行, names: [ＢＡＮＫ]}
"""
EVIDENCE = "evidence: {document: travel/plan.md, quote: 治療費用が1事故につき300万円まで補償されます}"


@pytest.fixture
def named(corpus: SmallCorpus) -> SmallCorpus:
    """The small corpus with plans, a set, a rider and industries."""
    corpus.write("products.yaml", PRODUCTS)
    corpus.write("industries.yaml", INDUSTRIES)
    return corpus


def test_known_ids_are_no_problem(named: SmallCorpus) -> None:
    named.replace("travel/coverage.yaml", "kind: cost", 'kind: cost\n  plans: [full]\n  limit_sets: ["1"]')
    assert named.errors() == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "part_of: light",
            "part_of: lite",
            "products.yaml:9: travel.plans[1].part_of: 'lite' is unknown: did you mean 'light'?",
        ),
        (
            "part_of: light",
            "part_of: full",
            "products.yaml:9: travel.plans[1].part_of: 'full' is part of itself: "
            "name the plan that it is a variant of",
        ),
        (
            "plans: [full]",
            "plans: [full, max]",
            "products.yaml:13: travel.riders[0].plans[1]: 'max' is unknown: known plans are full, light",
        ),
        (
            "{id: full, ",
            "{id: light, ",
            "products.yaml:9: travel.plans[1].id: 'light' stands twice, first on line 8: ids are unique, rename one",
        ),
    ],
)
def test_a_faulty_id_of_products_yaml_is_told(old: str, new: str, message: str, named: SmallCorpus) -> None:
    named.replace("products.yaml", old, new)
    assert str(named.errors()[0]) == message


def test_plans_that_are_part_of_each_other_are_told(named: SmallCorpus) -> None:
    named.replace("products.yaml", "ライトプラン}", "ライトプラン, part_of: full}")
    assert [(problem.line, problem.field) for problem in named.errors()] == [
        (8, "travel.plans[0].part_of"),
        (9, "travel.plans[1].part_of"),
    ]


@pytest.mark.parametrize(
    ("added", "message"),
    [
        ("plans: [ful]", "4: [0].plans[0]: 'ful' is unknown: did you mean 'full'?"),
        ('limit_sets: ["1", "2"]', "4: [0].limit_sets[1]: '2' is unknown: known limit_sets are 1"),
        ("riders:\n    - baggage\n    - golf", "6: [0].riders[1]: 'golf' is unknown: known riders are baggage"),
        (
            "limit: {amount_yen: 3000000, plans: [light, x]}",
            "4: [0].limit.plans[1]: 'x' is unknown: known plans are full, light",
        ),
    ],
)
def test_an_unknown_id_of_a_fact_is_told(added: str, message: str, named: SmallCorpus) -> None:
    named.write(
        "travel/coverage.yaml",
        f"- id: a\n  label: x\n  kind: cost\n  {added}\n  verdict: covered\n  {EVIDENCE}\n",
    )
    assert f"travel/coverage.yaml:{message}" in [str(problem) for problem in named.errors()]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("type: membership\n  plans: [x]", "3: [0].plans[0]: 'x' is unknown: known plans are full, light"),
        ("type: unspecified\n  riders: [bagage]", "3: [0].riders[0]: 'bagage' is unknown: did you mean 'baggage'?"),
        ("type: industry\n  excluded: [farms]", "3: [0].excluded[0]: 'farms' is unknown: did you mean 'farm'?"),
        (
            "type: industry\n  excluded: [farm]\n  borderline: [zoo]",
            "4: [0].borderline[0]: 'zoo' is unknown: known industries are bank, farm",
        ),
    ],
)
def test_an_unknown_id_of_a_rule_is_told(rule: str, message: str, named: SmallCorpus) -> None:
    named.write("travel/eligibility.yaml", f"- id: a\n  {rule}\n  text: x\n  {EVIDENCE}\n")
    assert named.error() == f"travel/eligibility.yaml:{message}"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("industry: farm", "industry: farmer", "3: examples[0].industry: 'farmer' is unknown: did you mean 'farm'?"),
        ('limit_set: "1"', 'limit_set: "9"', "4: examples[0].limit_set: '9' is unknown: known limit_sets are 1"),
        (
            "riders: [baggage]",
            "riders: [golf]",
            "5: examples[0].riders[0]: 'golf' is unknown: known riders are baggage",
        ),
        (
            "{plan: light",
            "{plan: max",
            "7: examples[0].premiums[0].plan: 'max' is unknown: known plans are full, light",
        ),
        (
            "industries: [bank]",
            "industries: [bunk]",
            "14: tariffs[0].industry_classes[0].industries[0]: 'bunk' is unknown",
        ),
        ("plan: full", "plan: ful", "15: tariffs[0].rates[0].plan: 'ful' is unknown: did you mean 'full'?"),
        (
            "rider: baggage",
            "rider: luggage",
            "16: tariffs[0].rider_charges[0].rider: 'luggage' is unknown: did you mean",
        ),
    ],
)
def test_an_unknown_id_of_a_premium_is_told(old: str, new: str, message: str, named: SmallCorpus) -> None:
    named.write(
        "travel/premiums.yaml",
        f"""\
examples:
  - id: e
    industry: farm
    limit_set: "1"
    riders: [baggage]
    premiums:
      - {{plan: light, annual_premium_yen: 3000000}}
    {EVIDENCE}
tariffs:
  - id: t
    name: 料率表
    valid_from: 2026-01-01
    industry_classes:
      - {{id: c, name: x, industries: [bank]}}
    rates: [{{plan: full, industry_class: c, annual_premium_yen: [84640]}}]
    rider_charges: [{{rider: baggage, factor: 2}}]
    rounding: {{unit_yen: 10, mode: down}}
    {EVIDENCE}
""",
    )
    assert named.errors() == []
    named.replace("travel/premiums.yaml", old, new)
    assert named.error().startswith(f"travel/premiums.yaml:{message}")


def test_an_id_of_a_product_without_such_a_list_says_where_to_add_it(named: SmallCorpus) -> None:
    named.write(
        "pet/coverage.yaml", f"- id: a\n  label: x\n  kind: cost\n  verdict: covered\n  plans: [p]\n  {EVIDENCE}\n"
    )
    message = "'p' is unknown: add it to pet.plans of products.yaml, or correct it"
    assert named.error() == f"pet/coverage.yaml:5: [0].plans[0]: {message}"


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("coverage.yaml", f"- {{id: a, label: x, kind: cost, verdict: covered, {EVIDENCE}}}\n"),
        ("eligibility.yaml", f"- {{id: a, type: membership, text: x, {EVIDENCE}}}\n"),
    ],
)
def test_an_id_that_stands_twice_is_told_with_both_lines(name: str, entry: str, named: SmallCorpus) -> None:
    named.write(f"travel/{name}", f"- broken\n{entry}\n{entry.replace('id: a', 'id: b')}{entry}")
    assert f"travel/{name}:5: [3].id: 'a' stands twice, first on line 2: ids are unique, rename one" in [
        str(problem) for problem in named.errors()
    ]


def test_the_same_id_in_two_products_is_no_problem(named: SmallCorpus) -> None:
    named.write(
        "pet/coverage.yaml",
        "- {id: treatment, label: 通院, kind: cost, verdict: covered,\n"
        "   evidence: {document: pet/plan.md, quote: ペットの通院費用は1日1万円まで補償されます}}\n",
    )
    assert named.problems() == []


def test_a_name_of_two_industries_is_told(named: SmallCorpus) -> None:
    named.replace("industries.yaml", "names: [農家, 畑]", "names: [農家, bank, 畑]")
    message = "'ＢＡＮＫ' stands under 'farm' already: a name belongs to one class, remove it from one"
    assert named.error() == f"industries.yaml:3: [1].names[0]: {message}"


def test_an_industry_that_stands_twice_is_told(named: SmallCorpus) -> None:
    named.replace("industries.yaml", "id: bank", "id: farm")
    assert (
        named.error() == "industries.yaml:3: [1].id: 'farm' stands twice, first on line 2: ids are unique, rename one"
    )


@pytest.mark.parametrize("name", ["旅行", "旅行保険", "ﾄﾗﾍﾞﾙ"])
def test_a_name_of_two_products_is_a_warning(name: str, named: SmallCorpus) -> None:
    named.replace("products.yaml", "  name: ペット保険\n", f"  name: ペット保険\n  aliases: [犬, {name}]\n")
    assert named.errors() == []
    (warning,) = [problem for problem in named.warnings() if problem.file == "products.yaml"]
    assert (warning.line, warning.field) == (16, "pet.aliases[1]")
    assert f"'{name}' means 'travel' too" in warning.message


def test_a_name_of_two_plans_of_a_product_is_a_warning(named: SmallCorpus) -> None:
    named.replace("products.yaml", "name: フルプラン", "name: フルプラン, aliases: [ライトプラン]")
    (warning,) = [problem for problem in named.warnings() if problem.file == "products.yaml"]
    assert (warning.line, warning.field) == (9, "travel.plans[1]")
    assert "'ライトプラン' means 'light' too: give each of them names of its own" in warning.message
