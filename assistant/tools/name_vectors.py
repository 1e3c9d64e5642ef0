"""Vectors of the names that a likeness is measured against."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

import numpy as np

from assistant.retrieval.encoders import Encoder, Tick, Vectors
from assistant.tools.vector_file import VectorFile

_log = logging.getLogger(__name__)
_BATCH = 16
_WORTH_A_LINE = 100
"""Names from which on their encoding takes long enough, half a second, to be told of."""


def announce(count: int) -> None:
    """Logs that so many names are about to be encoded, where that takes a while."""
    if count >= _WORTH_A_LINE:
        _log.warning("Encoding %d names that questions are compared with (once) …", count)


def encoded_names(
    encoder: Encoder,
    texts: Sequence[str],
    cache: VectorFile | None,
    begin: Callable[[int], None] = announce,
    tick: Tick | None = None,
) -> Vectors:
    """Vectors of texts, encoded as queries, shape (texts, dimensions); only those that `cache` lacks are computed.

    Args:
        begin: called with the number of texts to compute, where there are any.
        tick: called with the number of texts just computed.
    """
    known = cache.read(encoder.fingerprint) if cache else {}
    missing = sorted((text for text in dict.fromkeys(texts) if text not in known), key=len)
    if missing:
        begin(len(missing))
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        known.update(zip(batch, encoder.queries(batch), strict=True))
        if tick:
            tick(len(batch))
    if cache and missing:
        cache.add(encoder.fingerprint, {text: known[text] for text in missing})
    return np.array([known[text] for text in texts], np.float32).reshape(len(texts), encoder.dimensions)


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """Unit vectors of what is left without the mean."""
    return unit(vectors - mean)


def unit(vectors: Vectors) -> Vectors:
    """Vectors of length 1; zeros stay zeros."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    scaled: Vectors = (vectors / lengths).astype(np.float32)
    return scaled
