from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.ingest.build import IngestOptions, Summary, ingest
from assistant.ingest.progress import Silence
from assistant.retrieval.encoders import Encoder
from assistant.retrieval.search import EVERYTHING, Hit, HybridSearch, Scope
from assistant.retrieval.snapshots import Snapshots
from tests.corpora import write_corpus

TODAY = dt.date(2026, 11, 21)


class Workshop:
    """A corpus, its index, and what one does with them."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.corpus = write_corpus(folder / "corpus")
        self.data = folder / "data"
        self.encoder = encoder
        self.snapshots = Snapshots(self.data)

    def ingest(
        self, *, chroma_url: str | None = None, skip_broken: bool = False, only: tuple[str, ...] = ()
    ) -> Summary:
        options = IngestOptions(self.corpus, self.data, 20_000_000, chroma_url, skip_broken, only)
        return ingest(options, self.encoder, TODAY, Silence())

    def write(self, path: str, text: str) -> None:
        (self.corpus / path).write_text(text, encoding="utf-8")

    def search(self, query: str, scope: Scope = EVERYTHING) -> list[Hit]:
        return HybridSearch(self.snapshots.current(), self.encoder).search(query, 5, scope)

    def documents(self, query: str, scope: Scope = EVERYTHING) -> set[str]:
        return {hit.passage.document for hit in self.search(query, scope)}


@pytest.fixture
def workshop(tmp_path: Path, encoder: Encoder) -> Workshop:
    return Workshop(tmp_path, encoder)


@pytest.fixture
def make_workshop(tmp_path: Path, encoder: Encoder) -> Callable[[str], Workshop]:
    return lambda name: Workshop(tmp_path / name, encoder)
