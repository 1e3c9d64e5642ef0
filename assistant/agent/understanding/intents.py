"""Which intents a message or one of its questions has, learnt from examples."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.agent.understanding.classifier import Classifier, Sample, fit, parameters
from assistant.agent.understanding.examples import examples, intents, slot_values
from assistant.agent.understanding.fitted_file import FittedFile
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.retrieval.lexical import LEXICAL_VERSION
from assistant.tools.name_lists import name_file
from assistant.tools.name_vectors import encoded_names
from assistant.tools.vector_file import VectorFile

FIT_VERSION = 1
"""Counts changes of the code that make an earlier fit another one."""


class IntentScore(NamedTuple):
    """An intent, and the probability that it is the one meant: shares of a text add up to 1."""

    intent: str
    share: float


class IntentFinder:
    """Texts to their intents.

    The classifier is read from `fitted`; where that has none of these examples and this encoder, it is fitted at the
    first question, in some seconds, on vectors from `cache`; those that are not there are encoded, which takes more.
    """

    def __init__(self, encoder: Encoder, cache: VectorFile | None = None, fitted: FittedFile | None = None) -> None:
        """`cache` and `fitted` keep the vectors of the examples and the classifier for other processes."""
        self._encoder = encoder
        self._cache = cache
        self._fitted = fitted

    def prepare(self) -> None:
        """Makes the classifier ready, so that no question waits for it."""
        _ = self._classifier

    def scores(self, text: str, vector: Vectors | None = None) -> tuple[IntentScore, ...]:
        """All intents, the likeliest first.

        Args:
            text: a message or a question of it, as it was typed.
            vector: the query vector of `text`, shape (dimensions,); it is encoded where it is not given.
        """
        if vector is None:
            vector = self._encoder.queries([text])[0]
        scores = parameters().sharpness * self._classifier.scores(text, vector, parameters().width)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")
        known = tuple(intents())
        return tuple(IntentScore(known[number], float(shares[number])) for number in order)

    @cached_property
    def _classifier(self) -> Classifier:
        chosen = parameters()
        told = (FIT_VERSION, LEXICAL_VERSION, self._encoder.fingerprint, chosen, examples(), slot_values())
        key = hashlib.sha256(str(told).encode()).hexdigest()
        if self._fitted and (known := self._fitted.read(key)):
            return known
        classifier = fit(read_sample(self._encoder, self._cache), chosen)
        if self._fitted:
            self._fitted.write(key, classifier)
        return classifier


def read_sample(encoder: Encoder, cache: VectorFile | None) -> Sample:
    """The examples of examples/ and slots.yaml with their vectors, from `cache` as far as it has them."""
    listed, ids = examples(), list(intents())
    texts = [example.text for example in listed]
    values = [value for group in slot_values() for value in group]
    vectors = encoded_names(encoder, [*texts, *values], cache)
    ends = np.cumsum([len(texts), *(len(group) for group in slot_values())])
    own, *alike = np.split(vectors, ends[:-1])
    return Sample(texts, own, np.array([ids.index(example.intent) for example in listed]), alike)


def open_intents(encoder: Encoder, data_dir: Path) -> IntentFinder:
    """The finder whose vectors and classifier are kept below `data_dir`."""
    return IntentFinder(encoder, name_file(data_dir), FittedFile(data_dir / "vectors" / "intents.npz"))
