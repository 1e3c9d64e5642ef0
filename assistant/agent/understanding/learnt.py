"""A classifier of texts that is learnt from examples, kept between processes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.agent.understanding.classifier import Classifier, Sample, fit, parameters
from assistant.agent.understanding.examples import Example, slot_values
from assistant.agent.understanding.fitted_file import FittedFile
from assistant.derived import Derived, derived_data
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.retrieval.lexical import LEXICAL_VERSION
from assistant.tools.name_lists import name_file
from assistant.tools.name_vectors import encoded_names
from assistant.tools.vector_file import VectorFile

FIT_VERSION = 1
"""Counts changes of the code that make an earlier fit another one."""


class Known(NamedTuple):
    """What is learnt: its name, the classes in order, and what reads examples of them."""

    name: str
    labels: tuple[str, ...]
    read_examples: Callable[[], tuple[Example, ...]]

    @property
    def examples(self) -> tuple[Example, ...]:
        """Examples of the classes."""
        return self.read_examples()


class Learnt:
    """Texts to the shares of their classes.

    The classifier is read from `fitted`; where that has none of these examples and this encoder, it is fitted at the
    first question, in some seconds, on vectors from `cache`; those that are not there are encoded, which takes more.
    """

    def __init__(
        self,
        known: Known,
        encoder: Encoder,
        cache: VectorFile | None = None,
        fitted: FittedFile | None = None,
        kept: Derived | None = None,
    ) -> None:
        """`cache`, `fitted` and `kept` keep vectors, classifier and what it was fitted on for other processes."""
        self._known = known
        self._encoder = encoder
        self._cache = cache
        self._fitted = fitted
        self._kept = kept

    def prepare(self) -> None:
        """Makes the classifier ready, so that no question waits for it."""
        _ = self._classifier

    def shares(self, text: str, vector: Vectors | None = None) -> dict[str, float]:
        """How probable each class is; the shares add up to 1.

        Args:
            text: a message or a question of it, as it was typed.
            vector: the query vector of `text`, shape (dimensions,); it is encoded where it is not given.
        """
        if vector is None:
            vector = self._encoder.queries([text])[0]
        scores = parameters().sharpness * self._classifier.scores(text, vector, parameters().width)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return dict(zip(self._known.labels, map(float, shares), strict=True))

    @cached_property
    def _classifier(self) -> Classifier:
        # the examples are hundreds of lines of YAML, which need not be read to see that they are still the same
        key: str = self._kept.get(f"{self._known.name}-key", self._key) if self._kept else self._key()
        if self._fitted and (known := self._fitted.read(key)):
            return known
        classifier = fit(read_sample(self._known, self._encoder, self._cache), parameters())
        if self._fitted:
            self._fitted.write(key, classifier)
        return classifier

    def _key(self) -> str:
        """Tells what the classifier is fitted on."""
        fingerprint, examples = self._encoder.fingerprint, self._known.examples
        told = (FIT_VERSION, LEXICAL_VERSION, fingerprint, parameters(), examples, slot_values())
        return hashlib.sha256(str(told).encode()).hexdigest()


def open_learnt(known: Known, encoder: Encoder, data_dir: Path) -> Learnt:
    """The classifier of `known`, whose vectors and parameters are kept below `data_dir`."""
    fitted = FittedFile(data_dir / "vectors" / f"{known.name}.npz")
    return Learnt(known, encoder, name_file(data_dir), fitted, derived_data(data_dir, encoder.fingerprint))


def read_sample(known: Known, encoder: Encoder, cache: VectorFile | None) -> Sample:
    """The examples and the values of slots.yaml with their vectors, from `cache` as far as it has them."""
    texts = [example.text for example in known.examples]
    values = [value for group in slot_values() for value in group]
    vectors = encoded_names(encoder, [*texts, *values], cache)
    ends = np.cumsum([len(texts), *(len(group) for group in slot_values())])
    own, *alike = np.split(vectors, ends[:-1])
    labels = np.array([known.labels.index(example.label) for example in known.examples])
    return Sample(texts, own, labels, alike)
