"""Vectors of the names that a likeness is measured against."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.retrieval.encoders import Encoder, Vectors
from assistant.tools.vector_file import VectorFile

_BATCH = 16


def encoded_names(encoder: Encoder, texts: Sequence[str], cache: VectorFile | None) -> Vectors:
    """Vectors of texts, encoded as queries, shape (texts, dimensions): from `cache` where it has just these."""
    if cache and (known := cache.read(encoder.fingerprint, texts)) is not None:
        return known
    vectors = np.zeros((len(texts), encoder.dimensions), np.float32)
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        vectors[batch] = encoder.queries([texts[index] for index in batch])
    if cache:
        cache.write(encoder.fingerprint, texts, vectors)
    return vectors


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """Unit vectors of what is left without the mean."""
    return unit(vectors - mean)


def unit(vectors: Vectors) -> Vectors:
    """Vectors of length 1; zeros stay zeros."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    scaled: Vectors = (vectors / lengths).astype(np.float32)
    return scaled
