"""Assistants over small corpora of other lines of insurance."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from assistant.agent.assistant import Assistant
from assistant.agent.extractive.brain import open_extractive
from assistant.agent.turn import Brain
from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import Silence
from assistant.preparation import name_preparation
from assistant.retrieval.encoders import Encoder
from assistant.retrieval.open import CurrentSearch
from assistant.retrieval.snapshots import Snapshots
from assistant.storage import ConversationStore
from assistant.tools.toolbox import CurrentTools
from tests.conftest import MAX_BYTES

TODAY = dt.date(2026, 11, 21)


def assistant_over(
    corpus: Path, data: Path, encoder: Encoder, vectors: Path, brain: Brain | None = None
) -> Assistant:
    """An assistant over a corpus that is ingested into `data`; `vectors` are those of another one, to begin with."""
    data.mkdir(parents=True, exist_ok=True)
    shutil.copytree(vectors, data / "vectors")
    ingest(IngestOptions(corpus, data, MAX_BYTES), encoder, TODAY, Silence(), name_preparation(data))
    search = CurrentSearch(Snapshots(data), encoder)
    store = ConversationStore.open(f"sqlite:///{data / 'conversations.sqlite'}")
    own = brain or open_extractive(encoder, data)
    return Assistant(search, CurrentTools(search, data), own, store)
