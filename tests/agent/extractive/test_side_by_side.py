"""Several products in one message: each says what its own sources say, and nobody ranks them."""

from __future__ import annotations

import pytest

from assistant.agent.assistant import Assistant
from assistant.answers import Answer, Paragraph
from tests.agent.talking import ask, cited, says


def _told_of(answer: Answer, product: str) -> str:
    """The paragraphs that begin with a product's name."""
    texts = [block.text for block in answer.blocks if isinstance(block, Paragraph)]
    return "\n".join(text for text in texts if text.startswith((f"【{product}】", f"{product}では")))


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (
            "漏えいのときいくらまで出るか、ソンポのパックと弥生の有料で比べて",
            {"安心サポートパック": "400万円", "弥生": "5億円"},
        ),
        (
            "割引の有無をプロテクターと弥生で並べて",
            {"サイバープロテクター": "ISMS", "弥生": "記載がありません"},
        ),
        (
            "紙の名簿をなくした場合、プロテクターとSOMPOパックの扱いの差",
            {"安心サポートパック": "電子データ", "サイバープロテクター": "書類"},
        ),
        (
            "再発防止費用は弥生、中央会、プロテクターそれぞれ出ますか",
            {"弥生": "再発防止", "中央会プラン": "再発防止", "サイバープロテクター": "再発防止"},
        ),
        (
            "海外で訴えられた場合、プロテクターと弥生で違いはありますか",
            {"サイバープロテクター": "海外で提起", "弥生": "海外"},
        ),
    ],
)
def test_each_product_that_is_named_says_what_its_own_sources_say(
    assistant: Assistant, message: str, said: dict[str, str]
) -> None:
    answer = ask(assistant, message)
    assert answer.outcome == "answered"
    assert says(answer, "優劣の判断はしていません")
    for product, words in said.items():
        assert words in _told_of(answer, product), product


def test_a_product_that_says_nothing_of_the_matter_is_not_left_out(assistant: Assistant) -> None:
    answer = ask(assistant, "SOMPOと弥生、Macは対象?")
    assert "確認できませんでした" in _told_of(answer, "弥生")
    assert "macOS" in answer.text
    assert answer.verdict is None


def test_no_product_crowds_out_another(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生と中央会とプロテクターで、データ復旧の費用の扱いを比較して")
    assert cited(answer) >= {"yayoi", "chuokai", "cyber-protector"}
    assert len(answer.text) < 2500


def test_a_product_without_rules_is_told_of_beside_one_that_has_them(assistant: Assistant) -> None:
    answer = ask(assistant, "医院ですが弥生とSOMPOに入れますか")
    assert says(answer, "加入できません")
    assert "申し込める業種" in _told_of(answer, "安心サポートパック")


def test_what_is_compared_besides_the_products_chooses_the_way(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生と中央会の保険料の違い。建設業で売上10億、セット3ワイド")
    assert says(answer, "385,450円")
    assert says(answer, "弥生（有料プラン）には加入できません")


def test_products_without_a_matter_are_told_of_as_a_whole(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生と中央会の違いは?")
    assert "補償内容" in _told_of(answer, "弥生")
    assert cited(answer) == {"yayoi", "chuokai"}


def test_a_product_is_compared_with_the_one_talked_about(assistant: Assistant) -> None:
    answer = ask(assistant, "弥生の限度額は?", "SOMPOと比べて")
    assert "5億円" in _told_of(answer, "弥生")
    assert "400万円" in _told_of(answer, "安心サポートパック")


def test_all_products_are_asked_where_none_is_named(assistant: Assistant) -> None:
    answer = ask(assistant, "どの商品に割引がありますか")
    assert cited(answer) >= {"yayoi", "chuokai", "cyber-protector"}
    assert not answer.suggestions


def test_on_a_page_of_one_product_that_one_answers_alone(assistant: Assistant) -> None:
    answer = ask(assistant, "どの商品に割引がありますか", product="chuokai")
    assert not says(answer, "優劣の判断はしていません")
