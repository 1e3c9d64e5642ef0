from __future__ import annotations

from collections import Counter

import pytest

from assistant.agent.understanding.concerns import (
    ConcernFinder,
    cause_examples,
    classes,
    open_concerns,
    sought_examples,
)
from assistant.agent.understanding.fact_concerns import likeliest
from assistant.retrieval.encoders import Encoder
from assistant.settings import Settings


@pytest.fixture(scope="module")
def finder(encoder: Encoder, settings: Settings) -> ConcernFinder:
    return open_concerns(encoder, settings.data_dir)


@pytest.mark.parametrize(
    ("message", "sought"),
    [
        ("怒った会員さん一人一人にお菓子の詰め合わせを届けた代金", "gifts"),
        ("会員向けの謝りの手紙を印刷して切手を貼って出した", "notices"),
        ("消えた図面のデータを取り出してもらう業者代", "data-restoration"),
        ("どこから入られたのか専門の会社に調べてもらった請求書", "investigation"),
        ("店を閉めていた三日分のもうけ", "own-income"),
        ("仕事を続けるために借りたパソコンの賃料", "continuing-business"),
        ("The regulator wants a report about the leak; a consultant prepared the papers", "authority"),
        ("A phone desk for worried customers, run by an outside firm for two weeks", "call-centre"),
        ("標的型メール訓練", "training"),
    ],
)
def test_what_is_sought_is_told_whatever_it_is_called(finder: ConcernFinder, message: str, sought: str) -> None:
    assert likeliest(finder.read(message).sought) == sought


@pytest.mark.parametrize(
    ("message", "cause"),
    [
        ("別のお客さんに名簿をメールしてしまった", "misdirected"),
        ("タクシーに顧客リスト入りのパソコンを置き忘れた", "lost"),
        ("辞めた社員が会員データを持ち出して売った", "insider"),
        ("データを預けた外注先から漏れた", "contractor"),
        ("うちのサーバーが踏み台にされて、よその会社が攻撃された", "stepping-stone"),
        ("Every file on the office PCs is locked by ransomware", "malware"),
        ("損害賠償金", "unnamed"),
    ],
)
def test_the_cause_is_told_whatever_is_sought(finder: ConcernFinder, message: str, cause: str) -> None:
    assert likeliest(finder.read(message).cause) == cause


def test_shares_add_up(finder: ConcernFinder) -> None:
    for shares in finder.read("見舞金は出ますか"):
        assert sum(shares.values()) == pytest.approx(1, abs=1e-5)


def test_every_text_is_an_example_of_one_thing_sought() -> None:
    told = Counter(example.text for example in sought_examples())
    assert [text for text, times in told.items() if times > 1] == []
    assert {example.label for example in sought_examples()} == set(classes().sought)
    assert {example.label for example in cause_examples()} == set(classes().cause)


def test_wider_causes_include_known_ones() -> None:
    known = set(classes().cause)
    assert all({cause, *narrower} <= known for cause, narrower in classes().includes.items())
