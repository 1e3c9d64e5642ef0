"""Whose loss a text speaks of: the insured firm's, or somebody else's. The words stand in parties.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.coverage import Kind
from assistant.knowledge.values import Flag, Names, Record
from assistant.tools.coverage.circumstances import Circumstance, Span
from assistant.tools.coverage.words import fold
from assistant.tools.phrase_table import Found, PhraseTable

_PARTICLE = re.compile(r"を|に|へ|宛|あて|から|が|は|も|で|と|[、。,.?!\n]|$")
_COMPOUND = re.compile(r"[ァ-ヺー一-龥々]")
_OWN_LOSSES: frozenset[Kind] = frozenset(("event", "cost", "service"))
Role = Literal["subject", "possessor", "origin"]


class _Group(Record):
    words: Names
    keeps: Flag = False


class _Lists(Record):
    groups: tuple[_Group, ...]
    fillers: Names
    subject: Names
    own: Names
    possessive: Names
    origin: Names
    leaking: Names
    letters_between: int
    belongings: Names
    information: Names
    receiving: Names
    passive: Names
    behind: Names
    before: Names
    articles: Names


class _Party(NamedTuple):
    words: frozenset[str]
    keeps: bool


class _Tables(NamedTuple):
    parties: PhraseTable[_Party]
    fillers: PhraseTable[None]
    subject: PhraseTable[None]
    own: PhraseTable[None]
    possessive: PhraseTable[None]
    origin: PhraseTable[None]
    belongings: PhraseTable[None]
    information: PhraseTable[None]
    passive: PhraseTable[None]
    behind: PhraseTable[None]
    before: PhraseTable[None]
    articles: PhraseTable[None]
    receiving: frozenset[str]
    leaking: tuple[str, ...]
    letters_between: int


class _Mention(NamedTuple):
    """Somebody else in a text.

    Attributes:
        reach: where the words for what is theirs end.
        belongs: whether that is a thing that a customer has and the firm does not.
    """

    found: Found[_Party]
    role: Role
    reach: int
    belongs: bool = False


def party_words() -> frozenset[str]:
    """All words for others."""
    return frozenset(fold(word) for group in _lists().groups for word in group.words)


def others(text: str, name: Span | None, mentions: tuple[Span, ...] = ()) -> list[Circumstance]:
    """Those whose loss a folded text speaks of in place of the firm's.

    Args:
        name: where the name of what is insured stands; None where the text has none.
        mentions: where all names stand: a word within one is a part of it.
    """
    return [
        Circumstance(each.found.phrase, each.found.meaning.words, kinds=_kinds(text, each, name), in_names=True)
        for each in _mentions(text)
        if all(each.found.end <= start or end <= each.found.start for start, end in mentions)
        and (name is None or (_is_before(each, name) and not _firm_between(text, each, name)))
    ]


def _is_before(party: _Mention, name: Span) -> bool:
    """Whether a party stands before a name; in English it may stand behind: a data breach at our competitor."""
    return party.found.start < name[0] or (party.role == "possessor" and party.found.phrase.isascii())


def _kinds(text: str, party: _Mention, name: Span | None) -> frozenset[Kind]:
    """The kinds of facts to which it matters that something is that party's.

    Who claims damages is always somebody else, and who is paid or written to often: 取引先から請求された損害賠償,
    お客様が受け取る見舞金. Only what others themselves are sued for, or spend on what is theirs, is their own matter.
    """
    if party.role == "origin":
        return frozenset(("event",))
    others_own = not party.found.meaning.keeps
    if party.role == "subject":
        if not others_own:
            return frozenset(("event",))
        return _OWN_LOSSES | {"liability"} if _is_passive(text[party.found.end :]) else _OWN_LOSSES
    attached = name is None or party.reach >= name[0]
    return _OWN_LOSSES if attached and (others_own or party.belongs) else frozenset(("event",))


def _is_passive(text: str) -> bool:
    return any(True for _ in _tables().passive.everywhere(text))


def _firm_between(text: str, party: _Mention, name: Span) -> bool:
    """Whether the firm itself comes between a party and the name: 取引先が攻撃されて、うちも感染した."""
    if party.role != "subject":
        return False
    return any(party.found.end <= found.start < name[0] for found in _tables().own.everywhere(text))


def _mentions(text: str) -> Iterator[_Mention]:
    tables = _tables()
    for found in tables.parties.apart(text):
        mention = _english(text, found) if found.phrase.isascii() else _japanese(text, found)
        if mention:
            yield mention


def _japanese(text: str, found: Found[_Party]) -> _Mention | None:
    tables, end = _tables(), found.end
    while filler := tables.fillers.at(text, end):
        end = filler.end
    if tables.subject.at(text, end):
        return _Mention(found, "subject", end)
    if origin := tables.origin.at(text, end):
        near = text[origin.end : origin.end + tables.letters_between]
        return _Mention(found, "origin", end) if any(word in near for word in tables.leaking) else None
    if joined := tables.possessive.at(text, end):
        return _possessor(text, found, joined.end)
    is_compound = _COMPOUND.match(text, end) and not found.meaning.keeps
    return _possessor(text, found, end) if is_compound else None


def _possessor(text: str, found: Found[_Party], start: int) -> _Mention | None:
    """The party as whose something is, which begins at `start`, unless that is with the firm or only sent there."""
    particle = _PARTICLE.search(text, start)
    end = particle.start() if particle else len(text)
    theirs = text[start:end]
    is_information = any(True for _ in _tables().information.everywhere(theirs))
    belongs = _tables().belongings.at(text, start) is not None
    if particle and particle[0] in _tables().receiving and not belongs:
        return None
    if found.meaning.keeps:
        return _Mention(found, "possessor", end, belongs) if belongs or not is_information else None
    is_lost_by_the_firm = is_information and particle is not None and particle[0] == "を"
    return None if is_lost_by_the_firm else _Mention(found, "possessor", end)


def _english(text: str, found: Found[_Party]) -> _Mention | None:
    tables = _tables()
    behind = tables.behind.at(text, found.end + len(text[found.end :]) - len(text[found.end :].lstrip()))
    if behind and behind.phrase.startswith("'"):
        theirs = " ".join(text[behind.end :].lstrip("s ").split()[:3])
        is_information = any(True for _ in tables.information.everywhere(theirs))
        return None if is_information else _Mention(found, "possessor", behind.end + len(theirs))
    if behind:
        return _Mention(found, "subject", found.end)
    before = len(text[: found.start].rstrip())
    if article := tables.articles.before(text, before):
        before = len(text[: article.start].rstrip())
    placed = tables.before.before(text, before)
    return _Mention(found, "possessor", found.end) if placed and not found.meaning.keeps else None


@cache
def _lists() -> _Lists:
    data = read_data(__file__, "parties.yaml")
    return _Lists.model_validate(data)


@cache
def _tables() -> _Tables:
    lists = _lists()
    parties: dict[str, _Party] = {}
    for group in lists.groups:
        words = frozenset(map(fold, group.words))
        parties.update(dict.fromkeys(words, _Party(words, group.keeps)))
    return _Tables(
        parties=PhraseTable(parties),
        fillers=_table(lists.fillers),
        subject=_table(lists.subject),
        own=_table(lists.own),
        possessive=_table(lists.possessive),
        origin=_table(lists.origin),
        belongings=_table(lists.belongings),
        information=_table(lists.information),
        passive=_table(lists.passive),
        behind=_table(lists.behind),
        before=_table(lists.before),
        articles=_table(lists.articles),
        receiving=frozenset(map(fold, lists.receiving)),
        leaking=tuple(map(fold, lists.leaking)),
        letters_between=lists.letters_between,
    )


def _table(phrases: tuple[str, ...]) -> PhraseTable[None]:
    return PhraseTable(dict.fromkeys(map(fold, phrases)))
