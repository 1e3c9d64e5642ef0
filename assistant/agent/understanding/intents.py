"""Which intents a message or one of its questions has, learnt from examples."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from assistant.agent.understanding.examples import examples, intents
from assistant.agent.understanding.fitted_file import FittedFile
from assistant.agent.understanding.learnt import Known, Learnt
from assistant.derived import Derived, derived_data
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.tools.name_lists import name_file
from assistant.tools.vector_file import VectorFile


class IntentScore(NamedTuple):
    """An intent, and the probability that it is the one meant: shares of a text add up to 1."""

    intent: str
    share: float


class IntentFinder:
    """Texts to their intents; see `Learnt`."""

    def __init__(
        self,
        encoder: Encoder,
        cache: VectorFile | None = None,
        fitted: FittedFile | None = None,
        kept: Derived | None = None,
    ) -> None:
        """See `Learnt`."""
        self._learnt = Learnt(known_intents(), encoder, cache, fitted, kept)

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
    fitted = FittedFile(data_dir / "vectors" / "intents.npz")
    return IntentFinder(encoder, name_file(data_dir), fitted, derived_data(data_dir, encoder.fingerprint))
