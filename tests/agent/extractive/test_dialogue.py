from __future__ import annotations

import pytest

from assistant.agent.assistant import Assistant
from tests.agent.talking import amounts, ask, cited, names_a_person, result, says

JOINING = ("弥生の有料プランに入れますか?製造業、売上8,000万円です",)


# the firm


@pytest.mark.parametrize(
    ("message", "eligible"),
    [
        ("じゃあ売上2億だと?", False),
        ("あ、ごめん 1億500万の間違い", False),
        ("9,900万でした", True),
        ("業種が歯科だったら?", False),
        ("動物病院だと?", None),
    ],
)
def test_what_is_said_of_the_firm_is_corrected(assistant: Assistant, message: str, eligible: bool | None) -> None:
    answer = ask(assistant, *JOINING, message)
    assert answer.outcome == "answered"
    assert result(answer, "check_eligibility")["eligible"] is eligible


def test_a_corrected_revenue_stays_corrected(assistant: Assistant) -> None:
    answer = ask(assistant, *JOINING, "あ、ごめん 1億500万の間違い", "建設業でも同じですか?")
    assert result(answer, "check_eligibility")["eligible"] is False


def test_the_firm_is_remembered_over_another_question(assistant: Assistant) -> None:
    answer = ask(assistant, *JOINING, "保険料の支払い方法は?", "やっぱり売上1億円だとどうなりますか?入れますか?")
    assert result(answer, "check_eligibility")["eligible"] is False


def test_a_question_between_is_answered_and_asked_again_later(assistant: Assistant) -> None:
    between = ask(assistant, "弥生の有料プランに入れますか?", "その前に、支払い方法は?")
    assert says(between, "クレジットカード")
    assert not any(each.tool == "check_eligibility" for each in between.tool_results)


# plans and products


def test_the_same_is_asked_of_another_plan(assistant: Assistant) -> None:
    answer = ask(assistant, "中央会のベーシックでサイバー攻撃調査費用は出る?", "それはワイドでも同じ?")
    item = result(answer, "check_coverage")["items"][0]
    facts = [fact for group in item["products"] for fact in group["facts"]]
    assert facts
    assert all("ワイドプラン" in fact["plans"] or not fact["plans"] for fact in facts)
    assert answer.verdict == "covered"


@pytest.mark.parametrize("message", ["中央会だと?", "じゃあ中央会のやつは?", "中央会の方でお願いします"])
def test_the_same_is_asked_of_another_product(assistant: Assistant, message: str) -> None:
    answer = ask(assistant, "弥生の有料プランで見舞金は出ますか?", message)
    assert "chuokai" in cited(answer)
    assert "yayoi" not in cited(answer)
    assert says(answer, "見舞")


def test_one_goes_back_to_the_product_before(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生で見舞金は出ますか?", "中央会だと?", "やっぱり弥生の方で")
    assert cited(answer) == {"yayoi"}
    assert says(answer, "見舞")


def test_the_product_stays_and_the_plan_does_not(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の無料補償でデータ復旧費用は出る?", "有料プランだと?", "解約したらお金は戻る?")
    assert cited(answer) <= {"yayoi", "guide"}
    assert names_a_person(answer)


def test_another_item_is_not_answered_with_the_one_before(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の有料プランで見舞金は出ますか?", "再発防止費用は?")
    labels = {
        fact["label"]
        for item in result(answer, "check_coverage")["items"]
        for group in item["products"]
        for fact in group["facts"]
    }
    assert labels == {"再発防止費用"}


def test_an_amount_alone_is_the_plan_called_so(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の5億円プランの各種費用の上限は?", "じゃあ1億だと?")
    assert 10_000_000 in amounts(answer)
    assert not any(each.tool == "check_eligibility" for each in answer.tool_results)


# nothing to go on from


def test_a_message_that_points_to_nothing_is_not_answered_with_something(assistant: Assistant) -> None:
    answer = ask(assistant, "じゃあそれは?")
    assert answer.outcome in ("clarify", "declined", "not_found")
    assert answer.verdict is None


def test_conversations_are_kept_apart(assistant: Assistant) -> None:
    ask(assistant, *JOINING)
    answer = ask(assistant, "弥生の有料プランに入れますか?")
    assert result(answer, "check_eligibility")["eligible"] is None


@pytest.mark.parametrize("thanks", ["ありがとうございました", "なるほど、わかりました"])
def test_thanks_are_no_question(assistant: Assistant, thanks: str) -> None:
    answer = ask(assistant, "弥生で身代金は出ますか?", thanks)
    assert answer.outcome == "declined"
    assert answer.verdict is None


def test_a_conversation_in_english_goes_on(assistant: Assistant) -> None:
    turns = [
        "Can a manufacturer with annual sales of 80 million yen join the Yayoi paid plan?",
        "What about 100 million yen?",
    ]
    answer = ask(assistant, *turns)
    assert result(answer, "check_eligibility")["eligible"] is False
    assert says(answer, "not eligible")


# a question that says nothing without the one before


@pytest.mark.parametrize(
    ("before", "message", "word"),
    [
        ("サイバープロテクターは問い合わせたあと、どう進みますか", "なるほど。金額が出るのはどの段階ですか", "提示"),
        ("安心サポートパックは情報漏洩の対応費用も補償されますか", "仮に900万円かかったら全額ですか", "400万円"),
    ],
)
def test_a_question_that_finds_nothing_is_looked_up_with_the_one_before(
    assistant: Assistant, before: str, message: str, word: str
) -> None:
    answer = ask(assistant, before, message)
    assert answer.outcome == "answered"
    assert says(answer, word)


def test_what_no_source_says_is_not_found_after_another_question_either(assistant: Assistant) -> None:
    answer = ask(assistant, "安心サポートパックには何が含まれますか", "PayPayで払えますか")
    assert answer.outcome == "not_found"


# short turns, and turns that put something right


def test_letters_and_a_bare_discount_are_taken_up(assistant: Assistant) -> None:
    turns = ("中央会 不動産管理 1億 S1 B", "W", "W シート60")
    assert result(ask(assistant, *turns[:2]), "estimate_premium")["annual_premium_yen"] == 88_600
    answer = ask(assistant, *turns)
    assert result(answer, "estimate_premium")["annual_premium_yen"] == 50_630
    assert says(answer, "概算")


@pytest.mark.parametrize(
    "message", ["ごめん間違い！内科→内装業です", "訂正 内科 ⇒ 雑貨", "内科じゃなくて、ええと、ぬいぐるみを売ってます"]
)
def test_a_trade_is_put_right(assistant: Assistant, message: str) -> None:
    answer = ask(assistant, "弥生の有料プラン、年商8000万の内科でも入れますか", message)
    assert result(answer, "check_eligibility")["eligible"] is True


def test_the_premium_of_another_product_is_asked_with_a_word_behind(assistant: Assistant) -> None:
    answer = ask(assistant, "プロテクターの年間の掛金の表ある？", "ほな弥生は？数字でてるやつだけでいい")
    assert says(answer, "5,412")


def test_those_turned_away_are_told_of_the_other_insurance(assistant: Assistant) -> None:
    answer = ask(assistant, "売上1.2億だと弥生の有料プランはだめ? 代わりに何を案内してもらえますか")
    assert says(answer, "東京海上日動")
