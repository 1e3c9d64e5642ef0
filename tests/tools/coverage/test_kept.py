"""What the finder keeps between processes is what it would make itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge.base import KnowledgeBase
from assistant.tools.context import kept_of
from assistant.tools.coverage import CoverageFinder, speaking, vocabulary
from tests.tools.coverage.looking import BASE

TEXTS = (
    "身代金は補償されますか",
    "社員が盗んだ個人情報の見舞金は?",
    "業務用ドローンの墜落でサーバーが壊れた",
    "Is the ransom covered?",
)


def changed(base: KnowledgeBase) -> KnowledgeBase:
    """The base without the facts of one product."""
    product, known = next((each, known) for each, known in base.products.items() if known.coverage)
    return base.model_copy(update={"products": {**base.products, product: known.model_copy(update={"coverage": ()})}})


@pytest.fixture
def no_making(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("is made anew")

    monkeypatch.setattr(speaking, "_texts", fail)
    monkeypatch.setattr(vocabulary, "_words_of", fail)


def test_a_finder_over_what_was_kept_finds_the_same(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    own = CoverageFinder(BASE)
    made = CoverageFinder(BASE, kept=kept_of(BASE, tmp_path))
    request.getfixturevalue("no_making")
    kept = CoverageFinder(BASE, kept=kept_of(BASE, tmp_path))
    for text in TEXTS:
        assert own.find(text) == made.find(text) == kept.find(text)
    assert list(own.texts) == list(kept.texts)


def test_another_knowledge_base_takes_nothing_of_it(tmp_path: Path) -> None:
    CoverageFinder(BASE, kept=kept_of(BASE, tmp_path))
    other = changed(BASE)
    assert list(CoverageFinder(other, kept=kept_of(other, tmp_path)).texts) == list(CoverageFinder(other).texts)
    assert list(CoverageFinder(other).texts) != list(CoverageFinder(BASE).texts)
