from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.agent.passages import Quotation, quote, read
from assistant.agent.passages.quoting import QUOTED, WHOLE
from assistant.agent.passages.runs import smallest_runs
from assistant.retrieval.search import HybridSearch, Scope
from bench.retrieval.sets import QUESTIONS

ASKED = [json.loads(line)["text"] for line in QUESTIONS.read_text("utf-8").splitlines()][::7]

WORDS = ["治療費", "携行品", "盗難", "カメラ", "現金", "いくら", "対象", "ペット", "通院", "いつ", "支払い"]


def quotes(search: HybridSearch, question: str, products: tuple[str, ...] | None = None) -> tuple[Quotation, ...]:
    return quote(read(question, search.search(question, 10, Scope(products)), search.snapshot))


@pytest.mark.parametrize("question", ASKED)
def test_a_quote_stands_word_for_word_in_its_passage(corpus: HybridSearch, question: str) -> None:
    found = quotes(corpus, question)
    assert 1 <= len(found) <= QUOTED
    for each in found:
        assert each.hit.passage.text[each.start : each.end] == each.text
        assert each.text.strip() == each.text != ""
        assert all(sentence in each.text for sentence in each.sentences)
        longest = max(run.last - run.first for run in smallest_runs(each.hit.passage.text, each.hit.forms.pieces))
        assert len(each.text) <= WHOLE or len(each.sentences) <= longest + 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_an_exception_is_never_left_out(raw: HybridSearch, words: list[str]) -> None:
    for each in quotes(raw, " ".join(words)):
        if "300万円" in each.text:
            assert "妊娠および歯科の治療は対象となりません" in each.text
        if "コンタクトレンズ" in each.text:
            assert "次のものは対象外です" in each.text


def test_what_was_asked_for_is_in_the_quote(raw: HybridSearch) -> None:
    assert "300万円" in quotes(raw, "海外で病院にかかったらいくらまで出る?")[0].text
    assert "27日" in "".join(each.text for each in quotes(raw, "ペットの保険料は何日に引き落とされますか"))


def test_products_stand_side_by_side_where_none_is_meant(raw: HybridSearch) -> None:
    found = quotes(raw, "保険料はどうやって支払いますか")
    assert {each.hit.passage.product for each in found} == {"travel", "pet"}
    assert {each.hit.passage.product for each in quotes(raw, "保険料はどうやって支払いますか", ("pet",))} == {"pet"}


def test_a_short_passage_is_quoted_whole(raw: HybridSearch) -> None:
    best = quotes(raw, "通院の費用")[0]
    assert best.text == best.hit.passage.text


def test_without_hits_nothing_is_quoted(corpus: HybridSearch) -> None:
    assert quote(read("身代金は?", [], corpus.snapshot)) == ()
