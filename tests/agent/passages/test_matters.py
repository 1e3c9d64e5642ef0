from __future__ import annotations

import pytest

from assistant.agent.passages.matters import matters_told
from assistant.retrieval.open import open_search
from assistant.retrieval.search import Hit, Scope
from assistant.settings import Settings


def _hits(settings: Settings, question: str, product: str) -> list[Hit]:
    return open_search(settings).engine().search(question, 5, Scope((product,)))


@pytest.mark.parametrize(
    ("question", "product"),
    [
        ("安心サポートパックは最低何台から契約できますか", "sompo-pack"),
        ("弥生のホットラインって英語しゃべれる人いる?", "yayoi"),
        ("弥生の有料プラン、いま何社くらい加入してるんですか", "yayoi"),
        ("中央会プランはクーリングオフできますか", "chuokai"),
        ("割引確認シートの質問は何問ありますか", "chuokai"),
        ("What commission do agents earn on Cyber Protector?", "cyber-protector"),
        ("安心サポートパックの代金は楽天ペイで払えますか", "sompo-pack"),
        ("安心サポートパックに標的型メールの訓練は付いていますか", "sompo-pack"),
    ],
)
def test_passages_that_do_not_speak_of_what_is_asked_for_do_not_answer(
    settings: Settings, question: str, product: str
) -> None:
    hits = _hits(settings, question, product)
    assert hits
    assert matters_told(question, hits) is False


@pytest.mark.parametrize(
    ("question", "product"),
    [
        ("ファーストプレイスが扱う保険会社は何社ですか", "otasuketai"),
        ("弥生の自動更新はありますか", "yayoi"),
        ("土日でも弥生の緊急ホットラインは電話できますか", "yayoi"),
        ("国内でサイバー保険に加入している会社はどれくらいですか", "guide"),
        ("弥生の限度額は?", "yayoi"),
        ("弥生の保険料は銀行振込でいけますか", "yayoi"),
        ("サイバープロテクターにメール訓練は付いていますか", "cyber-protector"),
        ("A client's merger papers leaked from our PC. Is our liability paid?", "sompo-pack"),
    ],
)
def test_passages_that_speak_of_it_or_questions_without_such_a_matter_stay(
    settings: Settings, question: str, product: str
) -> None:
    assert matters_told(question, _hits(settings, question, product)) is not False


@pytest.mark.parametrize(
    "question",
    [
        "英語の脅迫文が出たとき弥生で出る?",
        "落とした評判を戻す広告の費用は弥生で出る?",
        "お詫び状の郵送代は弥生で出る?",
        "手書きの顧客カルテを引越しでなくした。弥生の保険は",
        "創業10年の建設業です。弥生の保険料は?",
        "年末年始にサイトが止まった場合の弥生の補償は?",
        "会費の引き落とし口座の情報が漏れた。弥生で出る?",
    ],
)
def test_words_of_what_happened_are_no_matter(question: str) -> None:
    assert matters_told(question, []) is not False
