"""The words around names of what is insured, from words.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record, Text
from assistant.text import collapse, normalise
from assistant.tools.phrase_table import PhraseTable

_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


class _Words(Record):
    spellings: dict[Text, Text]
    tails: Names
    asides: Names
    spending: Names
    endings: Names
    excluding: Names
    excluding_before: Names
    causing: Names
    cost_nouns: Names
    label_causes: Names
    cause_ends: Names


class Words(NamedTuple):
    """All of them, ready to be looked for; words.yaml says what each is."""

    tails: PhraseTable[None]
    asides: PhraseTable[None]
    spending: PhraseTable[None]
    endings: PhraseTable[None]
    excluding: PhraseTable[None]
    excluding_before: PhraseTable[None]
    causing: frozenset[str]
    cost_nouns: tuple[str, ...]
    label_causes: tuple[str, ...]
    cause_ends: tuple[str, ...]


@cache
def words() -> Words:
    """The words of words.yaml."""
    read = _read()
    return Words(
        tails=_table(read.tails),
        asides=_table(read.asides),
        spending=_table(read.asides + read.spending),
        endings=_table(read.endings),
        excluding=_table(read.excluding),
        excluding_before=_table(read.excluding_before),
        causing=frozenset(fold(phrase) for phrase in read.causing),
        cost_nouns=tuple(map(fold, read.cost_nouns)),
        label_causes=tuple(map(fold, read.label_causes)),
        cause_ends=tuple(map(fold, read.cause_ends)),
    )


def fold(text: str) -> str:
    """The form in which names are compared: NFKC, lower case, one spelling, no space beside Japanese."""
    folded = _SPACE.sub("", collapse(normalise(text))).replace("・", "")
    for spelling, usual in _spellings():
        folded = folded.replace(spelling, usual)
    return folded


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    pairs = {normalise(each): normalise(usual) for each, usual in _read().spellings.items()}
    return tuple(sorted(pairs.items(), key=lambda pair: -len(pair[0])))


@cache
def _read() -> _Words:
    data = read_data(__file__, "words.yaml")
    return _Words.model_validate(data)


def _table(phrases: tuple[str, ...]) -> PhraseTable[None]:
    return PhraseTable(dict.fromkeys(map(fold, phrases)))
