"""The words that decide whose trade a name is, from contexts.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record, Text
from assistant.text import normalise
from assistant.tools.phrase_table import PhraseTable

Role = Literal["own", "customers", "mentioned"]


class _Roles(Record):
    own: Names
    customers: Names
    mentioned: Names

    def table(self) -> PhraseTable[Role]:
        groups: tuple[tuple[Role, Names], ...] = (
            ("own", self.own),
            ("customers", self.customers),
            ("mentioned", self.mentioned),
        )
        return PhraseTable({phrase: role for role, phrases in groups for phrase in phrases})


class Activity(Record):
    """What a firm does: stems of verbs before て, and their plain forms."""

    stems: Names
    plain: Names


class _Contexts(Record):
    no_trades: Names
    beginnings: Names
    tails: Names
    fillers: Names
    after: _Roles
    before: _Roles
    opening: Names
    businesses: tuple[Names, ...]
    words_between: int
    joining: Names
    listing: Names
    correcting: Names
    describing: Names
    serving: Names
    serving_within: int
    telling: Names
    abbreviations: dict[Text, Names]
    activities: dict[Text, Activity]
    habits: Names
    trades: Names
    kinds_of_firm: tuple[str, ...]


class Contexts(NamedTuple):
    """All of them, ready to be looked for; contexts.yaml says what each is."""

    no_trades: Names
    beginnings: frozenset[str]
    tails: PhraseTable[None]
    fillers: PhraseTable[None]
    after: PhraseTable[Role]
    before: PhraseTable[Role]
    opening: Names
    businesses: tuple[Names, ...]
    words_between: int
    joining: frozenset[str]
    listing: frozenset[str]
    correcting: frozenset[str]
    describing: frozenset[str]
    serving: PhraseTable[None]
    serving_within: int
    telling: PhraseTable[None]
    abbreviations: dict[Text, Names]
    activities: dict[Text, Activity]
    habits: Names
    trades: Names
    kinds_of_firm: tuple[str, ...]


@cache
def contexts() -> Contexts:
    """The words of contexts.yaml."""
    data = read_data(__file__, "contexts.yaml")
    read = _Contexts.model_validate(data)
    return Contexts(
        no_trades=read.no_trades,
        beginnings=frozenset(map(normalise, read.beginnings)),
        tails=PhraseTable(dict.fromkeys(read.tails)),
        fillers=PhraseTable(dict.fromkeys(read.fillers)),
        after=read.after.table(),
        before=read.before.table(),
        opening=read.opening,
        businesses=read.businesses,
        words_between=read.words_between,
        joining=frozenset(read.joining),
        listing=frozenset(read.listing),
        correcting=frozenset(map(normalise, read.correcting)),
        describing=frozenset(read.describing),
        serving=PhraseTable(dict.fromkeys(read.serving)),
        serving_within=read.serving_within,
        telling=PhraseTable(dict.fromkeys(read.telling)),
        abbreviations=read.abbreviations,
        activities=read.activities,
        habits=read.habits,
        trades=read.trades,
        kinds_of_firm=read.kinds_of_firm,
    )
