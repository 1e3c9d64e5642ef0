from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console

from assistant.settings import Settings
from evals.own_index import with_own_index
from tests.corpora import write_corpus


def _update(settings: Settings, folder: Path) -> tuple[Settings, str]:
    shown = StringIO()
    console = Console(file=shown, width=120)
    own = with_own_index(settings, folder, console)
    told = shown.getvalue()
    return own, told


def test_the_index_follows_the_corpus_and_leaves_the_one_in_use_alone(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    settings = Settings(corpus_dir=corpus, data_dir=tmp_path / "data", llm="openai:gpt-4o-mini")
    own, _ = _update(settings, tmp_path / "gate")
    assert (own.data_dir, own.llm) == (tmp_path / "gate", "none")
    assert not (tmp_path / "data").exists()
    before = (tmp_path / "gate" / "index" / "current").read_text(encoding="utf-8")
    _update(settings, tmp_path / "gate")
    assert (tmp_path / "gate" / "index" / "current").read_text(encoding="utf-8") == before
    plan = corpus / "travel" / "plan.md"
    plan.write_text(plan.read_text(encoding="utf-8") + "\n## 追加\n\n犬の治療費は対象外です。\n", encoding="utf-8")
    _update(settings, tmp_path / "gate")
    assert (tmp_path / "gate" / "index" / "current").read_text(encoding="utf-8") != before


def test_vectors_of_the_index_in_use_are_taken_over(tmp_path: Path) -> None:
    settings = Settings(corpus_dir=write_corpus(tmp_path / "corpus"), data_dir=tmp_path / "gate", llm="none")
    _, first = _update(settings, tmp_path / "gate")
    _, second = _update(settings, tmp_path / "other")
    assert "Names" in first
    assert "Names" not in second
