"""The questions that nothing answers are unanswerable as long as nobody writes about what they ask for."""

from __future__ import annotations

import json
import re

import pytest

from assistant.retrieval.search import HybridSearch
from bench.passages.asked import UNANSWERABLE

ENTRIES = [json.loads(line) for line in UNANSWERABLE.read_text("utf-8").splitlines()]


def test_there_are_enough_of_both_splits() -> None:
    splits = [entry["split"] for entry in ENTRIES]
    assert min(splits.count("tuning"), splits.count("holdout")) >= 70
    assert len({entry["text"] for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("entry", [e for e in ENTRIES if not e.get("raw_only")], ids=lambda entry: entry["id"])
def test_the_corpus_does_not_speak_of_it(corpus: HybridSearch, entry: dict[str, str]) -> None:
    documents = corpus.snapshot.passages.documents()
    assert [path for path, document in documents.items() if re.search(entry["absent"], document.text)] == []
