from __future__ import annotations

from typing import Any

import pytest

from assistant.answers import Answer, ContactBlock, Paragraph, TableBlock, ToolResult
from evals.corpus import Corpus
from evals.scoring.claims import claims
from evals.scoring.conditions import attached, dropped
from evals.scoring.figures import ungrounded
from evals.scoring.tool_results import differences
from evals.scoring.words import overlap, says
from tests.evals.examples import BAGGAGE, CONDITION, PAYMENT, TREATMENT, answer, citation, question


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ({"eligible": True}, {"eligible": True, "reasons": []}),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}),
        ({"reasons": [{"passed": False}]}, {"reasons": [{"passed": True}, {"rule": "x", "passed": False}]}),
        ({"premium": None}, {"premium": None}),
        ({}, {"anything": 1}),
    ],
)
def test_a_result_may_have_more_than_was_expected(expected: dict[str, Any], got: dict[str, Any]) -> None:
    assert list(differences(expected, got)) == []


@pytest.mark.parametrize(
    ("expected", "got", "path"),
    [
        ({"eligible": True}, {"eligible": None}, "eligible"),
        ({"eligible": True}, {"eligible": 1}, "eligible"),
        ({"premium": None}, {}, "premium"),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, "a.b"),
        ({"reasons": [{"passed": False}]}, {"reasons": []}, "reasons[0]"),
    ],
)
def test_a_value_that_differs_is_named(expected: dict[str, Any], got: dict[str, Any], path: str) -> None:
    assert [each.path for each in differences(expected, got)] == [path]


def test_every_line_of_a_quote_stands_in_its_document(travel: Corpus) -> None:
    assert travel.contains("travel/plan.md", f"{PAYMENT}\n{BAGGAGE[:8]}")
    assert not travel.contains("travel/plan.md", f"{PAYMENT}\n保険料は現金で支払います。")
    assert not travel.contains("travel/faq.md", PAYMENT)
    assert not travel.contains("travel/plan.md", " ")


def test_a_figure_of_a_tool_result_is_grounded_with_the_unit_of_its_key(travel: Corpus) -> None:
    tool = ToolResult(tool="t", arguments={}, result={"annual_premium_yen": 84_000, "rate_percent": 5})
    assert ungrounded(answer(Paragraph(text="年8.4万円、5%引きです。"), tools=(tool,)), "", travel) == []
    assert ungrounded(answer(Paragraph(text="年8.4万円、50%引きです。"), tools=(tool,)), "", travel) == ["50%"]


def test_a_figure_that_the_person_named_may_be_repeated_only_where_nothing_is_cited_for_it(travel: Corpus) -> None:
    told = "500万円まで出ますよね"
    echo = answer(Paragraph(text="500万円とは書かれていません。"))
    assent = answer(Paragraph(text="500万円まで補償されます。", citations=(1,)), citations=(citation(1, TREATMENT),))
    assert ungrounded(echo, told, travel) == []
    assert ungrounded(assent, told, travel) == ["500万円"]


def test_a_number_that_is_no_figure_for_the_reader_is_looked_up_too(travel: Corpus) -> None:
    cited = (citation(1, "様式A-77の申請書を出します。"),)
    assert ungrounded(answer(Paragraph(text="様式A-77です。", citations=(1,)), citations=cited), "", travel) == []
    assert ungrounded(answer(Paragraph(text="様式A-78です。", citations=(1,)), citations=cited), "", travel) != []


def test_a_telephone_number_of_a_contact_stands_in_the_knowledge_base(travel: Corpus) -> None:
    right, wrong = (
        answer(ContactBlock(label="旅行窓口", phone=number)) for number in ("0120-000-000", "0120-111-222")
    )
    assert ungrounded(right, "", travel) == []
    assert ungrounded(wrong, "", travel) == ["0120-111-222"]


def test_a_figure_that_only_the_plain_text_has_is_found(travel: Corpus) -> None:
    tampered = answer(Paragraph(text="補償されます。")).model_copy(update={"text": "900万円まで補償されます。"})
    assert ungrounded(tampered, "", travel) == ["900万円"]


def _why(text: str, *quotes: str, tools: tuple[ToolResult, ...] = (), corpus: Corpus) -> list[str]:
    cited = tuple(citation(number, quote) for number, quote in enumerate(quotes, 1))
    block = Paragraph(text=text, citations=tuple(each.number for each in cited))
    return [claim.why_not for claim in claims(answer(block, citations=cited, tools=tools), "", corpus)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("治療費用は300万円まで補償されます。", (TREATMENT,)),
        ("旅行保険では、治療費用が補償されます。", (TREATMENT,)),
        ("現金の盗難は対象外です。", (BAGGAGE,)),
        ("Treatment is covered up to 3 million yen.", (TREATMENT,)),
    ],
)
def test_a_claim_that_its_source_says_in_other_words_is_supported(
    text: str, quotes: tuple[str, ...], travel: Corpus
) -> None:
    assert _why(text, *quotes, corpus=travel) == [""]


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("治療費用は500万円まで補償されます。", TREATMENT, "do not say 500万円"),
        ("現金の盗難は補償されます。", BAGGAGE, "do not say that it is covered"),
        ("治療費用は補償されません。", TREATMENT, "deny nothing"),
        ("現金の盗難は警察へ届け出てください。", PAYMENT, "something else"),
    ],
)
def test_a_claim_that_its_source_does_not_bear_out_is_named(
    text: str, quote: str, reason: str, travel: Corpus
) -> None:
    (why,) = _why(text, quote, corpus=travel)
    assert reason in why


def test_a_claim_may_stand_on_the_entry_of_a_tool_result_that_cites_the_same(travel: Corpus) -> None:
    facts = [
        {"label": "治療費用", "verdict": "conditional", "deductible_yen": 5000, "evidence": [{"citation": 1}]},
        {"label": "現金", "verdict": "not_covered", "deductible_yen": 9000, "evidence": [{"citation": 2}]},
    ]
    tool = ToolResult(tool="check_coverage", arguments={}, result={"items": [{"facts": facts}]}, citations=(1, 2))
    assert _why("治療費用の免責金額は5,000円です。", TREATMENT, tools=(tool,), corpus=travel) == [""]
    (why,) = _why("治療費用の免責金額は9,000円です。", TREATMENT, tools=(tool,), corpus=travel)
    assert "9,000円" in why


def test_every_row_of_a_table_is_a_claim(travel: Corpus) -> None:
    table = TableBlock(header=("項目", "限度額"), rows=(("治療費用", "300万円"), ("現金", "10万円")), citations=(1,))
    found = claims(answer(table, citations=(citation(1, TREATMENT),)), "", travel)
    assert [bool(claim.why_not) for claim in found] == [False, True]


def test_an_uncited_promise_of_cover_has_no_source(travel: Corpus) -> None:
    (claim,) = claims(answer(Paragraph(text="はい、補償されます。")), "", travel)
    assert claim.why_not == "no source for a verdict"


def test_a_word_about_who_decides_is_no_claim(travel: Corpus) -> None:
    assert claims(answer(Paragraph(text="補償されるかどうかは、保険会社が判断します。")), "", travel) == ()


def test_what_the_facts_attach_must_be_said(travel: Corpus) -> None:
    asked = question("入院したら?", {"outcome": ["answered"]}, evidence=TREATMENT)
    short, whole = (
        answer(Paragraph(text=text, citations=(1,)), verdict="covered", citations=(citation(1, TREATMENT),))
        for text in ("治療費用は補償されます。", f"{TREATMENT}{CONDITION}")
    )
    assert attached(asked, short, travel) == ["treatment.limit", "treatment.condition"]
    assert dropped(asked, short, travel) == ["treatment.limit", "treatment.condition"]
    assert dropped(asked, whole, travel) == []


def test_nothing_is_attached_to_a_reply_that_says_no(travel: Corpus) -> None:
    asked = question("財布は?", {"outcome": ["answered"]}, evidence=BAGGAGE)
    no: Answer = answer(
        Paragraph(text=BAGGAGE, citations=(1,)), verdict="not_covered", citations=(citation(1, BAGGAGE),)
    )
    assert attached(asked, no, travel) == []


@pytest.mark.parametrize(
    "text", ["補償されるかどうか", "補償の対象かは保険会社が判断します", "whether it is covered"]
)
def test_words_that_leave_a_verdict_open_state_none(text: str) -> None:
    assert not says("not_covered", text)
    assert not says("covered", text)


def test_overlap_is_that_of_content_words() -> None:
    assert overlap("治療費用", "治療費用が補償されます") == 1
    assert overlap("治療費用", "保険料は口座振替") == 0
    assert overlap("はい", "何か") == 1
