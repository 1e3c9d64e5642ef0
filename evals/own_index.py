"""An index of the gate's own: always of the corpus as it stands, whatever the index in use was made from."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from rich.console import Console

from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import TerminalProgress
from assistant.preparation import name_preparation
from assistant.retrieval.encoders import open_encoder
from assistant.settings import NO_MODEL, Settings

_EMBEDDINGS = Path("index", "embeddings.sqlite")
_NAMES = Path("vectors")


def with_own_index(settings: Settings, folder: Path, messages: Console) -> Settings:
    """Settings over an index below `folder`, brought up to date with the corpus, and without a language model.

    The first time takes as long as `assistant ingest`, less where vectors of the index in use can be taken over; then
    only what changed is read.

    Raises:
        CorpusError: the corpus has errors.
    """
    if not folder.exists():
        _take_over(settings.data_dir, folder)
    options = IngestOptions(settings.corpus_dir, folder, settings.max_file_mb * 1_000_000)
    with TerminalProgress(messages) as progress:
        encoder = open_encoder(settings.embedding, settings.model_dir, progress.say)
        ingest(options, encoder, dt.date.today(), progress, name_preparation(folder))
    return settings.model_copy(update={"data_dir": folder, "llm": NO_MODEL})


def _take_over(data_dir: Path, folder: Path) -> None:
    """Copies the vectors that are kept below `data_dir`: they are kept by text and encoder, so none can be stale."""
    if (known := data_dir / _EMBEDDINGS).is_file():
        own = folder / _EMBEDDINGS
        own.parent.mkdir(parents=True)
        # a plain copy may be torn where an ingest is writing
        with closing(sqlite3.connect(known)) as source, closing(sqlite3.connect(own)) as copy:
            source.backup(copy)
    if (data_dir / _NAMES).is_dir():
        shutil.copytree(data_dir / _NAMES, folder / _NAMES)
