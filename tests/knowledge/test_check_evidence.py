from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.quotes import standing
from tests.knowledge.conftest import SmallCorpus

COVERAGE = "travel/coverage.yaml"
QUOTE = "治療費用が1事故につき300万円まで補償されます"
BODY = """
## 補償の表

| プラン | 死亡 | 入院 |
|---|---|---|
| ライト | 500万円 | 日額5千円 |
| フル | １，０００万円 | 日額1万円 |

## 補償の一覧

補償の内容は次のとおりです。

- **携行品**の損害は10万円まで
- 賠償責任は1億2,000万円まで

旅行が
6時間以上遅れた場合は、
2万円をお支払いします。手荷物の遅れは3割5分を補償し、免責金額は「なし」です。
保険料の記載はありません。お支払いの割合は85%です。2026年4月1日から受け付けます。
"""
FACT = """
- id: extra
  label: 追加
  kind: cost
  verdict: covered
  limit: {{amount_yen: {amount}, per: null}}
  evidence: {{document: travel/more.md, quote: "{quote}"}}
"""


@pytest.fixture
def body(corpus: SmallCorpus) -> SmallCorpus:
    """The small corpus with a document of tables, lists and broken lines."""
    corpus.document("travel/more.md", BODY)
    return corpus


def test_a_backed_corpus_has_no_errors(body: SmallCorpus) -> None:
    assert body.errors() == []


@pytest.mark.parametrize(
    ("quote", "amount"),
    [
        ("| ライト | 500万円 | 日額5千円 |", 5_000_000),
        ("ライト 500万円 日額5千円", 5_000),
        ("フル１，０００万円日額１万円", 10_000_000),
        ("フル | 1,000万円", 10_000_000),
        ("携行品の損害は10万円まで 賠償責任は1億2,000万円まで", 120_000_000),
        ("- **携行品**の損害は10万円まで - 賠償責任は1億2,000万円まで", 100_000),
        ("旅行が6時間以上遅れた場合は、2万円をお支払いします。", 20_000),
        ("旅行が ６時間以上遅れた場合は、２万円をお支払いします。", 20_000),
        ("1億2,000万円", 120_000_000),
    ],
)
def test_a_quote_may_span_cells_items_and_line_breaks(quote: str, amount: int, body: SmallCorpus) -> None:
    body.add_facts(FACT.format(amount=amount, quote=quote))
    assert body.errors() == []


@pytest.mark.parametrize(
    "quote",
    [
        "旅行が7時間以上遅れた場合は、2万円をお支払いします。",
        "旅行が6時間以上遅れた時は、2万円をお支払いします。",
        "旅行が6時間以上遅れた場合は、2万円をお支払いしません。",
        "2万円をお支払いします。旅行が6時間以上遅れた場合は、",
        "フル | 500万円",
        "|",
        "- ",
    ],
)
def test_a_quote_that_differs_in_a_digit_or_a_word_is_told(quote: str, body: SmallCorpus) -> None:
    line = body.add_facts(FACT.format(amount=20_000, quote=quote))
    told = [str(problem) for problem in body.errors() if "quote" in str(problem.field)]
    message = "[1].evidence.quote: this quote is not in travel/more.md: copy it word for word"
    assert told == [f"{COVERAGE}:{line + 5}: {message}"]


@pytest.mark.parametrize(
    ("quote", "amount"),
    [
        ("00万円 | 日額5千円", 0),
        ("賠償責任は1億", 100_000_000),
        ("億2,000万円まで", 20_000_000),
        ("2,000万円まで", 20_000_000),
    ],
)
def test_a_quote_that_cuts_a_number_is_told(quote: str, amount: int, body: SmallCorpus) -> None:
    line = body.add_facts(FACT.format(amount=amount, quote=quote))
    message = "this quote begins or ends within a number of travel/more.md: copy the whole number"
    assert f"{COVERAGE}:{line + 5}: [1].evidence.quote: {message}" in [str(problem) for problem in body.errors()]


def test_adjoining_cells_are_not_one_number() -> None:
    table = "| セット1 | 3千万円 |\n| セット2 | 5千万円 |"
    assert standing("セット1 | 3千万円", table) == "verbatim"
    assert standing("3千万円", table) == "verbatim"
    assert standing("セット13千万円", table) == "absent"
    assert standing("5億 3億", "| 5億 | 3億 |") == "verbatim"
    assert standing("1. 300万円", "1. 300万円まで") == "verbatim"
    assert standing("300万円", "1. 300万円まで") == "verbatim"
    assert standing("300万円", "1300万円、300万円") == "verbatim"


@given(st.integers(1, 10**9), st.integers(0, 9))
def test_a_number_is_quoted_whole_or_not_at_all(number: int, cut: int) -> None:
    text = f"限度額は{number:,}円です"
    assert standing(f"{number:,}円", text) == "verbatim"
    part = f"{number:,}"[cut % len(f"{number:,}") :]
    assert (standing(f"{part}円", text) == "verbatim") == (part == f"{number:,}")


def test_quotes_of_a_missing_document_are_told(body: SmallCorpus) -> None:
    body.replace(COVERAGE, "travel/plan.md", "travel/plans.md")
    message = "[0].evidence.document: there is no document 'travel/plans.md': give its path below the corpus folder"
    assert body.error() == f"{COVERAGE}:8: {message}"


def test_other_wordings_are_no_evidence(corpus: SmallCorpus) -> None:
    corpus.add_facts(FACT.format(amount=0, quote="病院代は出る?").replace("more.md", "plan.md"))
    assert "this quote is not in travel/plan.md" in "\n".join(map(str, corpus.errors()))


def test_what_customers_are_shown_is_not_quoted_from_a_staff_document(corpus: SmallCorpus) -> None:
    line = corpus.add_facts(
        "- {id: fee, label: 手数料, kind: cost, verdict: covered,\n"
        "   evidence: {document: travel/staff.md, quote: 代理店の手数料率は12%です}}\n"
    )
    message = "travel/staff.md is for staff, and customers are shown this quote: quote a public document"
    assert corpus.error() == f"{COVERAGE}:{line + 1}: [1].evidence.document: {message}"


def test_a_tariff_may_be_quoted_from_a_staff_document(corpus: SmallCorpus) -> None:
    corpus.write(
        "travel/premiums.yaml",
        """
tariffs:
  - id: t
    name: 料率表
    valid_from: 2026-01-01
    rates: [{annual_premium_yen: [84640]}]
    rounding: {unit_yen: 10, mode: down}
    evidence: {document: travel/staff.md, quote: 代理店の手数料率は12%です}
""",
    )
    assert corpus.errors() == []


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "figure"),
    [
        ("3000000", "4000000", 7, "[0].limit.amount_yen", "4,000,000円"),
        ("3000000", "300", 7, "[0].limit.amount_yen", "300円"),
        ("per: 1事故", "per: 2事故", 7, "[0].limit.per", "2事故"),
        ("per: 1事故", "per: 1請求", 7, "[0].limit.per", "1請求"),
        (
            "  kind: cost\n",
            "  kind: cost\n  deductible: {amount_yen: 5000}\n",
            6,
            "[0].deductible.amount_yen",
            "5,000円",
        ),
        ("  kind: cost\n", "  kind: cost\n  condition: 30日以内の届出\n", 6, "[0].condition", "30日"),
        ("  kind: cost\n", "  kind: cost\n  condition: 三十日以内の届出\n", 6, "[0].condition", "三十日"),
        ("  kind: cost\n", "  kind: cost\n  note: {ja: x, en: within 30 days}\n", 6, "[0].note.en", "30 days"),
        (
            "  kind: cost\n",
            "  kind: cost\n  note: {ja: x, en: five million yen}\n",
            6,
            "[0].note.en",
            "five million yen",
        ),
        ("  kind: cost\n", "  kind: cost\n  exclusion: 2024年7月9日より前\n", 6, "[0].exclusion", "2024年7月9日"),
        ("  kind: cost\n", "  kind: cost\n  approval: 03-1234-5678 への連絡\n", 6, "[0].approval", "03-1234-5678"),
        ("  kind: cost\n", "  kind: cost\n  note: 半額になります\n", 6, "[0].note", "半額"),
    ],
)
def test_a_figure_that_no_quote_says_is_told(
    old: str, new: str, line: int, field: str, figure: str, corpus: SmallCorpus
) -> None:
    corpus.replace(COVERAGE, old, new)
    message = f"the figure {figure} is in none of its quotes: correct it, or quote where it stands"
    assert corpus.error() == f"{COVERAGE}:{line}: {field}: {message}"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("ja: 1億2千万円, en: 120 million yen", "賠償責任は1億2,000万円まで"),
        ("ja: 20000円, en: twenty thousand yen", "2万円をお支払いします。"),
        ("ja: 35%, en: 35 percent", "手荷物の遅れは3割5分を補償し"),
        ("ja: 8割5分, en: 85%", "お支払いの割合は85%です"),
        ("ja: 2026年4月, en: April 2026", "2026年4月1日から受け付けます"),
        ("ja: 令和8年4月1日, en: 1 April 2026", "2026年4月1日から受け付けます"),
        ("ja: 六時間, en: 6-hour delay", "6時間以上遅れた場合"),
    ],
)
def test_a_figure_may_be_written_in_another_way_than_in_the_quote(text: str, quote: str, body: SmallCorpus) -> None:
    body.add_facts(
        f"- id: extra\n  label: 追加\n  kind: cost\n  verdict: covered\n  note: {{{text}}}\n"
        f'  evidence: {{document: travel/more.md, quote: "{quote}"}}\n'
    )
    assert body.errors() == []


def test_each_figure_may_stand_in_another_quote(body: SmallCorpus) -> None:
    text = (
        "- id: extra\n  label: 追加\n  kind: cost\n  verdict: covered\n  limit: {amount_yen: 100000, per: null}\n"
        "  deductible: {amount_yen: 0}\n"
        "  evidence:\n"
        '    - {document: travel/more.md, quote: "携行品の損害は10万円まで"}\n'
        '    - {document: travel/more.md, quote: "免責金額は「なし」です"}\n'
    )
    line = body.add_facts(text)
    assert body.errors() == []
    body.replace(COVERAGE, "免責金額は「なし」です", "免責金額は「あり」です")
    assert [(problem.line, problem.field) for problem in body.errors()] == [
        (line + 8, "[1].evidence[1].quote"),
        (line + 5, "[1].deductible.amount_yen"),
    ]


@pytest.mark.parametrize(
    ("quote", "is_said"),
    [
        ("免責金額は「なし」です", True),
        ("2万円をお支払いします。", False),
        ("保険料の記載はありません。", False),
    ],
)
def test_an_amount_of_nothing_needs_a_quote_that_says_so(quote: str, is_said: bool, body: SmallCorpus) -> None:
    line = body.add_facts(FACT.format(amount=0, quote=quote))
    expected = (
        f"{COVERAGE}:{line + 4}: [1].limit.amount_yen: is 0, which none of its quotes says: quote where it does"
    )
    assert [str(problem) for problem in body.errors()] == ([] if is_said else [expected])


def test_figures_of_names_and_ids_need_no_quote(corpus: SmallCorpus) -> None:
    corpus.replace(COVERAGE, "aliases: [病院代]", "aliases: [病院代, 300万円コース, 24時間の治療]")
    corpus.replace(COVERAGE, "id: treatment", "id: treatment-2026")
    assert corpus.errors() == []


def test_rules_examples_discounts_and_notes_are_checked_too(body: SmallCorpus) -> None:
    body.write(
        "travel/eligibility.yaml",
        """
- id: revenue
  type: revenue
  below_yen: 100000000
  text: 年間売上高が1億円未満
  evidence: {document: travel/more.md, quote: "免責金額は「なし」です"}
""",
    )
    body.write(
        "travel/premiums.yaml",
        """
discounts:
  - {id: d, name: 割引, percent: 20, evidence: {document: travel/more.md, quote: "お支払いの割合は85%です"}}
examples:
  - id: e
    annual_revenue_yen: 5000
    premiums:
      - {plan: light, annual_premium_yen: 20000}
      - {plan: full, monthly_equivalent_yen: 30000}
    evidence: {document: travel/more.md, quote: "2万円をお支払いします。"}
notes:
  - {text: 90%です, evidence: {document: travel/more.md, quote: "お支払いの割合は85%です"}}
""",
    )
    told = sorted((problem.file.split("/")[1], problem.line or 0, problem.field) for problem in body.errors())
    assert told == [
        ("eligibility.yaml", 4, "[0].below_yen"),
        ("eligibility.yaml", 5, "[0].text"),
        ("premiums.yaml", 3, "discounts[0].percent"),
        ("premiums.yaml", 6, "examples[0].annual_revenue_yen"),
        ("premiums.yaml", 9, "examples[0].premiums[1].monthly_equivalent_yen"),
        ("premiums.yaml", 12, "notes[0].text"),
    ]


def test_lines_are_right_behind_faulty_and_repeated_entries(corpus: SmallCorpus) -> None:
    line = corpus.add_facts(
        "- id: broken\n  kind: nothing\n"
        "- id: treatment\n  label: 治療\n  kind: cost\n  verdict: covered\n"
        "  evidence: {document: travel/plan.md, quote: どこにもない}\n"
    )
    told = [(problem.line, problem.field) for problem in corpus.errors() if "word for word" in problem.message]
    assert told == [(line + 6, "[2].evidence.quote")]


def test_a_document_and_a_product_are_valid_on_their_last_day(corpus: SmallCorpus) -> None:
    corpus.replace(
        "products.yaml",
        "insurer: 例示保険\n  as_of: 2026-01-01\n  contacts",
        "insurer: 例示保険\n  as_of: 2026-01-01\n  valid_until: 2027-03-31\n  contacts",
    )
    corpus.replace("travel/plan.md", "as_of: 2026-01-01\n", "as_of: 2026-01-01\nvalid_until: 2027-03-31\n")
    assert corpus.errors(dt.date(2027, 3, 31)) == []
    assert [str(problem) for problem in corpus.errors(dt.date(2027, 4, 1))] == [
        "products.yaml:7: travel.valid_until: expired on 2027-03-31: bring the product up to date or remove it",
        "travel/plan.md:7: valid_until: expired on 2027-03-31: bring the document up to date or remove it",
    ]


def test_a_product_without_documents_is_told(corpus: SmallCorpus) -> None:
    (corpus.folder / "pet" / "plan.md").unlink()
    assert corpus.error() == "products.yaml:9: pet: has no document: put one into the folder 'pet'"


def test_a_product_without_a_folder_is_told(corpus: SmallCorpus) -> None:
    corpus.write(
        "products.yaml",
        (corpus.folder / "products.yaml").read_text("utf-8")
        + "car: {name: 車, insurer: 例示保険, as_of: 2026-01-01}\n",
    )
    assert corpus.error() == "products.yaml:13: car: has no document: put one into the folder 'car'"
