from __future__ import annotations

import pytest

from assistant.knowledge.verdict_phrases import speaks_generally, verdict_phrases, verdicts_in
from tests.knowledge.conftest import SmallCorpus

PET_FACT = """
- id: visit
  label: 通院
  kind: cost
  verdict: covered
  evidence: {document: pet/plan.md, quote: ペットの通院費用は1日1万円まで補償されます}
"""


@pytest.fixture
def closed(corpus: SmallCorpus) -> SmallCorpus:
    """The small corpus without gaps."""
    corpus.write("pet/coverage.yaml", PET_FACT)
    assert corpus.problems() == []
    return corpus


def gaps(corpus: SmallCorpus) -> list[str]:
    assert corpus.errors() == []
    return [str(problem) for problem in corpus.warnings()]


def test_a_cover_that_no_fact_is_about_is_a_warning(corpus: SmallCorpus) -> None:
    assert gaps(corpus) == [
        "pet/plan.md: states a cover that no fact in pet/coverage.yaml is about: "
        "「ペットの通院費用は1日1万円まで補償されます。」: add a fact"
    ]


def test_a_document_is_told_once_with_the_number_of_its_covers(closed: SmallCorpus) -> None:
    closed.document("travel/more.md", "携行品は補償されます。遅延は補償の対象です。盗難は補償されません。")
    (told,) = gaps(closed)
    assert told.startswith(
        "travel/more.md: states 3 covers that no fact in travel/coverage.yaml is about: 「携行品は補"
    )


@pytest.mark.parametrize(
    "body",
    [
        "携行品は補償されますか。",
        "携行品は補償されますか?",
        "携行品についてご案内します。",
        "治療費用は、海外でも補償されます。",
        "病院代も補償の対象です。",
        "| 費用 | 扱い |\n|---|---|\n| 治療費用 | 補償されます |",
        "旅行プランでは、治療費用が1事故につき300万円まで補償されます。",
    ],
)
def test_questions_and_covers_that_a_fact_is_about_are_no_gaps(body: str, closed: SmallCorpus) -> None:
    closed.document("travel/more.md", body)
    assert gaps(closed) == []


def test_what_a_staff_document_states_is_no_gap(closed: SmallCorpus) -> None:
    closed.document("travel/more.md", "携行品は補償されます。", audience="staff")
    assert gaps(closed) == []


def test_a_fact_of_another_product_does_not_close_a_gap(closed: SmallCorpus) -> None:
    closed.document("travel/more.md", "通院は補償されます。")
    assert len(gaps(closed)) == 1


def test_a_general_statement_is_known_where_a_fact_of_any_product_says_so(closed: SmallCorpus) -> None:
    closed.document("travel/more.md", "保険では一般に、通院は補償されます。")
    assert gaps(closed) == []
    closed.document("travel/more.md", "保険では一般に、通院は補償されません。")
    assert len(gaps(closed)) == 1
    closed.document("travel/more.md", "保険では一般に、手術は補償されます。")
    assert len(gaps(closed)) == 1


def test_the_evidence_of_rules_discounts_and_notes_counts(closed: SmallCorpus) -> None:
    body = "年商1億円以上の会社は対象外です。\n\n割引後の金額も補償の対象です。\n\n団体は補償対象です。"
    closed.document("travel/more.md", body)
    assert "states 3 covers" in gaps(closed)[0]
    closed.write(
        "travel/eligibility.yaml",
        "- {id: r, type: membership, text: x,\n"
        "   evidence: {document: travel/more.md, quote: 年商1億円以上の会社は対象外です}}\n",
    )
    closed.write(
        "travel/premiums.yaml",
        "discounts:\n"
        "  - {id: d, name: x, percent: 0,\n"
        "     evidence: {document: travel/more.md, quote: 割引後の金額も補償の対象です}}\n"
        "notes:\n"
        "  - {text: x, evidence: {document: travel/more.md, quote: 団体は補償対象です}}\n",
    )
    assert gaps(closed) == []


def test_an_excluded_industry_is_no_gap(closed: SmallCorpus) -> None:
    closed.write("industries.yaml", "- {id: bank, label: 銀行}\n- {id: farm, label: 農業}\n")
    closed.document("travel/more.md", "銀行の方は加入できず、対象外です。\n\n農業の方も対象外です。")
    closed.write(
        "travel/eligibility.yaml",
        "- {id: r, type: industry, excluded: [bank], text: x,\n"
        "   evidence: {document: travel/more.md, quote: 銀行の方は加入}}\n",
    )
    assert (
        "states a cover that no fact in travel/coverage.yaml is about: 「農業の方も対象外です。」" in gaps(closed)[0]
    )


def test_each_verdict_has_phrases_of_its_own() -> None:
    phrases = verdict_phrases()
    assert set(phrases) == {"covered", "not_covered"}
    for verdict, listed in phrases.items():
        for phrase in listed:
            assert verdicts_in(f"費用は{phrase}。") == {verdict}, phrase
    assert verdicts_in("賠償金は補償されますが、身代金は補償されません。") == {"covered", "not_covered"}
    assert verdicts_in("ご案内します。") == frozenset()
    assert speaks_generally("保険では一般に補償されます")
    assert not speaks_generally("一般社団法人は補償されます")
