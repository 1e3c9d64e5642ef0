"""Vectors by the text they are of, so that nothing is embedded twice and a killed ingest goes on where it was."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from assistant.retrieval.encoders import Encoder, Vectors

_SAVED_EVERY = 256


class EmbeddingStore:
    """An SQLite file of vectors keyed by encoder and text."""

    def __init__(self, path: Path) -> None:
        self._asked: set[bytes] = set()
        self._database = sqlite3.connect(path)
        self._database.execute("pragma journal_mode = wal")
        self._database.execute("pragma synchronous = normal")
        self._database.execute("create table if not exists vectors (key blob primary key, vector blob not null)")

    def embed(
        self,
        encoder: Encoder,
        texts: Sequence[str],
        begin: Callable[[int], None],
        tick: Callable[[int], None],
    ) -> Vectors:
        """Vectors of all texts, shape (texts, dimensions); only those that are not kept are computed.

        Args:
            begin: called once with the number of texts to compute.
            tick: called with the number of texts just computed.
        """
        keys = [hashlib.sha256(f"{encoder.fingerprint}\n{text}".encode()).digest() for text in texts]
        self._asked.update(keys)
        first = {key: index for index, key in reversed(list(enumerate(keys)))}
        vectors = np.zeros((len(texts), encoder.dimensions), np.float32)
        missing = []
        for key, index in first.items():
            row = self._database.execute("select vector from vectors where key = ?", (key,)).fetchone()
            if row:
                vectors[index] = np.frombuffer(row[0], np.float32)
            else:
                missing.append(index)
        begin(len(missing))
        missing.sort(key=lambda index: len(texts[index]))
        for start in range(0, len(missing), _SAVED_EVERY):
            batch = missing[start : start + _SAVED_EVERY]
            vectors[batch] = encoder.passages([texts[index] for index in batch], tick)
            rows = [(keys[index], vectors[index].tobytes()) for index in batch]
            self._database.executemany("insert or replace into vectors values (?, ?)", rows)
            self._database.commit()
        return vectors[[first[key] for key in keys]]

    def forget_unused(self) -> None:
        """Forgets all vectors that were not asked for since the file was opened."""
        self._database.execute("create temp table wanted (key blob primary key)")
        self._database.executemany("insert or ignore into wanted values (?)", ((key,) for key in self._asked))
        self._database.execute("delete from vectors where key not in (select key from wanted)")
        self._database.execute("drop table wanted")
        self._database.commit()

    def close(self) -> None:
        """Closes the file."""
        self._database.close()
