"""Example utterances of each intent and each kind of peril, their slots filled in."""

from __future__ import annotations

import re
import zlib
from functools import cache
from itertools import count
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import TypeAdapter

from assistant.data_file import read_yaml
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Flag, Id, Names, Record, Text

_FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")


class Intent(Record):
    """What a question can be after.

    Attributes:
        special: whether the knowledge base is not where the answer to it lies.
        meaning: what belongs to it.
    """

    special: Flag = False
    meaning: Text


class Example(NamedTuple):
    """Something that a person might type, and its class: an intent, or a kind of peril."""

    text: str
    label: str


Perils = Literal["cyber", "other", "ransom", "fraud"]
"""Whether what happened is something that cyber insurances speak of, a loss that none of them pays, or money that was
paid to criminals: for data, or to fraudsters."""
PERILS: tuple[Perils, ...] = ("cyber", "other", "ransom", "fraud")
_OF_CYBER = ("coverage", "limit", "service", "promise")
"""Intents whose examples speak of such perils."""


Slots = dict[Text, dict[Literal["ja", "en"], Names]]


@cache
def intents() -> dict[str, Intent]:
    """All intents by id, as intents.yaml lists them."""
    return TypeAdapter(dict[Id, Intent]).validate_python(_read("intents.yaml"))


@cache
def examples() -> tuple[Example, ...]:
    """The examples of all intents."""
    names = TypeAdapter(Names)
    texts = {intent: names.validate_python(_read(f"examples/{intent}.yaml")) for intent in intents()}
    return tuple(Example(_filled(text), intent) for intent, listed in texts.items() for text in listed)


@cache
def peril_examples() -> tuple[Example, ...]:
    """The examples of the kinds of peril."""
    names = TypeAdapter(Names)
    told = [
        Example(_filled(text), peril)
        for peril in PERILS
        for text in names.validate_python(_read(f"perils/{peril}.yaml"))
    ]
    known = {each.text for each in told}
    others = (each.text for each in examples() if each.label in _OF_CYBER and each.text not in known)
    return (*told, *(Example(text, "cyber") for text in others))


@cache
def slot_values() -> tuple[Names, ...]:
    """What stands in for each slot, by language: lists of texts that differ in their names only."""
    return tuple(values for languages in _slots().values() for values in languages.values())


def example_texts(_knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The texts whose vectors `IntentFinder` and `PerilFinder` need: a `NameList`, the same for all."""
    values = (value for values in slot_values() for value in values)
    return tuple(dict.fromkeys((*(each.text for each in (*examples(), *peril_examples())), *values)))


@cache
def _slots() -> Slots:
    return TypeAdapter(Slots).validate_python(_read("slots.yaml"))


def _filled(text: str) -> str:
    """An example with values in its slots: always the same ones, whatever other examples there are."""
    bare = _SLOT.sub("", text)
    language: Literal["ja", "en"] = "en" if bare.isascii() and bare.strip() else "ja"
    numbers = count(zlib.crc32(text.encode()))

    def value(slot: re.Match[str]) -> str:
        values = _slots()[slot[1]][language]
        return values[next(numbers) % len(values)]

    return _SLOT.sub(value, text)


def _read(name: str) -> object:
    return read_yaml((_FOLDER / name).read_text("utf-8"))
