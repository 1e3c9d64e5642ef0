from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import Silence
from assistant.preparation import NAME_LISTS, name_preparation
from assistant.retrieval.encoders import Encoder, Tick, Vectors
from assistant.retrieval.open import CurrentSearch, open_search
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import Settings
from assistant.tools.context import open_context
from assistant.tools.name_lists import name_file
from assistant.tools.name_vectors import encoded_names
from assistant.tools.toolbox import CurrentTools
from tests.conftest import MAX_BYTES
from tests.corpora import write_corpus

INDUSTRIES = """
- id: hotel
  label: {ja: 宿泊業, en: hotel}
  names: [旅館, 民宿]
"""


class Counting:
    """An encoder that notes which queries it was asked to encode."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.asked: list[str] = []
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return self._encoder.queries(texts)

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:
        return self._encoder.passages(texts, tick)


class Steps(Silence):
    """Notes the parts of each step."""

    def __init__(self) -> None:
        self.totals: dict[str, int] = {}
        self.done: dict[str, int] = {}

    def step(self, name: str, total: int) -> None:
        self._current = name
        self.totals[name] = total
        self.done[name] = 0

    def tick(self, count: int = 1, detail: str = "") -> None:  # noqa: ARG002
        self.done[self._current] += count


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = write_corpus(tmp_path / "corpus")
    (folder / "industries.yaml").write_text(INDUSTRIES, encoding="utf-8")
    return folder


def build(corpus: Path, encoder: Encoder) -> Steps:
    data, steps = corpus.parent / "data", Steps()
    ingest(IngestOptions(corpus, data, MAX_BYTES), encoder, dt.date(2026, 11, 21), steps, name_preparation(data))
    return steps


def open_tools(corpus: Path, encoder: Encoder) -> CurrentTools:
    data = corpus.parent / "data"
    return CurrentTools(CurrentSearch(Snapshots(data), encoder), data)


def test_an_ingest_encodes_all_names_as_a_step(corpus: Path, encoder: Encoder) -> None:
    steps = build(corpus, encoder)
    assert steps.totals["Names"] == steps.done["Names"] > 50
    counting = Counting(encoder)
    tools = open_tools(corpus, counting)
    assert counting.asked == []
    tools.toolbox().check_coverage("入院したときのお金", "travel")
    assert counting.asked == ["入院したときのお金"]


def test_an_unchanged_corpus_has_no_names_to_encode(corpus: Path, encoder: Encoder) -> None:
    build(corpus, encoder)
    assert "Names" not in build(corpus, encoder).totals


def test_a_changed_alias_is_all_that_is_encoded_again(corpus: Path, encoder: Encoder) -> None:
    build(corpus, encoder)
    changed = INDUSTRIES.replace("民宿", "ペンション")
    (corpus / "industries.yaml").write_text(changed, encoding="utf-8")
    counting = Counting(encoder)
    build(corpus, counting)
    assert counting.asked == ["ペンション"]
    kept = name_file(corpus.parent / "data").read(encoder.fingerprint)
    assert "ペンション" in kept
    assert "民宿" not in kept


def test_an_index_without_names_encodes_them_once_when_the_tools_open(corpus: Path, encoder: Encoder) -> None:
    data = corpus.parent / "data"
    ingest(IngestOptions(corpus, data, MAX_BYTES), encoder, dt.date(2026, 11, 21), Silence())
    counting = Counting(encoder)
    open_tools(corpus, counting)
    assert {"病院代", "旅館"} <= set(counting.asked)
    counting.asked.clear()
    open_tools(corpus, counting)
    assert counting.asked == []


def test_many_names_to_encode_are_told_of(encoder: Encoder, caplog: pytest.LogCaptureFixture) -> None:
    encoded_names(encoder, [f"名前{number}" for number in range(100)], None)
    assert "Encoding 100 names" in caplog.text


def test_one_vector_a_text_in_the_order_of_the_texts(encoder: Encoder) -> None:
    vectors = encoded_names(encoder, ["長い名前の歯科クリニック", "歯科", "長い名前の歯科クリニック"], None)
    assert vectors.shape == (3, encoder.dimensions)
    assert np.array_equal(vectors[0], vectors[2])
    assert np.allclose(vectors[1], encoder.queries(["歯科"])[0], atol=1e-3)


def test_the_tools_of_the_real_corpus_open_without_encoding(settings: Settings, encoder: Encoder) -> None:
    counting = Counting(encoder)
    engine = open_search(settings).engine()
    engine.encoder = counting
    open_context(engine, settings.data_dir)
    assert counting.asked == []
    base = engine.snapshot.knowledge
    kept = name_file(settings.data_dir).read(encoder.fingerprint)
    assert {text for names in NAME_LISTS for text in names(base)} == set(kept)
