"""Words by which a message goes on from the one before, from cues.yaml, which says what each list is."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record
from assistant.text import blanked
from assistant.tools.coverage.words import fold
from assistant.tools.phrase_table import PhraseTable

_TOPIC = re.compile(r"[ァ-ヺー一-龥々]|[a-z0-9]{2}")
_KANA_WORD = re.compile(r"[ぁ-ん]{4,}")


class _Cues(Record):
    openers: Names
    pointers: Names
    fillers: Names
    asks_for_rules: Names
    asks_for_self: Names
    presumes: Names
    not_presuming: Names
    hypothetical: Names
    not_hypothetical: Names
    no_discount: Names
    discounts: Names
    totals: Names
    other_one: Names
    not_this: Names
    examples: Names
    rejected: Names
    rejected_before: Names
    without: Names
    without_before: Names
    either_way: Names
    adding: Names
    several_firms: Names
    asks_for_measure: Names
    asks_price: Names
    not_price: Names
    asks_to_join: Names


class Cues(NamedTuple):
    """All of them, ready to be looked for in folded texts."""

    openers: PhraseTable[None]
    pointers: PhraseTable[None]
    fillers: PhraseTable[None]
    asks_for_rules: PhraseTable[None]
    asks_for_self: PhraseTable[None]
    presumes: PhraseTable[None]
    not_presuming: PhraseTable[None]
    hypothetical: PhraseTable[None]
    not_hypothetical: PhraseTable[None]
    no_discount: PhraseTable[None]
    discounts: PhraseTable[None]
    totals: PhraseTable[None]
    other_one: PhraseTable[None]
    not_this: PhraseTable[None]
    examples: PhraseTable[None]
    rejected: PhraseTable[None]
    rejected_before: PhraseTable[None]
    without: PhraseTable[None]
    without_before: PhraseTable[None]
    either_way: PhraseTable[None]
    adding: PhraseTable[None]
    several_firms: PhraseTable[None]
    asks_for_measure: PhraseTable[None]
    asks_price: PhraseTable[None]
    not_price: PhraseTable[None]
    asks_to_join: PhraseTable[None]


@cache
def cues() -> Cues:
    """The words of cues.yaml."""
    data = _Cues.model_validate(read_data(__file__, "cues.yaml"))
    return Cues(*(PhraseTable(dict.fromkeys(map(fold, getattr(data, name)))) for name in Cues._fields))


def has(table: PhraseTable[None], text: str) -> bool:
    """Whether one of the phrases stands in a folded text."""
    return next(table.everywhere(text), None) is not None


def supposes(text: str) -> bool:
    """Whether a folded text only supposes, or tells of others, what happens."""
    return has(cues().hypothetical, cues().not_hypothetical.blanked(text))


def presumes(text: str) -> bool:
    """Whether a folded text states something to have it confirmed."""
    return has(cues().presumes, cues().not_presuming.blanked(text))


def is_of_price(text: str) -> bool:
    """Whether a folded text asks what something costs, and not who can have it."""
    return has(cues().asks_price, cues().not_price.blanked(text)) and not has(cues().asks_to_join, text)


def asks_for_rules(text: str) -> bool:
    """Whether a folded text asks what the rules are: どんな会社向け?"""
    return has(cues().asks_for_rules, text)


def goes_on(text: str) -> bool:
    """Whether a folded text begins as one that goes on from something, or points back to it."""
    return cues().openers.at(text, 0) is not None or has(cues().pointers, text)


def has_topic(text: str) -> bool:
    """Whether a folded text, its names and amounts blanked, still speaks of something."""
    start = cues().openers.at(text, 0)
    found = [each for table in (cues().fillers, cues().pointers) for each in table.apart(text)]
    left = blanked(text, ((each.start, each.end) for each in (*found, *([start] if start else []))))
    return bool(_TOPIC.search(left) or _KANA_WORD.search(left))
