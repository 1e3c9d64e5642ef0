from __future__ import annotations

import pytest

from assistant.retrieval.encoders import Encoder
from assistant.retrieval.open import CurrentSearch, open_search
from assistant.retrieval.search import HybridSearch, Scope
from assistant.settings import Settings


@pytest.fixture(scope="module")
def search(settings: Settings) -> CurrentSearch:
    return open_search(settings)


@pytest.mark.parametrize(
    "query",
    [
        "弥生の有料プラン、支払い方法は?",
        "やよいのゆうりょうぷらん しはらいほうほうは",
        "ﾔﾖｲ ﾕｳﾘｮｳﾌﾟﾗﾝ ｼﾊﾗｲﾎｳﾎｳ",
        "弥生 有料ﾌﾟﾗﾝ　クレカで払える？",
        "Can I pay for the Yayoi paid plan by credit card?",
    ],
)
def test_a_question_is_found_however_it_is_typed(search: CurrentSearch, query: str) -> None:
    texts = [hit.passage.text for hit in search.search(query, 5)]
    assert any("クレジットカード" in text for text in texts), texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サーバの復旧", "サーバーの復旧"),
        ("漏えいの損害賠償", "漏洩の損害賠償"),
        ("ＩＴ業務特約", "it業務特約"),
    ],
)
def test_spelling_variants_find_the_same(search: CurrentSearch, one: str, other: str) -> None:
    found = [[hit.number for hit in search.search(query, 10)] for query in (one, other)]
    assert found[0][0] == found[1][0]
    assert len(set(found[0]) & set(found[1])) >= 6


def test_a_scope_holds_only_its_products(search: CurrentSearch) -> None:
    hits = search.search("保険料はいくら", 20, Scope(("chuokai",)))
    assert len(hits) == 20
    assert {hit.passage.product for hit in hits} == {"chuokai"}


def test_staff_documents_are_found_by_staff_only(search: CurrentSearch) -> None:
    query = "中央会プラン 公表例 割り戻し 担当者向け"
    assert all(hit.passage.audience == "public" for hit in search.search(query, 50))
    assert any(hit.passage.audience == "staff" for hit in search.search(query, 50, Scope(staff=True)))
    scoped = search.search(query, 50, Scope(("chuokai",)))
    assert scoped
    assert all(hit.passage.audience == "public" for hit in scoped)


def test_scores_fall_and_ranks_are_those_of_the_legs(search: CurrentSearch) -> None:
    hits = search.search("身代金は補償される?", 10)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].score > 2
    by_lexical = sorted(hits, key=lambda hit: hit.lexical_rank)
    assert [hit.bm25 for hit in by_lexical] == sorted((hit.bm25 for hit in hits), reverse=True)
    assert all(-1 <= hit.cosine <= 1 for hit in hits)


@pytest.mark.parametrize("query", ["", "   ", "?", "\u0000", "𠮷" * 3, "a" * 5000, "ﷺ" * 50])
def test_no_query_breaks_the_search(search: CurrentSearch, query: str) -> None:
    assert isinstance(search.search(query, 3), list)


def test_the_answer_to_an_unknown_product_scope_is_nothing(search: CurrentSearch) -> None:
    assert search.search("保険料", 5, Scope(("nope",))) == []


def test_two_runs_give_the_same(search: CurrentSearch, settings: Settings, encoder: Encoder) -> None:
    again = open_search(settings)
    assert again.encoder.fingerprint == encoder.fingerprint
    first = [(hit.number, hit.score) for hit in search.search("弁護士費用", 10)]
    assert first == [(hit.number, hit.score) for hit in again.search("弁護士費用", 10)]


@pytest.mark.parametrize("query", ["身代金は補償される?", "クレカで払える", "やよいのほけん", "Can I cancel?"])
def test_chroma_and_exact_comparison_find_the_same(search: CurrentSearch, query: str) -> None:
    engine = search.engine()
    proposed = HybridSearch(engine.snapshot, engine.encoder, compared=0)
    exact = [(hit.number, round(hit.score, 3)) for hit in engine.search(query, 10)]
    assert [(hit.number, round(hit.score, 3)) for hit in proposed.search(query, 10)] == exact


def test_a_hit_tells_how_many_passages_were_in_scope(search: CurrentSearch) -> None:
    everything = search.search("保険料", 1)[0].among
    assert search.search("保険料", 1, Scope(("yayoi",)))[0].among < everything
