from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ConfigurationError
from assistant.retrieval.open import open_search
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import Settings
from evals.corpus import read_corpus
from evals.questions import Entry
from evals.raw_pages import ingest_raw_pages, without_tools
from evals.retrieval.ranked import LEGS
from evals.retrieval.ranking import Rankings
from tests.evals.examples import question


@pytest.fixture(scope="module")
def rankings(settings: Settings) -> Rankings:
    return Rankings(open_search(settings).engine())


def test_the_passage_that_holds_the_evidence_is_found_by_both_legs(rankings: Rankings) -> None:
    quote = "無料補償の限度額は、サイバー事故を起こしたときの賠償金等で最大50万円です。"
    ranked = rankings.rank(question("無料補償の限度額はいくら?", {"outcome": ["answered"]}, evidence=quote))
    assert ranked.relevant
    assert [each.leg for each in ranked.rankings] == list(LEGS)
    assert all(ranked.place(leg) is not None for leg in LEGS)
    assert all(len(each.best) == 5 for each in ranked.rankings)


def test_nothing_is_relevant_to_the_last_of_several_turns(rankings: Rankings) -> None:
    asked = question("?", {"outcome": ["answered"]}, evidence="最大50万円").model_copy(
        update={"turns": ("弥生は?", "上限は?")}
    )
    ranked = rankings.rank(asked)
    assert ranked.relevant == ()
    assert ranked.rankings


def test_hits_stay_on_the_page_of_the_product(rankings: Rankings) -> None:
    documents = {place.document for ranking in rankings.of("支払い方法は?", "yayoi") for place in ranking.best}
    assert {document.split("/")[0] for document in documents} == {"yayoi"}


def test_raw_pages_become_a_corpus_of_their_own(settings: Settings, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "one.txt").write_text("中央会プラン\n\n加入セット1の支払限度額は5千万円です。\n", encoding="utf-8")
    raw = ingest_raw_pages(pages, tmp_path / "scratch", settings)
    assert list(read_corpus(raw.corpus_dir).documents) == ["chuokai/one.txt"]
    assert list(Snapshots(raw.data_dir).current().knowledge.products) == ["chuokai"]


def test_a_raw_page_of_no_known_product_is_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("天気予報", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"raw_pages\.yaml"):
        ingest_raw_pages(tmp_path, tmp_path / "scratch", settings)


def test_questions_that_need_rules_are_not_asked_of_raw_pages(settings: Settings) -> None:
    asked = question("いくら?", {"outcome": ["answered"]})
    tool = question("入れる?", {"outcome": ["answered"], "tool": {"name": "check_eligibility", "result": {}}})
    premium = question("保険料は?", {"outcome": ["answered"]}, "premium")
    gone = question("何?", {"outcome": ["answered"]}, product="gone")
    entries = [Entry(each, "f", 1, None) for each in (asked, tool, premium, gone)]
    kept = without_tools(entries, read_corpus(settings.corpus_dir))
    assert [each.question.turns[0] for each in kept] == ["いくら?", "何?"]
    assert kept[1].question.product is None
