from __future__ import annotations

from typing import Any

import pytest

from assistant.agent.assistant import Assistant
from assistant.answers import Answer
from tests.agent.talking import amounts, ask, cited, names_a_person, result, says

CONSTRUCTION = "中央会プラン、建設業10億円、セット3ワイドの保険料は?"


def premium(answer: Answer) -> dict[str, Any]:
    return result(answer, "estimate_premium")


# published


@pytest.mark.parametrize(
    ("message", "annual"),
    [
        (CONSTRUCTION, 385_450),
        ("中央会の加入セット3、ベーシックで、年商10億の建設業だといくら?", 353_150),
        ("中央会 不動産管理業 1億円 ｾｯﾄ1 ﾍﾞｰｼｯｸ 保険料", 84_640),
        ("中央会プランのワイド、自動車小売業、売上5億円、加入セット2の年間保険料を教えて", 274_610),
    ],
)
def test_a_published_premium_is_told_as_published(assistant: Assistant, message: str, annual: int) -> None:
    answer = ask(assistant, message)
    found = premium(answer)
    assert (answer.outcome, found["annual_premium_yen"], found["basis"]) == ("answered", annual, "published_example")
    assert annual in amounts(answer)
    assert cited(answer) == {"chuokai"}


def test_what_a_premium_rests_on_is_told_with_it(assistant: Assistant) -> None:
    answer = ask(assistant, CONSTRUCTION)
    assert says(answer, "建設業")
    assert says(answer, "1,000,000,000円", "10億円")
    assert says(answer, "団体割引")
    assert says(answer, "30%")
    assert says(answer, "2026")


def test_a_monthly_equivalent_is_never_told_as_an_annual_premium(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の1億円プラン、その他サービス業、売上300万円の保険料は?")
    found = premium(answer)
    assert (found["monthly_equivalent_yen"], found["annual_premium_yen"]) == (5412, None)
    assert says(answer, "月々5,412円")
    assert says(answer, "年払")
    assert 64_944 not in amounts(answer)


# computed


@pytest.mark.parametrize(("percent", "annual"), [("50%", 275_320), ("0%", 550_640), ("30%", 385_450)])
def test_another_discount_is_computed_and_called_an_estimate(assistant: Assistant, percent: str, annual: int) -> None:
    answer = ask(assistant, f"中央会プラン、建設業10億円、セット3ワイド、割引確認シート{percent}の保険料は?")
    found = premium(answer)
    assert found["annual_premium_yen"] == annual
    assert annual in amounts(answer)
    rediscounted = found["basis"] == "published_example_rediscounted"
    assert rediscounted is (percent != "30%")
    assert says(answer, "概算") is rediscounted


def test_a_fraction_of_a_percent_is_not_dropped(assistant: Assistant) -> None:
    answer = ask(assistant, "中央会プラン、建設業10億円、セット3ワイド、割引確認シート40.5%の保険料は?")
    (call,) = [each for each in answer.tool_results if each.tool == "estimate_premium"]
    assert call.arguments["security_discount_percent"] == 40.5


@pytest.mark.parametrize(
    ("discounts", "annual"),
    [
        ("団体割引20%込み", 385_450),
        ("団体割引20%と割引確認シート50%", 275_320),
        ("割引確認シート50%、団体割引は20%", 275_320),
    ],
)
def test_a_discount_that_everybody_gets_is_not_the_one_to_choose(
    assistant: Assistant, discounts: str, annual: int
) -> None:
    answer = ask(assistant, f"中央会プラン、建設業10億円、セット3ワイド、{discounts}の保険料は?")
    assert premium(answer)["annual_premium_yen"] == annual


def test_a_discount_beyond_the_highest_gets_no_premium(assistant: Assistant) -> None:
    answer = ask(assistant, "中央会プラン、建設業10億円、セット3ワイド、割引確認シート90%の保険料は?")
    assert not {154_180, 55_060} & amounts(answer)
    assert names_a_person(answer)


# not published


@pytest.mark.parametrize(
    "message",
    [
        "中央会 飲食業 3000万 セット1 ワイド 保険料",
        "弥生の5億円プラン、製造業、売上5,000万円の保険料は?",
        "中央会プラン、建設業11億円、セット3ワイドの保険料は?",
    ],
)
def test_a_premium_that_is_not_published_is_not_invented(assistant: Assistant, message: str) -> None:
    answer = ask(assistant, message)
    found = premium(answer)
    assert (found["basis"], found["annual_premium_yen"], found["monthly_equivalent_yen"]) == (
        "unavailable",
        None,
        None,
    )
    assert says(answer, "公表されていません", "記載がありません")
    published = {row["annual_premium_yen"] for each in found["nearest_examples"] for row in each["premiums"]}
    assert not {amount for amount in amounts(answer) if amount and 40_000 < amount < 3_000_000} - published


def test_a_product_without_premiums_gets_none(assistant: Assistant) -> None:
    answer = ask(assistant, "SOMPO 安心サポートパックの保険料はいくら?")
    assert not any(each.tool == "estimate_premium" for each in answer.tool_results)
    assert says(answer, "記載がありません", "確認できません")


# asking back


def test_what_is_missing_is_asked_for_step_by_step(assistant: Assistant) -> None:
    turns = ["中央会の保険料を知りたい", "建設業です", "10億円", "セット3", "ワイド"]
    answers = [ask(assistant, *turns[:count]) for count in range(1, len(turns) + 1)]
    assert premium(answers[-1])["annual_premium_yen"] == 385_450
    assert all(385_450 not in {premium(each)["annual_premium_yen"]} for each in answers[:-1])


def test_without_any_input_the_published_examples_are_shown(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の保険料はいくらですか?")
    assert 5412 in amounts(answer)
    assert says(answer, "その他サービス業")


# from turn to turn


def test_another_plan_and_another_discount_follow_on(assistant: Assistant) -> None:
    turns = [CONSTRUCTION, "じゃあベーシックだと?", "割引確認シートが50%なら?", "やっぱりワイドで"]
    annual = [premium(ask(assistant, *turns[:count]))["annual_premium_yen"] for count in range(1, 5)]
    assert annual == [385_450, 353_150, 252_250, 275_320]


def test_another_revenue_does_not_keep_the_premium(assistant: Assistant) -> None:
    answer = ask(assistant, CONSTRUCTION, "売上が12億円だったら?")
    assert premium(answer)["annual_premium_yen"] is None


def test_another_product_does_not_inherit_plan_and_set(assistant: Assistant) -> None:
    answer = ask(assistant, CONSTRUCTION, "弥生だといくら?")
    call = next(each for each in answer.tool_results if each.tool == "estimate_premium")
    assert call.arguments["product"] == "yayoi"
    assert not {"plan", "limit_set"} & {key for key, value in call.arguments.items() if value}
    assert 385_450 not in amounts(answer)


@pytest.mark.parametrize(
    ("message", "yen"),
    [
        ("建設10億 S3ワイド", 385_450),
        ("カーディーラーです。セット2でワイドじゃない方、売上500,000千円。中央会の年間保険料は", 234_900),
        ("SIer 5億 S5 IT特約あり BASIC 保険料", 1_504_450),
        ("建設業、完工高7億5千万、中央会セット3ワイド。10億の例から比例で出して", None),
        ("建設業だけど売上12億、セット3ワイド。10億の例から比例で出していい?", None),
    ],
)
def test_staff_shorthand_names_the_plan_and_the_figure_that_are_meant(
    assistant: Assistant, message: str, yen: int | None
) -> None:
    assert result(ask(assistant, message), "estimate_premium")["annual_premium_yen"] == yen


def test_a_short_name_alone_is_no_set_of_limits(assistant: Assistant) -> None:
    answer = ask(assistant, "S3バケットの設定ミスで漏えいしたら中央会で出る?")
    assert not any(each.tool == "estimate_premium" for each in answer.tool_results)
    assert not any(each.result.get("about") for each in answer.tool_results if each.tool == "check_coverage")


# what is still needed


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("中央会プランにうちが入ったら年間いくらか計算して", "業種"),
        ("お客さんは年商5億円です。中央会プランの加入セット2、ワイドの年間保険料を出して", "業種"),
    ],
)
def test_a_premium_for_somebodys_own_firm_asks_for_what_it_needs(
    assistant: Assistant, message: str, asked: str
) -> None:
    answer = ask(assistant, message)
    assert answer.outcome == "clarify"
    assert says(answer, f"{asked}を教えてください")
    assert answer.suggestions


def test_a_premium_in_general_is_answered_with_the_examples(assistant: Assistant) -> None:
    assert ask(assistant, "中央会プランの保険料の例を見せてください").outcome == "answered"


# what is described, rejected or left out


@pytest.mark.parametrize(
    ("message", "annual"),
    [
        ("ﾁｭｳｵｳｶｲ ﾜｲﾄﾞ ｾｯﾄ2 ｼﾞﾄﾞｳｼｬ販売 5億 年額", 274_610),
        ("中古車屋です、年商5億円。賠償が5千万まで出るセットで、ベーシックの掛け金が知りたい(中央会)", 234_900),
        ("マンションの管理会社、年商一億。中央会の一番小さいセットのベーシックだと?", 84_640),
        ("受託でシステム作ってる会社、5億円、IT業務特約も付けて中央会フリーセットのワイドだと?", 1_622_320),
        ("工務店10億、中央会の三番目のセット、高いほうのプランで", 385_450),
        ("建設業10億、セット4は高すぎるのでセット3のワイド、中央会はいくら", 385_450),
        ("property mgmt firm, JPY 100m turnover, chuokai set 1 on the Basic plan - price per year pls", 84_640),
        ("建設業を営んでいます。年商10億円、加入セット３、ベーシックで見積もって下さい。中央会です", 353_150),
    ],
)
def test_a_set_plan_or_trade_is_understood_however_it_is_said(
    assistant: Assistant, message: str, annual: int
) -> None:
    answer = ask(assistant, message)
    assert (answer.outcome, premium(answer)["annual_premium_yen"]) == ("answered", annual)


@pytest.mark.parametrize(
    "message",
    [
        "食品製造、売上20億。セット4は高いからセット3のワイドだと?中央会",
        "中央会、建設業10億、セット3、ワイド、利益損害なしでいくら",
        "中央会、建設業10億、セット3、ワイド、IT業務特約つきでいくら",
        "中央会、建設業、売上は10億弱、セット3、ワイドの保険料は",
        "建設会社、売上は10億くらい、中央会のセット3のワイドの保険料は",
    ],
)
def test_no_figure_is_told_for_what_no_example_is(assistant: Assistant, message: str) -> None:
    assert premium(ask(assistant, message))["annual_premium_yen"] is None


def test_an_example_without_a_rider_is_shown_with_what_is_illegible(assistant: Assistant) -> None:
    answer = ask(assistant, "中央会フリーセット、IT業務特約なしの例の金額は？")
    assert answer.outcome == "answered"
    assert {193_420, 288_040} <= amounts(answer)
    assert says(answer, "読み取れません")


def test_a_discount_above_the_highest_is_answered_with_the_source_and_asked_for_anew(assistant: Assistant) -> None:
    answer = ask(assistant, "中央会の建設業10億セット3ワイド、割引確認シートで70%引いたら?")
    assert answer.outcome == "clarify"
    assert says(answer, "60%")
    assert cited(answer) == {"chuokai"}
    answer = ask(assistant, "中央会の建設業10億セット3ワイド、割引確認シートで70%引いたら?", "60%なら")
    assert premium(answer)["annual_premium_yen"] == 220_260


def test_a_description_answers_what_was_asked_back(assistant: Assistant) -> None:
    answer = ask(assistant, "中央会の保険料を計算して。建設業10億のワイドで", "賠償1億のセットで")
    assert premium(answer)["annual_premium_yen"] == 385_450


def test_each_of_several_firms_gets_its_own_premium(assistant: Assistant) -> None:
    answer = ask(assistant, "建設業10億のセット3と食品製造20億のセット4、それぞれ中央会のワイドでいくら?")
    found = [each.result["annual_premium_yen"] for each in answer.tool_results if each.tool == "estimate_premium"]
    assert found == [385_450, 908_260]


def test_a_rider_that_is_left_out_afterwards_changes_the_premium(assistant: Assistant) -> None:
    answer = ask(assistant, CONSTRUCTION, "利益損害なしだと?")
    assert premium(answer)["annual_premium_yen"] is None
