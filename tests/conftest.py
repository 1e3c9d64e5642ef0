"""What tests share: one ingested index of the real corpus, and the bundled encoder."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

import hypothesis
import pytest
from filelock import FileLock

from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import Silence
from assistant.preparation import name_preparation
from assistant.retrieval.encoders import Encoder, open_encoder
from assistant.settings import NO_MODEL, Settings

# a busy machine is no fault, and a gate must not fall on a random draw; without CI every run draws anew
SLOW = (hypothesis.HealthCheck.too_slow,)
hypothesis.settings.register_profile("own", deadline=None, suppress_health_check=SLOW)
hypothesis.settings.register_profile("ci", deadline=None, suppress_health_check=SLOW, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "own")

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
MAX_BYTES = 20_000_000


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    settings = Settings()
    return open_encoder(settings.embedding, settings.model_dir)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Settings:
    """Settings over an index of the real corpus, ingested once for all test processes."""
    # runs one after the other share it too, but not those of another checkout, whose corpus may differ
    checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    shared = tmp_path_factory.getbasetemp().parent / f"shared-index-{checkout}"
    with FileLock(f"{shared}.lock"):
        options = IngestOptions(CORPUS, shared, MAX_BYTES)
        ingest(options, encoder, dt.date(2026, 11, 21), Silence(), name_preparation(shared))
    # a developer's own settings must not have the tests ask a model
    return Settings(corpus_dir=CORPUS, data_dir=shared, llm=NO_MODEL)
