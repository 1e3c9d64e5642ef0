from __future__ import annotations

import pytest

from assistant.agent.assistant import Assistant
from tests.agent.talking import ask, cited, names_a_person, result, says

# the boundary, through chat


@pytest.mark.parametrize(
    ("revenue", "eligible"),
    [
        ("売上9,999万9,999円", True),
        ("年商9,999万円", True),
        ("売上8千万", True),
        ("年間売上80百万円", True),
        ("売上１億円未満", True),
        ("売上ちょうど1億円", False),
        ("年商100,000,000円", False),
        ("売上1億1円", False),
        ("年商1億500万", False),
        ("売上1億円以上", False),
        ("売上 一億円", False),
    ],
)
def test_revenue_decides_at_one_hundred_million_yen(assistant: Assistant, revenue: str, eligible: bool) -> None:
    answer = ask(assistant, f"{revenue}の建設業です。弥生の有料プランに入れますか?")
    assert answer.outcome == "answered"
    assert result(answer, "check_eligibility")["eligible"] is eligible
    assert says(answer, "加入できます" if eligible else "加入できません", "対象外")


@pytest.mark.parametrize(
    ("trade", "eligible"),
    [
        ("歯科医院", False),
        ("病院", False),
        ("地方銀行", False),
        ("信用金庫", False),
        ("労働金庫", False),
        ("製造業", True),
        ("ラーメン屋", True),
        ("接骨院", None),
        ("動物病院", None),
        ("調剤薬局", None),
        ("保険代理店", None),
        ("証券会社", None),
    ],
)
def test_the_trade_decides(assistant: Assistant, trade: str, eligible: bool | None) -> None:
    answer = ask(assistant, f"{trade}で売上3,000万円です。弥生の有料プランに加入できますか?")
    assert answer.outcome == "answered"
    assert result(answer, "check_eligibility")["eligible"] is eligible
    assert "yayoi" in cited(answer)
    if eligible is None:
        assert says(answer, "0120-008588")


def test_who_is_eligible_is_told_of_the_membership(assistant: Assistant) -> None:
    answer = ask(assistant, "売上5,000万円の小売業です。弥生の有料プランに入れる?")
    assert result(answer, "check_eligibility")["eligible"] is True
    assert says(answer, "あんしん保守サポート")
    assert says(answer, "PAP会員")


def test_why_a_firm_is_not_eligible_is_quoted(assistant: Assistant) -> None:
    answer = ask(assistant, "売上2億円の運送業です。弥生の有料プランに入れますか")
    quotes = " ".join(citation.quote for citation in answer.citations)
    assert "1億円以上" in quotes
    assert says(answer, "1億円以上", "1億円未満")


def test_revenue_of_a_month_is_asked_for_again_as_that_of_a_year(assistant: Assistant) -> None:
    answer = ask(assistant, "月商900万円の製造業です。弥生の有料プランに入れますか?")
    assert answer.outcome == "clarify"
    assert result(answer, "check_eligibility")["eligible"] is None
    assert says(answer, "年間売上高")


# asking back


def test_one_thing_is_asked_at_a_time_until_the_answer_is_known(assistant: Assistant) -> None:
    turns = ["弥生の有料プランに入れますか?", "製造業です", "8,000万円です"]
    first, second, last = (ask(assistant, *turns[:count]) for count in (1, 2, 3))
    assert (first.outcome, second.outcome, last.outcome) == ("clarify", "clarify", "answered")
    assert first.suggestions
    assert says(second, "売上")
    assert result(last, "check_eligibility")["eligible"] is True


def test_nothing_more_is_asked_once_one_rule_is_broken(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の有料プランに入れますか?", "歯科です")
    assert answer.outcome == "answered"
    assert result(answer, "check_eligibility")["eligible"] is False


def test_a_choice_that_was_offered_can_be_taken_as_it_is_written(assistant: Assistant) -> None:
    first = ask(assistant, "弥生の有料プランに入れますか?")
    for choice in first.suggestions:
        answer = ask(assistant, "弥生の有料プランに入れますか?", choice)
        given = [each.arguments for each in answer.tool_results if each.tool == "check_eligibility"]
        assert given[-1].get("industry"), choice


# the rules themselves


def test_the_rules_are_listed_without_asking_back(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の有料プランの加入条件を教えてください")
    assert answer.outcome == "answered"
    assert says(answer, "1億円")
    assert says(answer, "医療機関")
    assert says(answer, "PAP会員")


def test_each_product_with_rules_is_checked_where_none_is_meant(assistant: Assistant) -> None:
    answer = ask(assistant, "売上2億円の製造業ですが、入れますか?")
    results = [each.result for each in answer.tool_results if each.tool == "check_eligibility"]
    assert len(results) > 1
    assert False in [each["eligible"] for each in results]
    assert names_a_person(answer)


def test_a_product_whose_page_names_no_rules_is_left_to_its_contact(assistant: Assistant) -> None:
    answer = ask(assistant, "製造業、年商8,000万円です。中央会プランに入れますか?")
    assert result(answer, "check_eligibility")["eligible"] is None
    assert says(answer, "募集代理店")


def test_english_is_answered_in_english(assistant: Assistant) -> None:
    answer = ask(assistant, "Can a manufacturer with annual sales of 80 million yen join the Yayoi paid plan?")
    assert result(answer, "check_eligibility")["eligible"] is True
    assert says(answer, "you are eligible")
    again = ask(assistant, "We are a dental clinic. Can we join the Yayoi paid plan?")
    assert result(again, "check_eligibility")["eligible"] is False


# what is asked of whom


def test_each_of_several_firms_gets_its_own_verdict(assistant: Assistant) -> None:
    answer = ask(assistant, "美容室(売上3千万)と美容外科(売上3千万)を別会社でやってます。どっちも弥生の有料に入れる?")
    found = {each.arguments["industry"]: each.result["eligible"] for each in answer.tool_results}
    assert found == {"beauty_salon": True, "medical_institution": False}
    assert says(answer, "【美容室】")
    assert says(answer, "【美容外科】")


def test_a_firm_that_works_for_banks_is_no_bank(assistant: Assistant) -> None:
    answer = ask(assistant, "銀行の支店の清掃を請け負ってる清掃会社です。売上5千万。弥生の有料プランって弾かれますか")
    assert result(answer, "check_eligibility")["eligible"] is True


@pytest.mark.parametrize(("revenue", "eligible"), [("120億", False), ("100億", None), ("5億", None)])
def test_a_rider_is_checked_by_its_own_rule(assistant: Assistant, revenue: str, eligible: bool | None) -> None:
    answer = ask(assistant, f"年商{revenue}の会社、中央会で利益損害つけられる?")
    assert result(answer, "check_eligibility")["eligible"] is eligible
    assert says(answer, "100億円")


@pytest.mark.parametrize(
    "message",
    [
        "弥生の売上1億円未満って去年の実績？今年の見込み？税込みで見るの？",
        "弥生の有料の売上は税込みですか、税抜きですか",
    ],
)
def test_how_a_rule_measures_is_no_question_of_a_firm(assistant: Assistant, message: str) -> None:
    answer = ask(assistant, message)
    assert answer.outcome in ("answered", "not_found")
    assert answer.tool_results == () or all(each.tool != "check_eligibility" for each in answer.tool_results)
    assert says(answer, "記載がありません")


def test_a_firms_own_figure_is_checked_whatever_year_it_is_of(assistant: Assistant) -> None:
    answer = ask(assistant, "去年の売上は税込みで5千万の建設業です。弥生の有料入れますか")
    assert result(answer, "check_eligibility")["eligible"] is True
