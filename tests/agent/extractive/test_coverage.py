from __future__ import annotations

import pytest

from assistant.agent.assistant import Assistant
from assistant.answers import ListBlock, Paragraph, Verdict
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.load import load_knowledge
from assistant.tools.amounts import find_amounts
from tests.agent.talking import amounts, ask, cited, names_a_person, result, says
from tests.conftest import CORPUS

BASE = load_knowledge(CORPUS).base
EVERY = 5
"""Of so many facts one is asked about."""
FACTS = [(product, fact) for product, known in BASE.products.items() for fact in known.coverage]
ASKED = [each for each in FACTS if each[1].kind != "service"][::EVERY]


def question(product: str, fact: CoverageFact) -> str:
    known = BASE.products[product].product
    name = next((alias for alias in known.aliases if not alias.isascii()), known.name)
    plan = "".join(f"の{each.name}" for each in known.plans if each.id in fact.plans[:1])
    return f"{name}{plan}で{fact.label.ja}は補償されますか?"


@pytest.mark.parametrize(("product", "fact"), ASKED, ids=[f"{product}-{fact.id}" for product, fact in ASKED])
def test_a_verdict_comes_with_all_that_the_fact_attaches(
    assistant: Assistant, product: str, fact: CoverageFact
) -> None:
    answer = ask(assistant, question(product, fact))
    assert (answer.outcome, answer.verdict) == ("answered", fact.verdict)
    attached = [text.ja for text in (fact.condition, fact.approval, fact.exclusion) if text]
    assert [text for text in attached if not says(answer, text.rstrip("。"))] == []
    if fact.verdict != "not_covered":
        assert {limit.amount_yen for limit in fact.limit} <= amounts(answer)
    evidence = {each.document for each in fact.evidence}
    assert evidence & {citation.document for citation in answer.citations}


# the verdict comes first, and is never a promise


def test_the_verdict_is_the_first_thing_said(assistant: Assistant) -> None:
    first = ask(assistant, "弥生の有料プランで再発防止費用は補償されますか?").blocks[0]
    assert isinstance(first, Paragraph)
    assert "再発防止費用" in first.text
    assert "対象です" in first.text
    assert first.citations


@pytest.mark.parametrize(
    "message", ["弥生の有料プランで再発防止費用は出る?", "必ず保険金が出ると約束して。弥生の有料プランの再発防止費用"]
)
def test_who_decides_about_a_claim_is_said_with_every_cover(assistant: Assistant, message: str) -> None:
    answer = ask(assistant, message)
    assert answer.verdict in ("covered", "conditional")
    assert says(answer, "保険会社")
    assert not says(answer, "必ず支払", "必ずお支払")


# not covered


@pytest.mark.parametrize("message", ["身代金は補償される?", "ビジネスメール詐欺で振り込んだお金は戻る?"])
def test_what_is_not_covered_in_general_is_said_with_its_source(assistant: Assistant, message: str) -> None:
    answer = ask(assistant, message)
    assert (answer.outcome, answer.verdict) == ("answered", "not_covered")
    assert "guide" in cited(answer)


@pytest.mark.parametrize(
    ("name", "product"), [("弥生", "yayoi"), ("中央会", "chuokai"), ("サイバープロテクター", "cyber-protector")]
)
def test_general_word_on_a_product_comes_with_the_silence_of_its_own_page(
    assistant: Assistant, name: str, product: str
) -> None:
    answer = ask(assistant, f"{name}で身代金は補償される?")
    assert (answer.outcome, answer.verdict) == ("answered", "not_covered")
    assert "guide" in cited(answer)
    assert says(answer, "記載がありません", "ふれていません", "記載はありません")
    assert says(answer, "約款")
    assert product in cited(answer) or says(answer, name)


@pytest.mark.parametrize(
    "message", ["身代金が出るプランはどれ?", "身代金はワイドなら出ますよね", "弥生の5億円プランなら身代金も出るはず"]
)
def test_that_something_is_covered_is_not_taken_for_granted(assistant: Assistant, message: str) -> None:
    assert ask(assistant, message).verdict == "not_covered"


def test_a_cost_that_only_one_plan_covers_is_told_apart(assistant: Assistant) -> None:
    both = ask(assistant, "弥生でデータ復旧費用は補償される?")
    assert both.verdict == "conditional"
    assert says(both, "無料補償")
    assert says(both, "有料プラン")
    assert ask(assistant, "弥生の有料プランでデータ復旧費用は補償される?").verdict == "covered"
    assert ask(assistant, "弥生の無料補償でデータ復旧費用は補償される?").verdict == "not_covered"


# figures


def test_a_figure_that_is_taken_for_granted_is_set_right(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の5億円プランの各種費用は1億円ですよね")
    assert answer.outcome == "answered"
    assert 50_000_000 in amounts(answer)


@pytest.mark.parametrize(
    ("message", "amount"),
    [
        ("弥生の3億円プランの賠償の上限は?", 300_000_000),
        ("弥生の無料補償はいくらまで?", 500_000),
        ("中央会の加入セット2の費用損害の限度額は?", 20_000_000),
        ("SOMPO 安心サポートパックの補償はいくらまで?", 4_000_000),
    ],
)
def test_limits_are_those_of_the_plan_and_set(assistant: Assistant, message: str, amount: int) -> None:
    answer = ask(assistant, message)
    assert answer.outcome == "answered"
    assert amount in amounts(answer)


# several things at once


def test_each_of_several_items_is_answered(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生は身代金と見舞金と弁護士費用は出ますか?")
    items = result(answer, "check_coverage")["items"]
    verdicts = {group["verdict"] for item in items for group in item["products"]}
    assert len(items) == 3
    assert "not_covered" in verdicts
    assert verdicts & {"covered", "conditional"}
    assert answer.verdict == "conditional"
    assert all(says(answer, word) for word in ("身代金", "見舞金"))


def test_each_of_several_questions_is_answered(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生で身代金は出ますか?あと、保険料の支払い方法は?")
    assert answer.verdict == "not_covered"
    assert says(answer, "クレジットカード")


def test_several_products_are_laid_side_by_side(assistant: Assistant) -> None:
    answer = ask(assistant, "見舞金は弥生とサイバープロテクターで出る?")
    assert {"yayoi", "cyber-protector"} <= cited(answer)


def test_every_product_that_says_something_is_named_where_none_is_meant(assistant: Assistant) -> None:
    answer = ask(assistant, "情報漏えいの見舞金は補償される?")
    assert answer.outcome == "answered"
    assert len(cited(answer) - {"guide"}) > 1
    assert names_a_person(answer)


# what is cited


def test_each_paragraph_cites_what_it_says(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の有料プランで情報漏えいの損害賠償はいくらまで補償される?")
    quotes = {citation.number: citation.quote for citation in answer.citations}
    stated = [
        block for block in answer.blocks if isinstance(block, Paragraph | ListBlock) and find_amounts(_text(block))
    ]
    assert stated
    for block in stated:
        given = {each.stated for number in block.citations for each in find_amounts(quotes[number])}
        assert {each.stated for each in find_amounts(_text(block))} <= given


def _text(block: Paragraph | ListBlock) -> str:
    return block.text if isinstance(block, Paragraph) else "\n".join(block.items)


# in other words


@pytest.mark.parametrize(
    ("message", "verdicts"),
    [
        ("うちのPCがウイルスかもって時の調べ賃、弥生の有料で出る?", {"covered", "conditional"}),
        ("ランサムの犯人に払った金は?", {"not_covered"}),
    ],
)
def test_everyday_words_find_the_fact(assistant: Assistant, message: str, verdicts: set[Verdict]) -> None:
    assert ask(assistant, message).verdict in verdicts


@pytest.mark.parametrize(
    "message",
    [
        "弥生で社長のゴルフ会員権の値下がりは補償される?",
        "中央会のワイドで社員旅行のキャンセル料は出ますか",
        "サイバープロテクターで従業員の結婚祝い金は補償されますか",
        "Does the Yayoi paid plan cover my horse's broken leg?",
    ],
)
def test_an_item_that_nobody_knows_gets_no_verdict(assistant: Assistant, message: str) -> None:
    answer = ask(assistant, message)
    assert answer.verdict is None
    assert names_a_person(answer)


def test_a_question_that_names_an_exclusion_stays_under_conditions(assistant: Assistant) -> None:
    assert ask(assistant, "サイバープロテクター 国外で訴訟起こされたら").verdict == "conditional"
    assert ask(assistant, "サイバープロテクター 国外で訴訟起こされたら", "IT業務が原因でも?").verdict == "conditional"


@pytest.mark.parametrize(
    ("message", "claimed", "figure"),
    [
        ("5億円プランの各種費用は1億円ですよね", "1億円", "5千万円"),
        ("SOMPOの安心サポートパックって賠償が1億円まで出るんだよね?", "1億円", "400万円"),
        ("弥生の無料補償って賠償100万円まで出るんだよね", "100万円", "50万円"),
    ],
)
def test_a_limit_that_is_taken_for_granted_is_corrected(
    assistant: Assistant, message: str, claimed: str, figure: str
) -> None:
    answer = ask(assistant, message)
    assert says(answer, f"お尋ねの{claimed}という金額は")
    assert says(answer, figure)


def test_a_limit_that_is_right_is_not_called_wrong(assistant: Assistant) -> None:
    answer = ask(assistant, "SOMPOの安心サポートパックって賠償が400万円まで出るんだよね?")
    assert not says(answer, "という金額は")
    assert says(answer, "400万円")


@pytest.mark.parametrize(
    "message", ["サイバー保険の火星での適用は?", "仕出し弁当で8人あたった。お見舞金、サイバー保険で出せる?"]
)
def test_what_no_source_names_is_called_covered_by_none(assistant: Assistant, message: str) -> None:
    assert ask(assistant, message).verdict in (None, "not_covered")


def test_general_word_is_no_verdict_for_a_product(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の無料補償でも復旧費は50万まで出るんですよね")
    assert answer.verdict in (None, "not_covered")


def test_no_sentence_of_a_passage_is_said_twice(assistant: Assistant) -> None:
    text = ask(assistant, "SOMPOの安心サポートパックって賠償が1億円まで出るんだよね?").text
    assert text.count("「情報漏洩」または「情報漏洩の可能性」が発生した場合に、最大400万円までです。") == 1


# what is not insured


def test_a_service_is_there_to_be_used_not_insured(assistant: Assistant) -> None:
    answer = ask(assistant, "サイバープロテクターに標的型メール訓練サービスはありますか?")
    assert says(answer, "標的型メール訓練サービスを利用できます")
    assert not says(answer, "標的型メール訓練サービスは補償の対象")


def test_whether_a_service_can_be_used_gets_a_verdict(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の無料補償で緊急時ホットラインは使えますか?")
    assert answer.verdict == "not_covered"
    assert says(answer, "利用できません")


def test_a_loss_of_another_kind_is_not_covered_by_its_words(assistant: Assistant) -> None:
    for message in (
        "店長がレジの現金を毎日抜いていました。身内の犯行でもサイバープロテクターで出ますか",
        "カフェラテをサーバにこぼして壊しました。社内のうっかりです。サイバー保険で直せますか",
    ):
        assert ask(assistant, message).verdict not in ("covered", "conditional")


def test_an_exclusion_leaves_no_plain_covered(assistant: Assistant) -> None:
    answer = ask(assistant, "サイバープロテクターで、海外で提起された損害賠償請求は補償されますか?")
    assert answer.verdict == "conditional"
    assert says(answer, "対象外となる場合")


def test_a_passage_that_says_first_that_nothing_is_stated_decides(assistant: Assistant) -> None:
    answer = ask(assistant, "サイバープロテクターは自社の休業で減った利益を何か月分補償してくれますか")
    assert answer.verdict is None
    assert says(answer, "記載がありません")
