"""An encoder that tells what it was asked for."""

from __future__ import annotations

import time
from collections.abc import Sequence

from assistant.retrieval.encoders import Encoder, Tick, Vectors


class CountingEncoder:
    """Counts the texts that are encoded, the calls, and the seconds that they take."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions
        self.texts, self.calls, self.seconds = 0, 0, 0.0

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        start = time.perf_counter()
        vectors = self._encoder.queries(texts)
        self._count(len(texts), start)
        return vectors

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:
        """See `Encoder`."""
        start = time.perf_counter()
        vectors = self._encoder.passages(texts, tick)
        self._count(len(texts), start)
        return vectors

    def _count(self, texts: int, start: float) -> None:
        self.texts += texts
        self.calls += 1
        self.seconds += time.perf_counter() - start
