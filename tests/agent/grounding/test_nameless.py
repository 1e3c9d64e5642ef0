"""A model's Yes that does not say to what."""

from __future__ import annotations

import pytest

from assistant.answers import ListBlock, Paragraph
from assistant.tools.toolbox import Toolbox
from tests.agent.grounding.conftest import Judge
from tests.agent.grounding.test_check import kinds

YES = "はい、補償されます。ご安心ください。"
LOOKED_UP = "簡易サイバー保険とは"
LIKE = "お助け隊についてる保険、現場まで来てもらう費用は見てくれるんですか"


def test_to_a_question_that_is_not_about_cover_it_is_no_answer(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage(LOOKED_UP)
    yes = Paragraph(text=YES, citations=(1, 2))
    assert "verdict" in kinds(judge(yes, said=[LOOKED_UP], brain="llm"))
    silent = Paragraph(text="ご質問の件は窓口でご確認ください。", citations=(1, 2))
    assert "verdict" in kinds(judge(silent, said=[LOOKED_UP], verdict="covered", brain="llm"))


def test_it_does_not_rest_on_a_fact_that_the_question_is_only_like(judge: Judge, toolbox: Toolbox) -> None:
    result = toolbox.check_coverage(LIKE, "otasuketai")
    assert [item["method"] for item in result.result["items"]] == ["similarity"]
    assert result.result["items"][0]["products"]
    for text in (YES, "はい。"):
        judged = judge(Paragraph(text=text, citations=(1, 2)), said=[LIKE], brain="llm", meant=(result,))
        assert "verdict" in kinds(judged)


@pytest.mark.parametrize("verdict", [None, "covered"])
def test_it_stands_beside_the_name(verdict: str | None, judge: Judge, toolbox: Toolbox) -> None:
    meant = toolbox.check_coverage("簡易サイバー保険", "otasuketai")
    named = Paragraph(text="はい、補償されます。簡易サイバー保険は補償の対象です。", citations=(1, 2))
    for known in ((), (meant,)):
        judged = judge(named, said=["簡易サイバー保険は?"], verdict=verdict, brain="llm", meant=known)
        assert "verdict" not in kinds(judged)


def test_plans_need_not_repeat_what_was_asked(judge: Judge, toolbox: Toolbox) -> None:
    meant = toolbox.check_coverage("データ復旧費用", "yayoi")
    plans = ListBlock(items=("有料プラン: 補償の対象です。", "無料補償: 補償の対象外です。"), citations=(1, 2, 3))
    said = ["データの復旧費用は補償されますか"]
    assert "verdict" not in kinds(judge(plans, said=said, brain="llm", meant=(meant,)))
    assert "verdict" in kinds(judge(Paragraph(text=YES, citations=(1,)), said=said, brain="llm", meant=(meant,)))


@pytest.mark.parametrize(
    "text",
    [
        "ご質問のものは、この保険の守備範囲に入ります。",
        "ご心配には及びません。",
        "それも見てもらえる仕組みになっています。",
    ],
)
def test_where_the_sources_refuse_without_a_fact_nothing_unreadable_is_said(
    text: str, judge: Judge, toolbox: Toolbox
) -> None:
    toolbox.search_knowledge("無料補償 各種費用", "yayoi")
    block, said = Paragraph(text=text, citations=(1,)), ["会員の無料のほうでもいけますか"]
    assert "verdict" in kinds(judge(block, said=said, brain="llm", meant_verdict="not_covered"))


def test_where_the_sources_refuse_without_a_fact_no_model_calls_it_covered(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("簡易サイバー保険", "otasuketai")
    block, said = Paragraph(text="簡易サイバー保険は補償の対象です。", citations=(1, 2)), ["これも出ますか"]
    assert "verdict" not in kinds(judge(block, said=said, verdict="covered", brain="llm"))
    judged = judge(block, said=said, verdict="covered", brain="llm", meant_verdict="not_covered")
    assert "verdict" in kinds(judged)


def test_where_the_sources_refuse_without_a_fact_a_refusal_may_be_said(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.search_knowledge("無料補償 各種費用", "yayoi")
    text = "無料補償では、データ等復旧費用などの各種費用は補償の対象外です。くわしくは窓口にご確認ください。"
    block, said = Paragraph(text=text, citations=(1, 2)), ["会員の無料のほうでもいけますか"]
    assert "verdict" not in kinds(judge(block, said=said, brain="llm", meant_verdict="not_covered"))
