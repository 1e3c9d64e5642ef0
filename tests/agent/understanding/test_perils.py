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
        "物置の鍵をなくして業者に開けてもらった。代金は出ますか",
        "出張先で空のノートPCをなくした。何も漏れていない。買い直しのお金だけ出る?",
        "The baker's van broke down and a cafe wants the sales it lost. Our systems ran fine",
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
        "Hackers stopped our order system and a restaurant wants the profit it lost from us. Covered?",
        "攻撃で止まった会計の仕組みを業者に作り直してもらった代金は?",
    ],
)
def test_a_cyber_loss_is_not_taken_for_another(finder: PerilFinder, message: str) -> None:
    assert finder.read(message).other < PAYS


@pytest.mark.parametrize(
    "message",
    [
        "朝来たら見積もりが全部開けんくて、言われるまま犯人に120万送った。この120万は戻りますか",
        "We gave the hackers what they asked for to get our booking files back. Is that money refunded?",
    ],
)
def test_money_for_criminals_is_told_without_the_word_ransom(finder: PerilFinder, message: str) -> None:
    assert finder.read(message).item == "身代金の支払い"


def test_money_wired_after_a_faked_mail_is_told(finder: PerilFinder) -> None:
    message = "部長のふりした連絡を信じて、経理が知らない口座へ90万円送りました。取り戻せますか"
    assert finder.read(message).item == "ビジネスメール詐欺で送金したお金"


@pytest.mark.parametrize(
    "message", ["身代金は払っていません。システムを直した代金は?", "名簿の入ったカバンを電車に忘れた"]
)
def test_other_costs_are_no_money_for_criminals(finder: PerilFinder, message: str) -> None:
    assert finder.read(message).item is None


def test_no_example_stands_for_two_kinds() -> None:
    told = [each.text for each in peril_examples()]
    by_kind = {peril: {each.text for each in peril_examples() if each.label == peril} for peril in PERILS}
    assert len(set(told)) == sum(map(len, by_kind.values()))


def test_products_of_the_corpus_are_for_cyber_perils(settings: Settings) -> None:
    snapshot = open_search(settings).snapshot
    assert cyber_products(snapshot) == set(snapshot.knowledge.products)
