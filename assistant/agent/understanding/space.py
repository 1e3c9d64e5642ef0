"""Where embeddings are compared: without what all texts share, and less along what only names tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from assistant.retrieval.encoders import Vectors
from assistant.tools.name_vectors import unit


class Space(NamedTuple):
    """The mean of the examples, shape (dimensions,), and a matrix, shape (dimensions, dimensions)."""

    mean: Vectors
    matrix: Vectors

    def place(self, vectors: Vectors) -> Vectors:
        """Unit vectors in this space, shape (texts, dimensions)."""
        return unit(((vectors - self.mean) @ self.matrix).astype(np.float32))


def space_of(vectors: Vectors, alike: Sequence[Vectors], floor: float) -> Space:
    """The space of some examples.

    Within-class covariance normalisation (Hatch, Kajarekar and Stolcke 2006), the classes being lists of texts that
    differ in their names only.

    Args:
        vectors: of the examples, shape (examples, dimensions).
        alike: of each list, shape (texts, dimensions).
        floor: added to the variance in each direction, in units of the mean variance: the more, the less it matters.
    """
    within = np.concatenate([each - each.mean(0) for each in alike])
    variances, directions = np.linalg.eigh(within.T @ within / len(within))
    scale = (np.maximum(variances, 0) / variances.mean() + floor) ** -0.5
    return Space(vectors.mean(0), ((directions * scale) @ directions.T).astype(np.float32))
