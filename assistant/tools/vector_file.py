"""Vectors of a list of texts, kept in a file between processes."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.retrieval.encoders import Vectors

_log = logging.getLogger(__name__)


class VectorFile:
    """The file at `path` (.npz): vectors of one list of texts by one encoder; another list replaces it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, fingerprint: str, texts: Sequence[str]) -> Vectors | None:
        """The vectors, shape (texts, dimensions), or None where the file holds others or cannot be read."""
        try:
            with self._path.open("rb") as opened, np.load(opened) as file:
                vectors: Vectors = file["vectors"]
                return vectors if str(file["key"]) == _key(fingerprint, texts) else None
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def write(self, fingerprint: str, texts: Sequence[str], vectors: Vectors) -> None:
        """Replaces the file; a reader sees the old one or the new one. Where it cannot be written, that is logged."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".npz")
            with os.fdopen(handle, "wb") as file:
                np.savez(file, key=np.array(_key(fingerprint, texts)), vectors=vectors)
            Path(name).replace(self._path)
        except OSError as error:
            _log.warning("vectors cannot be kept in %s: %s", self._path, error)


def _key(fingerprint: str, texts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join((fingerprint, *texts)).encode()).hexdigest()
