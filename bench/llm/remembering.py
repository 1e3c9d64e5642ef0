"""An encoder that encodes each question once, for benches that ask the same ones many times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.retrieval.encoders import Encoder, Tick, Vectors


class Remembering:
    """Remembers the vectors of queries; the rest is the encoder's own."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.queries`."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            self._known.update(zip(missing, self._encoder.queries(missing), strict=True))
        return np.array([self._known[text] for text in texts], np.float32).reshape(len(texts), self.dimensions)

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:
        """See `Encoder.passages`."""
        return self._encoder.passages(texts, tick)
