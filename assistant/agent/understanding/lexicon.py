"""Pieces of words, weighted by how few examples have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.encoders import Vectors
from assistant.retrieval.lexical_form import grams
from assistant.tools.name_vectors import unit

_LEAST = 2
"""Examples that must have a piece for it to say anything of other texts."""


class Pieces(NamedTuple):
    """The pieces of a text: their numbers, each once, and their weights, which make a vector of length 1."""

    numbers: NDArray[np.int64]
    weights: Vectors


class Lexicon(NamedTuple):
    """The pieces that count: the number of each, and its inverse document frequency, shape (pieces,)."""

    numbers: dict[str, int]
    weights: Vectors

    def pieces(self, text: str) -> Pieces:
        """The pieces of a text that count."""
        known = {number for gram in _grams(text) if (number := self.numbers.get(gram)) is not None}
        numbers = np.array(sorted(known), np.int64)
        return Pieces(numbers, unit(self.weights[None, numbers])[0])


@lru_cache(maxsize=64)
def _grams(text: str) -> frozenset[str]:
    """The pieces of a text: several classifiers look at a question."""
    return frozenset(grams(text))


def lexicon_of(texts: Sequence[str]) -> Lexicon:
    """The lexicon of some texts."""
    frequency = Counter(gram for text in texts for gram in set(grams(text)))
    counted = {gram: number for gram, number in sorted(frequency.items()) if number >= _LEAST}
    weights = np.log((len(texts) + 1) / (np.array(list(counted.values()), np.float32) + 0.5))
    return Lexicon({gram: number for number, gram in enumerate(counted)}, weights.astype(np.float32))


def shared(texts: Sequence[Pieces]) -> Vectors:
    """How much each two texts share, shape (texts, texts): the cosine of their pieces."""
    return np.array(list(shared_rows(texts)))


def shared_rows(texts: Sequence[Pieces]) -> Iterator[Vectors]:
    """The rows of `shared`, one at a time."""
    found = np.concatenate([text.numbers for text in texts])
    order = np.argsort(found, kind="stable")
    having = np.repeat(np.arange(len(texts)), [len(text.numbers) for text in texts])[order]
    weights = np.concatenate([text.weights for text in texts])[order]
    ends = np.cumsum(np.bincount(found))
    for text in texts:
        row = np.zeros(len(texts), np.float32)
        # all places of this text's pieces in the list of who has what
        spans = [slice(ends[number - 1] if number else 0, ends[number]) for number in text.numbers]
        if spans:
            times = np.repeat(text.weights, [span.stop - span.start for span in spans])
            others = np.concatenate([having[span] for span in spans])
            row += np.bincount(others, times * np.concatenate([weights[span] for span in spans]), len(texts))
        yield row
