from __future__ import annotations

import pytest

from assistant.agent.grounding import Glossary, glossary_of
from assistant.agent.grounding.reading import read
from assistant.knowledge.load import load_knowledge
from tests.conftest import CORPUS

NAMES = glossary_of(load_knowledge(CORPUS).base)


def bound(sentence: str, dimension: str, glossary: Glossary = NAMES) -> list[tuple[str, set[str]]]:
    """Each figure of a sentence with what it is of in one dimension."""
    reading = read(sentence, glossary)
    return [
        (figure.value, set(getattr(each.frame, dimension)))
        for figure, each in zip(reading.figures, reading.bound, strict=True)
    ]


PLANS = [("50000000", {"5億円プラン"}), ("50000000", {"3億円プラン"}), ("10000000", {"1億円プラン"})]


@pytest.mark.parametrize(
    "sentence",
    [
        "有料プランの各種費用の限度額は、5億円プランが5千万円、3億円プランが5千万円、1億円プランが1千万円です。",
        "限度額 50,000,000円（5億円プラン）、50,000,000円（3億円プラン）、10,000,000円（1億円プラン）",
        "5億プラン 5,000万円、3億プラン 5,000万円、1億プラン 1,000万円",
        "50 million yen under the 500 million yen plan, 50 million yen for the 300 million yen plan and "
        "10 million yen under the 100 million yen plan.",
        "5億円プラン、3億円プラン、1億円プランの限度額はそれぞれ5千万円、5千万円、1千万円です。",
    ],
)
def test_each_amount_belongs_to_the_plan_it_stands_with(sentence: str) -> None:
    assert bound(sentence, "plan") == PLANS


def test_figures_in_names_are_no_amounts() -> None:
    assert bound("5億円プランと加入セット3", "plan") == []
    assert bound("Sets 1 to 4 and the 100 million yen plan", "limit_set") == []


def test_an_amount_may_be_said_of_several_plans_at_once() -> None:
    reading = read("5億円プランと3億円プランは5千万円です。", NAMES)
    assert [set(frame.plan) for frame in reading.bound[0].each] == [{"5億円プラン"}, {"3億円プラン"}]
    assert bound("加入セット3と加入セット4が3千万円です。", "limit_set") == [
        ("30000000", {"加入セット3", "加入セット4"})
    ]


def test_a_name_with_a_figure_that_no_source_knows_is_told() -> None:
    for sentence, name in (("7億円プランの限度額", "7億円プラン"), ("加入セット9の保険料", "加入セット9")):
        reading = read(sentence, NAMES)
        assert [reading.text[start:end] for start, end in reading.unknown] == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "建設業、年間売上高10億円、加入セット3の年間保険料は、ワイドプラン385,450円です。",
        "年間保険料は、年間売上高10億円の建設業でワイドプランの場合385,450円です。",
    ],
)
def test_revenue_is_told_from_premium(sentence: str) -> None:
    roles = dict(bound(sentence, "role"))
    assert roles == {"1000000000": {"revenue"}, "385450": {"premium"}}


def test_a_phone_number_belongs_to_the_desk_beside_it() -> None:
    sentence = "緊急時ホットラインの番号は公表されていないため、相談窓口（0120-008588）へお電話ください。"
    assert bound(sentence, "desk") == [("0120008588", {"相談窓口"})]


def test_a_name_inside_another_word_or_name_does_not_count() -> None:
    mentions = read("サイバー保険（無料補償・有料プラン）の業務停止命令", NAMES).mentions
    assert {mention.dimension for mention in mentions} == {"product"}
