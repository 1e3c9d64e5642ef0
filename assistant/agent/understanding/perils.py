"""Whether what a message tells of is a peril that cyber insurances speak of, learnt from examples.

A cup of coffee over a server, a drone in a neighbour's car, money out of the till: beside the words of a cyber
insurance such a loss looks like one that is covered. Examples of both kinds are in perils/.
"""

from __future__ import annotations

from pathlib import Path

from assistant.agent.understanding.examples import PERILS, peril_examples
from assistant.agent.understanding.fitted_file import FittedFile
from assistant.agent.understanding.learnt import Known, Learnt
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.tools.name_lists import name_file
from assistant.tools.vector_file import VectorFile


class PerilFinder:
    """Texts to the kind of peril that they tell of; see `Learnt`."""

    def __init__(self, encoder: Encoder, cache: VectorFile | None = None, fitted: FittedFile | None = None) -> None:
        """`cache` and `fitted` keep the vectors of the examples and the classifier for other processes."""
        self._learnt = Learnt(Known(PERILS, peril_examples()), encoder, cache, fitted)

    def prepare(self) -> None:
        """Makes the classifier ready, so that no question waits for it."""
        self._learnt.prepare()

    def other(self, text: str, vector: Vectors | None = None) -> float:
        """How probable it is, 0 to 1, that the loss is one that no cyber insurance pays; see `Learnt.shares`."""
        return self._learnt.shares(text, vector)["other"]


def open_perils(encoder: Encoder, data_dir: Path) -> PerilFinder:
    """The finder whose vectors and classifier are kept below `data_dir`."""
    return PerilFinder(encoder, name_file(data_dir), FittedFile(data_dir / "vectors" / "perils.npz"))
