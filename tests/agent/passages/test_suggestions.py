from __future__ import annotations

import pytest

from assistant.agent.passages import suggestions
from assistant.agent.passages.suggestions import SUGGESTED
from assistant.retrieval.search import HybridSearch


def near(search: HybridSearch, question: str) -> tuple[str, ...]:
    return suggestions(question, search.search(question, 10), search.snapshot.knowledge, "ja")


@pytest.mark.parametrize(
    "question", ["弥生の有料プランは何社が入ってますか", "中央会の代理店手数料は", "GDPRの罰金", "x"]
)
def test_up_to_three_questions_are_suggested_each_once(corpus: HybridSearch, question: str) -> None:
    found = near(corpus, question)
    assert 1 <= len(found) == len(set(found)) <= SUGGESTED


def test_what_is_suggested_finds_its_heading(corpus: HybridSearch) -> None:
    for text in near(corpus, "保険料の領収書はもらえる?"):
        headings = [hit.passage.section[-1] for hit in corpus.search(text, 3)]
        assert any(heading in text for heading in headings), (text, headings)


def test_the_question_itself_is_never_suggested(corpus: HybridSearch) -> None:
    question = "有料プランの保険料はどうやって支払いますか"
    assert question not in near(corpus, f"{question}？")


def test_a_heading_that_is_no_question_becomes_one(raw: HybridSearch) -> None:
    found = near(raw, "差額ベッド代の明細")
    assert "旅行保険の治療費用について教えてください" in found
