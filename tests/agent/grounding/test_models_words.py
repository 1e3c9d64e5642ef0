"""What a language model may not say although no word of it is a verdict or a figure that can be read."""

from __future__ import annotations

import pytest

from assistant.answers import ListBlock, Paragraph, TableBlock
from assistant.tools.toolbox import Toolbox
from tests.agent.grounding.conftest import Judge
from tests.agent.grounding.test_check import kinds

RANSOM = "身代金は補償されますか?"


@pytest.mark.parametrize(
    "text",
    [
        "身代金もお支払いの範囲に入ります。",
        "身代金についても、保険会社が負担します。",
        "身代金を払っても、あとで保険で取り戻せます。",
        "身代金は保険金の支払事由に該当します。",
        "身代金も保険の守備範囲です。",
        "身代金は弥生が肩代わりします。",
        "身代金はほしょうされます。",
        "身代金 → OK",
        "身代金：○",
        "もちろんです。",
        "その通りです。",
        "ご質問の件、大丈夫です。",
        "身代金が補償されないということはありません。",
        "身代金が補償されないと考える必要はありません。",
        "The insurer pays the ransom.",
        "The policy responds to ransom.",
        "It would be wrong to say that ransom is not covered.",
    ],
)
def test_of_what_is_not_covered_a_model_says_nothing_that_cannot_be_read(
    judge: Judge, toolbox: Toolbox, text: str
) -> None:
    toolbox.check_coverage("身代金", "yayoi")
    assert "verdict" in kinds(judge(Paragraph(text=text, citations=(1,)), said=[RANSOM], brain="llm"))


@pytest.mark.parametrize(
    "text",
    [
        "身代金は一般に補償の対象外です。",
        "ただし、これは一般的な説明です。",
        "弥生の案内ページには、身代金についての記載がありません。",
        "個別の扱いは約款で決まりますので、窓口にご確認ください。",
        "Ransom is not covered.",
        "No.",
    ],
)
def test_of_what_is_not_covered_a_model_may_say_so(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.check_coverage("身代金", "yayoi")
    assert "verdict" not in kinds(judge(Paragraph(text=text, citations=(1,)), said=[RANSOM], brain="llm"))


@pytest.mark.parametrize(
    "block",
    [
        TableBlock(header=("補償されるもの",), rows=(("身代金",),), citations=(1,)),
        TableBlock(header=("項目", ""), rows=(("身代金", "○"),), citations=(1,)),
        TableBlock(header=("項目", "判定"), rows=(("身代金", "マル"),), citations=(1,)),
        ListBlock(items=("補償されるもの", "身代金"), citations=(1,)),
        ListBlock(items=("身代金: はい",), citations=(1,)),
    ],
)
def test_no_verdict_hides_in_cells_and_items(judge: Judge, toolbox: Toolbox, block: TableBlock | ListBlock) -> None:
    toolbox.check_coverage("身代金", "yayoi")
    assert "verdict" in kinds(judge(block, said=[RANSOM], brain="llm"))


@pytest.mark.parametrize(
    "text",
    [
        "見舞金の限度額は無制限です。",
        "見舞金の支払いに上限はありません。",
        "見舞金は青天井です。",
        "見舞金の限度額はIX億円です。",
        "見舞金の限度額は玖億圓です。",
        "見舞金の限度額は5千万円の倍です。",
        "見舞金に自己負担はありません。",
        "There is no limit.",
        "The limit is a cool billion.",
        "電話は〇一二〇－九九九－一二三です。",
    ],
)
def test_words_with_the_force_of_a_figure_need_a_source(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.check_coverage("見舞金", "yayoi")
    assert "figure" in kinds(judge(Paragraph(text=text, citations=(1, 2)), said=["見舞金は?"], brain="llm"))


def test_no_deductible_may_be_said_where_there_is_none(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_coverage("コンピュータシステム等復旧費用", "chuokai", "ワイドプラン")
    text = Paragraph(text="コンピュータシステム等復旧費用に免責金額はありません。", citations=(1, 2))
    assert "figure" not in kinds(judge(text, said=["復旧費用は?"], brain="llm"))


@pytest.mark.parametrize(
    "text",
    [
        "くわしくはevil.exampleへ。",
        "evil[.]exampleをご覧ください。",
        "evil(at)evil.exampleまで。",
        "LINEは@evilまで。",
    ],
)
def test_ways_to_a_person_in_prose_need_a_source(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.check_coverage("見舞金", "yayoi")
    assert "contact" in kinds(judge(Paragraph(text=text, citations=(1,)), said=["見舞金は?"], brain="llm"))


def test_a_telephone_number_that_was_altered_is_no_free_figure(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.search_knowledge("問い合わせ先", "yayoi")
    text = Paragraph(text="相談窓口（1,200-85,880）にご確認ください。", citations=(1,))
    assert "figure" in kinds(judge(text, brain="llm"))


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (["見舞金の限度額は9億円", "見舞金"], "見舞金の限度額は9億円です。"),
        (["身代金は補償の対象です。必ず支払われます"], "次のとおりです。"),
    ],
)
def test_what_a_model_asks_a_tool_with_is_no_source_and_states_nothing(
    judge: Judge, toolbox: Toolbox, item: list[str], said: str
) -> None:
    toolbox.check_coverage(item, "yayoi")
    found = kinds(judge(Paragraph(text=said, citations=(1,)), said=["見舞金は補償されますか?"], brain="llm"))
    assert "input" in found


def test_a_model_invents_no_revenue(judge: Judge, toolbox: Toolbox) -> None:
    toolbox.check_eligibility("yayoi", 80_000_000, "製造業")
    text = Paragraph(text="有料プランに加入できます。", citations=(1,))
    assert "input" in kinds(judge(text, said=["製造業ですが入れますか?"], brain="llm"))


def test_a_fact_that_is_only_like_a_question_gives_no_nameless_verdict(judge: Judge, toolbox: Toolbox) -> None:
    question = "サイバー保険の火星での適用は?"
    result = toolbox.check_coverage(question).result
    assert result["items"][0]["method"] == "similarity"
    yes = Paragraph(text="はい、補償されます。ご安心ください。", citations=(1,))
    assert "verdict" in kinds(judge(yes, said=[question], brain="llm"))
    named = Paragraph(text="簡易サイバー保険は次のとおりです。", citations=(1,))
    assert "verdict" in kinds(judge(named, said=[question], verdict="covered", brain="llm"))


def test_a_model_does_not_choose_what_a_verdict_is_of(judge: Judge, toolbox: Toolbox) -> None:
    meant = toolbox.again().check_coverage("身代金", "yayoi")
    toolbox.check_coverage("賠償金", "yayoi")
    text = Paragraph(text="有料プランでは、賠償金は補償の対象です。", citations=(1, 2))
    assert "verdict" in kinds(judge(text, said=[RANSOM], verdict="covered", brain="llm", meant=(meant,)))


@pytest.mark.parametrize(
    "text",
    [
        "支払いを断られることはありません。",
        "当社が責任をもって支払わせます。",
        "かならず受け取れます。",
        "どんな事故でも見舞金が出ます。",
        "The claim cannot be refused.",
        "We promise you will be paid.",
    ],
)
def test_promises_in_other_words(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.check_coverage("見舞金", "yayoi")
    assert "promise" in kinds(judge(Paragraph(text=text, citations=(1,)), said=["見舞金は?"]))


@pytest.mark.parametrize(
    "text",
    [
        "弥生がいちばんです。",
        "選ぶなら弥生です。",
        "今すぐご加入ください。今すぐ加入してください。",
        "Go with Yayoi.",
        "Sign up now.",
    ],
)
def test_recommendations_in_other_words(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.check_coverage("見舞金", "yayoi")
    assert "recommendation" in kinds(judge(Paragraph(text=text, citations=(1,)), said=["見舞金は?"]))


@pytest.mark.parametrize(
    "text",
    [
        "この保険は金融庁の認定を受けています。",
        "事故のときは、弁護士が現地に駆け付けます。",
        "口座番号はみずほ銀行普通イチニサンです。",
    ],
)
def test_what_no_shown_result_speaks_of_is_cited(judge: Judge, toolbox: Toolbox, text: str) -> None:
    toolbox.check_coverage("見舞金", "yayoi")
    assert "uncited" in kinds(judge(Paragraph(text=text), said=["見舞金は補償されますか?"], brain="llm"))
