"""The words around amounts, from phrases.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record
from assistant.tools.amounts.amount import Period, Relation
from assistant.tools.phrase_table import PhraseTable

Bound = Relation | Literal["just_below", "just_above", "about", "band"]


class _Bounding(Record):
    relation: Bound | None
    before: Names = ()
    after: Names = ()


class _Ranging(Record):
    before: Names = ()
    between: Names
    after: Names = ()


class _Timing(Record):
    period: Period
    words: Names
    adjacent: Names
    after: Names


class _Phrases(Record):
    counters: Names
    foreign_signs: Names
    foreign_units: Names
    no_amounts: Names
    name_words: Names
    revenue_words: Names
    fillers: Names
    bounds: tuple[_Bounding, ...]
    negations: Names
    joiners: Names
    ranges: tuple[_Ranging, ...]
    periods: tuple[_Timing, ...]
    spans: Names


class RangeWords(NamedTuple):
    """Words before, between and after the two ends of a range; None where none are needed."""

    before: PhraseTable[None] | None
    between: PhraseTable[None]
    after: PhraseTable[None] | None


class Words(NamedTuple):
    """All words, ready to be looked for."""

    counters: PhraseTable[None]
    foreign_signs: PhraseTable[None]
    foreign_units: PhraseTable[None]
    no_amounts: PhraseTable[None]
    name_words: PhraseTable[None]
    revenue: PhraseTable[None]
    fillers: PhraseTable[None]
    bounds_before: PhraseTable[Bound | None]
    bounds_after: PhraseTable[Bound]
    negations: PhraseTable[None]
    joiners: PhraseTable[None]
    ranges: tuple[RangeWords, ...]
    periods: PhraseTable[Period]
    periods_adjacent: PhraseTable[Period]
    periods_after: PhraseTable[Period]
    spans: PhraseTable[None]


@cache
def words() -> Words:
    """The words of phrases.yaml."""
    phrases = _Phrases.model_validate(read_data(__file__, "phrases.yaml"))
    return Words(
        counters=_set(phrases.counters),
        foreign_signs=_set(phrases.foreign_signs),
        foreign_units=_set(phrases.foreign_units),
        no_amounts=_set(phrases.no_amounts),
        name_words=_set(phrases.name_words),
        revenue=_set(phrases.revenue_words),
        fillers=_set(phrases.fillers),
        bounds_before=PhraseTable({word: each.relation for each in phrases.bounds for word in each.before}),
        bounds_after=PhraseTable(
            {word: each.relation for each in phrases.bounds if each.relation for word in each.after}
        ),
        negations=_set(phrases.negations),
        joiners=_set(phrases.joiners),
        ranges=tuple(RangeWords(_optional(r.before), _set(r.between), _optional(r.after)) for r in phrases.ranges),
        periods=PhraseTable({word: each.period for each in phrases.periods for word in each.words}),
        periods_adjacent=PhraseTable({word: each.period for each in phrases.periods for word in each.adjacent}),
        periods_after=PhraseTable({word: each.period for each in phrases.periods for word in each.after}),
        spans=_set(phrases.spans),
    )


def _set(names: tuple[str, ...]) -> PhraseTable[None]:
    return PhraseTable(dict.fromkeys(names))


def _optional(names: tuple[str, ...]) -> PhraseTable[None] | None:
    return _set(names) if names else None
