"""Vectors by the text they are of, kept in a file between processes."""

from __future__ import annotations

import logging
import os
import tempfile
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np

from assistant.retrieval.encoders import Vectors

_log = logging.getLogger(__name__)
_BETWEEN = "\0"


class VectorFile:
    """The file at `path` (.npz): texts and their vectors, all by one encoder.

    A reader sees the file as it was before a change or after it. Where it cannot be written, that is logged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last: tuple[object, dict[str, Vectors]] = (None, {})

    def read(self, fingerprint: str) -> dict[str, Vectors]:
        """The vectors by text, each of shape (dimensions,); none of another encoder, or where the file is bad.

        A file that has not been replaced since is read once.
        """
        try:
            with self._path.open("rb") as opened:
                state = os.fstat(opened.fileno())
                seen = (fingerprint, state.st_ino, state.st_mtime_ns, state.st_size)
                if self._last[0] != seen:
                    self._last = seen, _read(opened, fingerprint)
                return dict(self._last[1])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return {}

    def add(self, fingerprint: str, vectors: Mapping[str, Vectors]) -> None:
        """Adds vectors to those of the same encoder; those of another go."""
        self._replace(fingerprint, self.read(fingerprint) | dict(vectors))

    def keep(self, fingerprint: str, texts: Collection[str]) -> None:
        """Drops the vectors of all other texts."""
        known = self.read(fingerprint)
        kept = {text: known[text] for text in dict.fromkeys(texts) if text in known}
        if len(kept) < len(known):
            self._replace(fingerprint, kept)

    def _replace(self, fingerprint: str, vectors: Mapping[str, Vectors]) -> None:
        texts = np.frombuffer(_BETWEEN.join(vectors).encode(), np.uint8)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".npz")
            with os.fdopen(handle, "wb") as file:
                np.savez(file, encoder=np.array(fingerprint), texts=texts, vectors=np.array(list(vectors.values())))
            Path(name).replace(self._path)
        except OSError as error:
            _log.warning("vectors cannot be kept in %s: %s", self._path, error)


def _read(opened: BinaryIO, fingerprint: str) -> dict[str, Vectors]:
    with np.load(opened) as file:
        if str(file["encoder"]) != fingerprint:
            return {}
        texts = file["texts"].tobytes().decode().split(_BETWEEN)
        return dict(zip(texts, file["vectors"], strict=True))
