"""Which intents a message or one of its questions has, learnt from examples."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from assistant.agent.understanding.examples import examples, intents
from assistant.agent.understanding.learnt import Known, Learnt, open_learnt
from assistant.retrieval.encoders import Encoder, Vectors


class IntentScore(NamedTuple):
    """An intent, and the probability that it is the one meant: shares of a text add up to 1."""

    intent: str
    share: float


class IntentFinder:
    """Texts to their intents; see `Learnt`."""

    def __init__(self, learnt: Learnt) -> None:
        self._learnt = learnt

    def prepare(self) -> None:
        """Makes the classifier ready, so that no question waits for it."""
        self._learnt.prepare()

    def scores(self, text: str, vector: Vectors | None = None) -> tuple[IntentScore, ...]:
        """All intents, the likeliest first; see `Learnt.shares`."""
        shares = self._learnt.shares(text, vector)
        return tuple(IntentScore(intent, shares[intent]) for intent in sorted(shares, key=lambda each: -shares[each]))


def known_intents() -> Known:
    """The intents and their examples."""
    return Known("intents", tuple(intents()), examples)


def open_intents(encoder: Encoder, data_dir: Path) -> IntentFinder:
    """The finder whose vectors and classifier are kept below `data_dir`."""
    return IntentFinder(open_learnt(known_intents(), encoder, data_dir))
