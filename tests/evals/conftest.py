from __future__ import annotations

import pytest

from evals.corpus import Corpus, read_corpus
from tests.evals.examples import write_travel_corpus


@pytest.fixture(scope="session")
def travel(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_corpus(write_travel_corpus(tmp_path_factory.mktemp("evals") / "corpus"))
