from __future__ import annotations

import pytest

from assistant.agent.understanding.examples import PERILS, peril_examples
from assistant.agent.understanding.perils import PerilFinder, cyber_products, open_perils
from assistant.retrieval.encoders import Encoder
from assistant.retrieval.open import open_search
from assistant.settings import Settings

PAYS = 0.05
"""Share below which a message counts as one about what cyber insurances pay."""


@pytest.fixture(scope="module")
def finder(encoder: Encoder, settings: Settings) -> PerilFinder:
    return open_perils(encoder, settings.data_dir)


@pytest.mark.parametrize(
    "message",
    [
        "厨房の床で足をすべらせたバイトの治療費、サイバー保険で出ますか",
        "倉庫から電線を盗まれた。データセンターの工事が止まった分も保険で?",
        "うちの犬が配達の人をかんだ。サイバー保険の賠償で払える?",
        "A falling shop sign hit a parked car. Does the cyber policy pay?",
    ],
)
def test_a_loss_that_no_cyber_insurance_pays_is_told(finder: PerilFinder, message: str) -> None:
    assert finder.read(message).other > PAYS


@pytest.mark.parametrize(
    "message",
    [
        "取引先にうっかり顧客名簿を送ってしまい、訴えられたら補償されますか",
        "ランサムウェアで止まったサーバの復旧費用は?",
        "退職した社員が会員データを持ち出して売っていた。損害賠償は出る?",
        "Our web shop was hacked and card data leaked. Are the investigation costs covered?",
    ],
)
def test_a_cyber_loss_is_not_taken_for_another(finder: PerilFinder, message: str) -> None:
    assert finder.read(message).other < PAYS


def test_no_example_stands_for_both_kinds() -> None:
    told = {peril: {each.text for each in peril_examples() if each.label == peril} for peril in PERILS}
    assert not told["cyber"] & told["other"]


def test_products_of_the_corpus_are_for_cyber_perils(settings: Settings) -> None:
    snapshot = open_search(settings).snapshot
    assert cyber_products(snapshot) == set(snapshot.knowledge.products)
