"""An encoder that remembers what was asked lately: suggestions and usual questions come again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

from assistant.retrieval.encoders import Encoder, Tick, Vectors

_FEW = 4
"""Texts that a turn encodes at once; more are names, which are asked for once."""


class RememberingEncoder:
    """The vectors of the last `size` calls for a few queries; safe to share between threads.

    Only the same texts side by side give what was remembered: the last digits of a vector depend on what is encoded
    beside it, and no answer may depend on what others have asked before.
    """

    def __init__(self, encoder: Encoder, size: int = 512) -> None:
        self._encoder = encoder
        self._size = size
        self._known: OrderedDict[tuple[str, ...], Vectors] = OrderedDict()
        self._guard = threading.Lock()
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.queries`; the vectors cannot be written to."""
        if len(texts) > _FEW:
            return self._encoder.queries(texts)
        key = tuple(texts)
        with self._guard:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        vectors = self._encoder.queries(texts)
        vectors.flags.writeable = False
        with self._guard:
            self._known[key] = vectors
            while len(self._known) > self._size:
                self._known.popitem(last=False)
        return vectors

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:
        """See `Encoder.passages`."""
        return self._encoder.passages(texts, tick)
