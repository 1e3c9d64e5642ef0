"""Kernel ridge regression of intents on examples: likeness of embeddings and shared pieces of words.

The kernel is (1 - lexical) * exp(-width * (1 - cosine of embeddings)) + lexical * cosine of the pieces of words,
weighted by inverse document frequency. See Rifkin et al. 2003, Regularized Least-Squares Classification.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.agent.understanding.lexicon import Lexicon, lexicon_of, shared_rows
from assistant.agent.understanding.space import Space, space_of
from assistant.data_file import read_data
from assistant.knowledge.values import Record
from assistant.retrieval.encoders import Vectors


class Parameters(Record):
    """The figures of parameters.yaml, which says what each is."""

    width: float
    lexical: float
    ridge: float
    floor: float
    sharpness: float


@cache
def parameters() -> Parameters:
    """The figures of parameters.yaml."""
    data = read_data(__file__, "parameters.yaml")
    return Parameters.model_validate(data)


class Sample(NamedTuple):
    """What a classifier learns from.

    Attributes:
        texts: the examples.
        vectors: their query vectors, shape (examples, dimensions).
        labels: numbers of their intents, from 0.
        alike: query vectors of lists of texts that differ in their names only, each of shape (texts, dimensions).
    """

    texts: Sequence[str]
    vectors: Vectors
    labels: NDArray[np.int64]
    alike: Sequence[Vectors]

    @property
    def targets(self) -> Vectors:
        """One column an intent: 1 for its examples, else 0."""
        return np.eye(int(self.labels.max()) + 1, dtype=np.float32)[self.labels]


class Classifier(NamedTuple):
    """A fitted classifier.

    Attributes:
        space: where embeddings are compared.
        examples: unit vectors in it, shape (examples, dimensions).
        by_example: what a likeness to an example says of each intent, shape (examples, intents).
        lexicon: the pieces of words that count.
        by_piece: what a piece says of each intent, shape (pieces, intents).
    """

    space: Space
    examples: Vectors
    by_example: Vectors
    lexicon: Lexicon
    by_piece: Vectors

    def scores(self, text: str, vector: Vectors, width: float) -> Vectors:
        """How much a text with this query vector speaks for each intent, shape (intents,): about 0 to 1."""
        # not BLAS: its threads wait for each other, 24 ms instead of 0.2 as soon as other processes are busy
        likeness = np.einsum("ij,j->i", self.examples, self.space.place(vector.reshape(1, -1))[0])
        scores: Vectors = np.exp(-width * (1 - likeness)) @ self.by_example
        pieces = self.lexicon.pieces(text)
        return scores + pieces.weights @ self.by_piece[pieces.numbers]


def kernel(embeddings: Vectors, cosines: Iterable[Vectors], chosen: Parameters) -> Vectors:
    """The kernel of all pairs of examples, shape (examples, examples).

    Args:
        embeddings: unit vectors of the examples.
        cosines: of their pieces of words, row by row.
    """
    # in place: this matrix is what a fit needs memory for
    kernel: Vectors = embeddings @ embeddings.T
    kernel -= 1
    kernel *= chosen.width
    np.exp(kernel, out=kernel)
    kernel *= 1 - chosen.lexical
    for row, shares in zip(kernel, cosines, strict=True):
        row += chosen.lexical * shares
    return kernel


def _solved(weighed: Vectors, targets: Vectors) -> Vectors:
    """The x of weighed @ x = targets; `weighed`, positive definite, is overwritten."""
    from scipy.linalg import cho_factor, cho_solve  # half a second, of which a question needs nothing

    factor = cho_factor(weighed, overwrite_a=True, check_finite=False)
    solved: Vectors = cho_solve(factor, targets, check_finite=False)
    return solved


def fit(sample: Sample, chosen: Parameters) -> Classifier:
    """The classifier of a sample."""
    space, lexicon = space_of(sample.vectors, sample.alike, chosen.floor), lexicon_of(sample.texts)
    examples, pieces = space.place(sample.vectors), [lexicon.pieces(text) for text in sample.texts]
    weighed = kernel(examples, shared_rows(pieces), chosen)
    weighed[np.diag_indices_from(weighed)] += chosen.ridge
    dual = _solved(weighed, sample.targets)
    by_piece = np.zeros((len(lexicon.weights), dual.shape[1]), np.float32)
    for text, row in zip(pieces, dual, strict=True):
        by_piece[text.numbers] += chosen.lexical * np.outer(text.weights, row)
    return Classifier(space, examples, (1 - chosen.lexical) * dual, lexicon, by_piece)
