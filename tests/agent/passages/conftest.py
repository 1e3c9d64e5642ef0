"""Searches that the tests of passages share: over our corpus, and over a small one that nobody wrote YAML for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import Silence
from assistant.retrieval.encoders import Encoder
from assistant.retrieval.open import open_search
from assistant.retrieval.search import HybridSearch
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import Settings

TRAVEL = """\
旅行保険のご案内

治療費用

ご旅行中にケガや病気で医師の治療を受けた場合に、治療費用を1事故につき300万円までお支払いします。
ただし、妊娠および歯科の治療は対象となりません。
入院したときの差額ベッド代は、医師が必要と認めた場合に限りお支払いします。

携行品

カメラや時計などの携行品が盗難または破損にあった場合に、修理費用をお支払いします。
次のものは対象外です。
・現金、小切手、乗車券
・コンタクトレンズ
・データ、ソフトウェア

お支払い方法

保険料は、ご出発の前日までにクレジットカードまたはコンビニエンスストアでお支払いください。
"""
PET = """\
ペット保険のご案内

通院

通院の費用を1日につき1万円、年間20日までお支払いします。

お支払い方法

保険料は、毎月27日に口座振替でお支払いいただきます。
"""
PRODUCTS = """\
travel: {name: 旅行保険, insurer: null, as_of: 2026-01-01}
pet: {name: ペット保険, insurer: null, as_of: 2026-01-01}
"""


@pytest.fixture(scope="session")
def corpus(settings: Settings) -> HybridSearch:
    return open_search(settings).engine()


@pytest.fixture(scope="session")
def raw(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> HybridSearch:
    folder: Path = tmp_path_factory.mktemp("raw")
    for product, text in (("travel", TRAVEL), ("pet", PET)):
        (folder / "corpus" / product).mkdir(parents=True)
        (folder / "corpus" / product / "page.txt").write_text(text, encoding="utf-8")
    (folder / "corpus" / "products.yaml").write_text(PRODUCTS, encoding="utf-8")
    ingest(IngestOptions(folder / "corpus", folder / "data", 1_000_000), encoder, dt.date.today(), Silence())
    return HybridSearch(Snapshots(folder / "data").current(), encoder)
