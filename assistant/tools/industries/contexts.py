"""The words that decide whose trade a name is, from contexts.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record
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


class _Contexts(Record):
    no_trades: Names
    beginnings: Names
    tails: Names
    fillers: Names
    after: _Roles
    before: _Roles
    businesses: Names
    words_between: int
    joining: Names
    listing: Names
    describing: Names


class Contexts(NamedTuple):
    """All of them, ready to be looked for; contexts.yaml says what each is."""

    no_trades: Names
    beginnings: frozenset[str]
    tails: PhraseTable[None]
    fillers: PhraseTable[None]
    after: PhraseTable[Role]
    before: PhraseTable[Role]
    businesses: Names
    words_between: int
    joining: frozenset[str]
    listing: frozenset[str]
    describing: frozenset[str]


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
        businesses=read.businesses,
        words_between=read.words_between,
        joining=frozenset(read.joining),
        listing=frozenset(read.listing),
        describing=frozenset(read.describing),
    )
