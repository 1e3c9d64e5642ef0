"""Measures the intent classifier on its own examples: `python -m assistant.agent.understanding.fit`.

Each example is scored by the classifier of all others (exact leave-one-out, Rifkin and Lippert 2007). Prints what
each choice of parameters reaches, and for that of parameters.yaml the accuracy and confusions of every intent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.agent.understanding.classifier import Parameters, Sample, kernel, parameters
from assistant.agent.understanding.examples import intents
from assistant.agent.understanding.intents import known_intents
from assistant.agent.understanding.learnt import read_sample
from assistant.agent.understanding.lexicon import lexicon_of, shared
from assistant.agent.understanding.space import space_of
from assistant.retrieval.encoders import Vectors, open_encoder
from assistant.settings import Settings
from assistant.tools.name_lists import name_file

_WIDTHS, _LEXICAL, _RIDGES = (1.0, 2.0, 3.0), (0.2, 0.3, 0.4), (0.1, 0.2)
_SHARPNESS = tuple(range(6, 21))
_CONFUSIONS = 4


class Reached(NamedTuple):
    """What a choice of parameters reaches: accuracy, and cross-entropy in nats at the best sharpness."""

    chosen: Parameters
    accuracy: float
    loss: float


def held_out(sample: Sample, cosines: Vectors, chosen: Parameters) -> Vectors:
    """Scores of each example by the classifier of all others, shape (examples, intents).

    Args:
        cosines: of the pieces of words of all pairs of examples.
    """
    examples = space_of(sample.vectors, sample.alike, chosen.floor).place(sample.vectors)
    matrix = kernel(examples, cosines, chosen).astype(np.float64)
    inverse = np.linalg.inv(matrix + chosen.ridge * np.eye(len(matrix)))
    scores: Vectors = (sample.targets - inverse @ sample.targets / np.diag(inverse)[:, None]).astype(np.float32)
    return scores


def loss(scores: Vectors, labels: NDArray[np.int64], sharpness: float) -> float:
    """Mean cross-entropy of the shares, in nats."""
    logits = sharpness * scores
    total = np.log(np.exp(logits).sum(1))
    return float((total - logits[np.arange(len(labels)), labels]).mean())


def reached(scores: Vectors, labels: NDArray[np.int64], chosen: Parameters) -> Reached:
    """What held-out scores reach, with the sharpness that fits them best."""
    best = min(_SHARPNESS, key=lambda each: loss(scores, labels, each))
    accuracy = float((scores.argmax(1) == labels).mean())
    return Reached(chosen.model_copy(update={"sharpness": best}), accuracy, loss(scores, labels, best))


def confusions(scores: Vectors, labels: NDArray[np.int64], ids: Sequence[str]) -> Iterator[str]:
    """A line an intent: how many of its examples were known, and what others were taken for."""
    guessed = scores.argmax(1)
    for number, intent in enumerate(ids):
        own = guessed[labels == number]
        wrong = Counter(ids[each] for each in own if each != number).most_common(_CONFUSIONS)
        yield f"{intent:16} {np.mean(own == number):.3f} of {len(own)}  {', '.join(f'{i} {n}' for i, n in wrong)}"


def main() -> None:
    """Prints the report."""
    settings = Settings()
    encoder = open_encoder(settings.embedding, settings.model_dir)
    sample, known = read_sample(known_intents(), encoder, name_file(settings.data_dir)), parameters()
    lexicon = lexicon_of(sample.texts)
    cosines = shared([lexicon.pieces(text) for text in sample.texts])
    for width, lexical, ridge in product(_WIDTHS, _LEXICAL, _RIDGES):
        chosen = known.model_copy(update={"width": width, "lexical": lexical, "ridge": ridge})
        found = reached(held_out(sample, cosines, chosen), sample.labels, chosen)
        print(f"accuracy {found.accuracy:.4f}, loss {found.loss:.4f}: {found.chosen}")
    scores = held_out(sample, cosines, known)
    found = reached(scores, sample.labels, known)
    print(f"parameters.yaml: {found.accuracy:.4f}, {found.loss:.4f}, best sharpness {found.chosen.sharpness}")
    print(*confusions(scores, sample.labels, list(intents())), sep="\n")


if __name__ == "__main__":
    main()
