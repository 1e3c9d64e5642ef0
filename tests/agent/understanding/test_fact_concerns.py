from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.agent.understanding.fact_concerns import About, FactConcerns, open_fact_concerns
from assistant.retrieval.encoders import Encoder
from assistant.retrieval.open import open_search
from assistant.settings import Settings
from assistant.tools.coverage.names import FactKey

Read = Callable[..., About]


@pytest.fixture(scope="module")
def concerns(encoder: Encoder, settings: Settings) -> FactConcerns:
    return open_fact_concerns(encoder, settings.data_dir)


@pytest.fixture(scope="module")
def about(concerns: FactConcerns, encoder: Encoder, settings: Settings) -> Read:
    knowledge = open_search(settings).snapshot.knowledge

    def read(text: str, *products: str) -> About:
        return concerns.about(text, encoder.queries([text])[0], knowledge, products)

    return read


@pytest.mark.parametrize(
    ("question", "product", "fact"),
    [
        ("おわびに配った商品券の代金は?", "cyber-protector", "condolence-cost"),
        ("どこから侵入されたか調べてもらった業者代は?", "yayoi", "cause-investigation"),
        ("Who pays the outside firm that watches our customers' cards?", "chuokai", "credit-monitoring"),
        ("電車に顧客名簿入りのノートPCを置き忘れたら?", "cyber-protector", "lost-pc-or-documents"),
        ("消えた見積データを取り戻す作業代", "chuokai", "data-restoration"),
    ],
)
def test_a_question_finds_the_fact_that_it_is_about(about: Read, question: str, product: str, fact: str) -> None:
    assert about(question, product).meant[0] == FactKey(product, fact)


def test_only_facts_of_the_products_asked_about_count(about: Read) -> None:
    assert {key.product for key in about("見舞金は出ますか", "yayoi", "guide").likeness} == {"yayoi", "guide"}


def test_what_no_fact_speaks_of_agrees_with_none(about: Read) -> None:
    found = about("漏えいで役所から科された罰金を払ってもらえますか", "cyber-protector")
    assert found.plain
    assert not found.agrees(found.likeness)


def test_a_question_about_nothing_in_particular_means_no_fact(about: Read) -> None:
    found = about("この保険について教えてください", "yayoi")
    assert not found.meant
    assert not found.plain


def test_an_incident_is_told_by_its_cause(about: Read) -> None:
    assert about("社員が名簿を別の会社にメールで送ってしまった", "yayoi").incident
    assert not about("見舞金の上限はいくらですか", "yayoi").incident
