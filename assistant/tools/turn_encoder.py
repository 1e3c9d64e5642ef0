"""Encodes each text of a turn once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.retrieval.encoders import Encoder, Tick, Vectors
from assistant.text import collapse, normalise
from assistant.tools.coverage.names import core


class TurnEncoder:
    """An encoder that remembers the queries of a turn, apart from width, case and white space.

    The first time it encodes a question it encodes it without its ending too, as check_coverage looks for it: two
    texts at once take little longer than one.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.queries`."""
        keys = [collapse(normalise(text)) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if missing:
            missing |= {short: short for key in missing if (short := core(key)) not in {"", *self._known, *missing}}
            self._known.update(zip(missing, self._encoder.queries(list(missing.values())), strict=True))
        return np.array([self._known[key] for key in keys], np.float32).reshape(len(texts), self.dimensions)

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:
        """See `Encoder.passages`."""
        return self._encoder.passages(texts, tick)
