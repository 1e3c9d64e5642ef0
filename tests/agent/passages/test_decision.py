from __future__ import annotations

import pytest

from assistant.agent.passages import Decision, answerable, read
from assistant.agent.passages.decision import Model, model_for, models
from assistant.agent.passages.features import Features
from assistant.retrieval.search import HybridSearch, Scope


def decide(search: HybridSearch, question: str, products: tuple[str, ...] | None = None) -> Decision:
    hits = search.search(question, 10, Scope(products))
    return answerable(read(question, hits, search.snapshot), search.encoder.fingerprint)


@pytest.mark.parametrize(
    "question",
    [
        "有料プランの支払い方法は?",
        "ほけんりょうはけいひになりますか",
        "Can I pay the Yayoi premium by credit card?",
        "割引は最大何%ですか",
        "お助け隊の価格の上限はいくら",
    ],
)
def test_a_question_that_the_corpus_answers_is_answered(corpus: HybridSearch, question: str) -> None:
    decision = decide(corpus, question)
    assert decision.answered
    assert decision.probability <= 1


@pytest.mark.parametrize(
    "question",
    [
        "ドラゴンクエストを作曲したのは誰ですか",
        "円周率は何桁まで分かっていますか",
        "江戸幕府を開いたのは誰",
        "Who won the World Cup in 1998?",
    ],
)
def test_a_question_about_something_else_is_not(corpus: HybridSearch, raw: HybridSearch, question: str) -> None:
    assert not decide(corpus, question).answered
    assert decide(raw, question).probability < 0.2  # where nobody worded what passages answer, less is refused


@pytest.mark.parametrize(
    ("question", "products"),
    [
        ("治療費用はいくらまで?", None),
        ("カメラを盗まれた", ("travel",)),
        ("ペットの通院は何日まで", None),
        ("保険料の支払い方法", ("pet",)),
    ],
)
def test_a_handful_of_raw_passages_is_enough(
    raw: HybridSearch, question: str, products: tuple[str, ...] | None
) -> None:
    assert decide(raw, question, products).answered


def test_without_hits_nothing_is_answered(corpus: HybridSearch) -> None:
    reading = read("身代金は?", [], corpus.snapshot)
    assert answerable(reading, corpus.encoder.fingerprint) == Decision(0.0, False, None)


def test_another_encoder_is_judged_without_its_cosines(corpus: HybridSearch) -> None:
    own = model_for(models(), corpus.encoder.fingerprint, worded=True)
    any_encoder = model_for(models(), "another-model", worded=True)
    assert "cosine" in own.parameters
    assert "cosine" not in any_encoder.parameters


@pytest.mark.parametrize("model", models(), ids=lambda model: f"{model.encoder}, worded {model.worded}")
def test_parameters_are_those_of_known_features(model: Model) -> None:
    assert set(model.parameters) <= set(Features._fields)
    assert model.reached["auc"] > 0.7
    unknown = dict.fromkeys(Features._fields)
    assert model.probability({**unknown, **{name: each.mean for name, each in model.parameters.items()}}) == (
        pytest.approx(model.probability(unknown))
    )


def test_more_of_the_question_found_is_never_less_probable(corpus: HybridSearch) -> None:
    known = decide(corpus, "有料プランの支払い方法は?")
    strange = decide(corpus, "有料プランのパラグライダー費用は?")
    assert known.probability > strange.probability
