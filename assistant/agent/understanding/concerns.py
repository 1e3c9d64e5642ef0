"""What a message about a cyber insurance seeks, and what happened, learnt from examples.

People seldom call a cost by its name: vouchers for the guests are 見舞品購入費用, a room rented meanwhile is
営業継続費用. The classes are those of the trade and not of a product; concerns.yaml says what each is, and
concerns/<sought>.yaml has examples of each with each cause.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from assistant.agent.understanding.examples import Example
from assistant.agent.understanding.learnt import Known, Learnt, open_learnt
from assistant.data_file import read_data, read_yaml
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Id, Names, Record, Text
from assistant.retrieval.encoders import Encoder, Vectors

_FOLDER = Path(__file__).with_suffix("")


class Classes(Record):
    """The classes of concerns.yaml, each with what belongs to it; and the causes that a wider one includes."""

    sought: dict[Id, Text]
    cause: dict[Id, Text]
    includes: dict[Id, tuple[Id, ...]]


class Concern(NamedTuple):
    """What a text is about: how probable each thing that may be sought is, and each cause; either adds up to 1."""

    sought: dict[str, float]
    cause: dict[str, float]


class ConcernFinder:
    """Texts to their concerns; see `Learnt`."""

    def __init__(self, sought: Learnt, cause: Learnt) -> None:
        self._sought, self._cause = sought, cause

    def prepare(self) -> None:
        """Makes the classifiers ready, so that no question waits for them."""
        self._sought.prepare()
        self._cause.prepare()

    def read(self, text: str, vector: Vectors | None = None) -> Concern:
        """What a text is about; see `Learnt.shares`."""
        return Concern(self._sought.shares(text, vector), self._cause.shares(text, vector))


def open_concerns(encoder: Encoder, data_dir: Path) -> ConcernFinder:
    """The finder whose vectors and classifiers are kept below `data_dir`."""
    sought = Known("sought", tuple(classes().sought), sought_examples)
    cause = Known("cause", tuple(classes().cause), cause_examples)
    return ConcernFinder(open_learnt(sought, encoder, data_dir), open_learnt(cause, encoder, data_dir))


@cache
def classes() -> Classes:
    """All classes, as concerns.yaml lists them."""
    return Classes.model_validate(read_data(__file__))


def concern_texts(_knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The texts whose vectors `ConcernFinder` needs: a `NameList`, the same for all."""
    return tuple(dict.fromkeys(each.text for each in sought_examples()))


def sought_examples() -> tuple[Example, ...]:
    """The examples by what is sought."""
    return tuple(Example(text, sought) for sought, _, text in _examples())


def cause_examples() -> tuple[Example, ...]:
    """The same examples by their causes."""
    return tuple(Example(text, cause) for _, cause, text in _examples())


@cache
def _examples() -> tuple[tuple[str, str, str], ...]:
    """What is sought in each example, its cause, and its text."""
    form = TypeAdapter(dict[Id, Names])
    told = {
        sought: form.validate_python(read_yaml((_FOLDER / f"{sought}.yaml").read_text("utf-8")))
        for sought in classes().sought
    }
    return tuple((sought, cause, text) for sought in told for cause, texts in told[sought].items() for text in texts)
