"""Whether what a message tells of is a peril that cyber insurances speak of, learnt from examples.

A cup of coffee over a server, a drone in a neighbour's car, money out of the till: beside the words of a cyber
insurance such a loss looks like one that is covered. So does money that was paid to criminals, which people seldom
call a ransom. Examples of all kinds are in perils/.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from assistant.agent.understanding.examples import PERILS, peril_examples
from assistant.agent.understanding.learnt import Known, Learnt, open_learnt
from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record, Text
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.retrieval.snapshot import Snapshot
from assistant.text import normalise

_LOOKED_AT = 12
"""Passages of a product that are looked at, at most."""


class _Line(Record):
    """The words and the figure of perils.yaml, which says what each is."""

    words: Names
    share: float
    sure: float
    items: dict[Text, Text]


class Peril(NamedTuple):
    """What a message tells of.

    Attributes:
        other: how probable it is, 0 to 1, that the loss is one that no cyber insurance pays.
        item: what the message surely asks about, in the words of an insurer; None where that is not known.
    """

    other: float
    item: str | None


class PerilFinder:
    """Texts to the kind of peril that they tell of; see `Learnt`."""

    def __init__(self, learnt: Learnt) -> None:
        self._learnt = learnt

    def prepare(self) -> None:
        """Makes the classifier ready, so that no question waits for it."""
        self._learnt.prepare()

    def read(self, text: str, vector: Vectors | None = None) -> Peril:
        """What a message tells of; see `Learnt.shares`."""
        shares = self._learnt.shares(text, vector)
        item = next((item for kind, item in _line().items.items() if shares[kind] >= _line().sure), None)
        return Peril(shares["other"], item)


def open_perils(encoder: Encoder, data_dir: Path) -> PerilFinder:
    """The finder whose vectors and classifier are kept below `data_dir`."""
    return PerilFinder(open_learnt(Known("perils", PERILS, peril_examples), encoder, data_dir))


def cyber_products(snapshot: Snapshot) -> frozenset[str]:
    """The products whose passages speak of what cyber insurances pay, not of the perils of another line."""
    products: dict[str, list[int]] = {}
    for leaf in snapshot.entries.leaves:
        if leaf.kind == "passage":
            products.setdefault(leaf.product, []).extend(snapshot.entries.members(leaf).tolist())
    return frozenset(product for product, numbers in products.items() if _is_cyber(product, numbers, snapshot))


def _is_cyber(product: str, numbers: Sequence[int], snapshot: Snapshot) -> bool:
    if _has_words(snapshot.knowledge.products[product].product.name):
        return True
    looked_at = numbers[:: -(-len(numbers) // _LOOKED_AT)]
    told = sum(_has_words(snapshot.passages.passage(number).text) for number in looked_at)
    return told >= _line().share * len(looked_at)


def _has_words(text: str) -> bool:
    said = normalise(text).lower()
    return any(word in said for word in _line().words)


@cache
def _line() -> _Line:
    return _Line.model_validate(read_data(__file__))
