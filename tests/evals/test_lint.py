from __future__ import annotations

from typing import Any

import pytest

from evals.corpus import Corpus
from evals.lint.copies import check_copies
from evals.lint.expectations import check_expectations, sources
from evals.questions import Entry, Question
from tests.evals.examples import PAYMENT, QUESTIONS, TREATMENT, question

_ANSWERED: dict[str, Any] = {"outcome": ["answered"]}


def _entries(*questions: Question) -> list[Entry]:
    return [Entry(each, "own-tuning.jsonl", line, "tuning") for line, each in enumerate(questions, 1)]


def _problems(asked: Question, corpus: Corpus) -> list[tuple[str, str]]:
    return [
        ((problem.field or "").removeprefix(f"{asked.id}."), problem.severity)
        for problem in check_expectations(_entries(asked), sources(corpus))
    ]


def test_sound_questions_have_no_problem(travel: Corpus) -> None:
    assert check_expectations(_entries(*QUESTIONS), sources(travel)) == []
    assert check_copies(_entries(*QUESTIONS), travel) == []


@pytest.mark.parametrize(
    ("expect", "fields", "problem"),
    [
        (_ANSWERED, {"evidence": "どこにもない文です"}, ("evidence", "error")),
        ({**_ANSWERED, "must_not": ["300万円"]}, {"evidence": TREATMENT}, ("expect.must_not", "error")),
        ({**_ANSWERED, "products": ["travel"]}, {}, ("evidence", "warning")),
        ({**_ANSWERED, "must": [["補償されます"]], "must_not": ["補償され"]}, {}, ("expect.must[0]", "error")),
        ({**_ANSWERED, "must": [["八百万円"]]}, {}, ("expect.must[0]", "warning")),
        ({**_ANSWERED, "products": ["pets"]}, {"evidence": TREATMENT}, ("expect.products", "error")),
        (_ANSWERED, {"product": "pets"}, ("product", "error")),
        ({**_ANSWERED, "tool": {"name": "guess", "result": {}}}, {}, ("expect.tool.name", "error")),
        ({"outcome": ["not_found"], "verdict": ["covered"]}, {}, ("expect.verdict", "error")),
        (_ANSWERED, {"category": "multi_turn"}, ("turns", "error")),
        (_ANSWERED, {"category": "english"}, ("lang", "error")),
        (_ANSWERED, {"turns": ["あ" * 2001]}, ("turns[0]", "error")),
    ],
)
def test_each_expectation_is_checked(
    expect: dict[str, Any], fields: dict[str, Any], problem: tuple[str, str], travel: Corpus
) -> None:
    asked = question("入院したら?", expect).model_copy(
        update={key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}
    )
    assert problem in _problems(asked, travel)


def test_a_quote_may_be_broken_otherwise_than_its_document(travel: Corpus) -> None:
    broken = f"{TREATMENT[:10]}\n  {TREATMENT[10:]}"
    assert _problems(question("入院したら?", _ANSWERED, evidence=broken), travel) == []


def test_a_double_is_an_error_and_a_near_copy_a_warning(travel: Corpus) -> None:
    first, double, near = (
        question(text, _ANSWERED).model_copy(update={"id": each})
        for each, text in (
            ("a", "海外旅行中の入院費はいくら出ますか"),
            ("b", "海外旅行中の入院費は いくら出ますか"),
            ("c", "海外旅行中の入院費はいくらまで出ますか"),
        )
    )
    problems = check_copies(_entries(first, double, near), travel)
    assert [(problem.field, problem.severity) for problem in problems] == [("b", "error"), ("c", "warning")]


def test_the_same_words_on_the_page_of_another_product_are_another_question(travel: Corpus) -> None:
    one = question("支払い方法を教えてください", _ANSWERED)
    other = one.model_copy(update={"id": "other", "product": "travel"})
    assert check_copies(_entries(one, other), travel) == []


def test_a_sentence_of_the_corpus_is_no_question_of_a_persons_own(travel: Corpus) -> None:
    (problem,) = check_copies(_entries(question(PAYMENT, _ANSWERED)), travel)
    assert "like the corpus" in problem.message
