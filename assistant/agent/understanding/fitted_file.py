"""A fitted classifier, kept in a file between processes."""

from __future__ import annotations

import logging
import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from assistant.agent.understanding.classifier import Classifier
from assistant.agent.understanding.lexicon import Lexicon
from assistant.agent.understanding.space import Space

_log = logging.getLogger(__name__)
_BETWEEN = "\0"


class FittedFile:
    """The file at `path` (.npz): one classifier, and the key of what it was fitted on.

    A reader sees the file as it was before a change or after it. Where it cannot be written, that is logged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, key: str) -> Classifier | None:
        """The classifier of this key; None where the file holds another or is bad."""
        try:
            with self._path.open("rb") as opened, np.load(opened) as file:
                if str(file["key"]) != key:
                    return None
                pieces = file["pieces"].tobytes().decode().split(_BETWEEN)
                lexicon = Lexicon({piece: number for number, piece in enumerate(pieces)}, file["weights"])
                space = Space(file["mean"], file["matrix"])
                return Classifier(space, file["examples"], file["by_example"], lexicon, file["by_piece"])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def write(self, key: str, fitted: Classifier) -> None:
        """Makes the file hold this classifier and no other."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, suffix=".npz")
            with os.fdopen(handle, "wb") as file:
                np.savez(
                    file,
                    key=np.array(key),
                    mean=fitted.space.mean,
                    matrix=fitted.space.matrix,
                    examples=fitted.examples,
                    by_example=fitted.by_example,
                    pieces=np.frombuffer(_BETWEEN.join(fitted.lexicon.numbers).encode(), np.uint8),
                    weights=fitted.lexicon.weights,
                    by_piece=fitted.by_piece,
                )
            Path(name).replace(self._path)
        except OSError as error:
            _log.warning("a classifier cannot be kept in %s: %s", self._path, error)
