"""What a question has beside the name of what is insured: another cause, time, place or thing, and negations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator

from assistant.data_file import read_data
from assistant.knowledge.coverage import Kind
from assistant.knowledge.values import Names, Record
from assistant.tools.coverage.words import fold
from assistant.tools.phrase_table import Found, PhraseTable

_KATAKANA = re.compile(r"[ァ-ヺー]")
_ACTION = re.compile(r"[ァ-ヺー一-龥々a-z]+[ぁ-ん]{0,2}$")
_GOES_ON = re.compile(r"\s*(?:[ァ-ヺー一-龥々a-z]|のに|ので|場合|とき|状態|まま|け[どれ]|なら|ため|と)")
EVERY_KIND: frozenset[Kind] = frozenset(("cost", "event", "liability", "service"))
_EVENTS: frozenset[Kind] = frozenset(("event",))
Span = tuple[int, int]


class Circumstance(NamedTuple):
    """Something that a fact must speak of to say anything about the question.

    Attributes:
        said: as the question has it.
        words: of the lists; a fact that has any of them in its texts speaks of it.
        pieces: the same for what is in no list; where there is neither, no fact can speak of it.
        kinds: kinds of facts that it matters to.
        of_caused: whether it matters only to facts whose label names their cause (ウイルス感染によるデータの消失).
        in_names: whether only a name of the fact or its condition speaks of it: a quote mentions much in passing.
    """

    said: str
    words: frozenset[str] = frozenset()
    pieces: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = EVERY_KIND
    of_caused: bool = False
    in_names: bool = False


def _words(group: object) -> object:
    return {"words": group} if isinstance(group, list) else group


class _Words(Record):
    words: Names
    also: Names = ()


_Groups = tuple[Annotated[_Words, BeforeValidator(_words)], ...]


class _Lists(Record):
    groups: _Groups
    of_events: _Groups
    harmless: Names
    negations: Names
    asides: Names


class _Group(NamedTuple):
    words: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = EVERY_KIND


class _Tables(NamedTuple):
    groups: PhraseTable[_Group]
    negations: PhraseTable[bool]


def listed_words() -> frozenset[str]:
    """All words of the lists by which a fact may speak of a circumstance."""
    lists = _lists()
    groups = (*lists.groups, *lists.of_events)
    return frozenset(fold(word) for group in groups for word in (*group.words, *group.also))


def weighed_words() -> frozenset[str]:
    """All words that are looked at here, also those that are found to say nothing."""
    lists = _lists()
    return listed_words() | frozenset(map(fold, (*lists.harmless, *lists.asides)))


def circumstances(text: str, named: Iterable[Span]) -> list[Circumstance]:
    """The circumstances of a folded text that stand beside the spans `named`."""
    named = tuple(named)
    found = [
        Circumstance(each.phrase, each.meaning.words, kinds=each.meaning.kinds)
        for each in _tables().groups.apart(text)
        if each.meaning.words and _beside(each, named) and not _in_katakana(text, each)
    ]
    return list(dict.fromkeys([*found, *_negated(text, named)]))


def fitting(text: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Of several labels those with most of the circumstances of a text and no others (abroad); else all of them."""
    told = _groups_in(text)
    within = [(label, groups) for label in labels if (groups := _groups_in(label)) <= told]
    most = max((len(groups) for _, groups in within), default=0)
    return tuple(label for label, groups in within if len(groups) == most) or tuple(labels)


def _groups_in(text: str) -> frozenset[frozenset[str]]:
    return frozenset(each.words for each in circumstances(fold(text), ()) if each.words)


def _negated(text: str, named: Sequence[Span]) -> Iterable[Circumstance]:
    """What is said not to be so; not the negation that a question ends with."""
    for each in _tables().negations.apart(text):
        if not each.meaning or not _beside(each, named):
            continue
        if each.phrase.isascii():
            said = text[each.start : each.end + 20]
        elif (action := _ACTION.search(text[: each.start])) and _GOES_ON.match(text, each.end):
            said = action[0] + each.phrase
        else:
            continue
        yield Circumstance(said, pieces=frozenset((said,)))


def _beside(found: Found[_Group] | Found[bool], named: Sequence[Span]) -> bool:
    """Whether a phrase is no part of a name; it may overlap with one: 労働裁判 with 裁判の弁護士代."""
    return not any(start <= found.start and found.end <= end for start, end in named)


def _in_katakana(text: str, found: Found[_Group]) -> bool:
    """Whether a word in katakana is a part of a longer one."""
    ends = (text[found.start - 1 : found.start] + found.phrase[0], found.phrase[-1] + text[found.end : found.end + 1])
    return any(len(pair) == 2 and all(map(_KATAKANA.match, pair)) for pair in ends)


@cache
def _lists() -> _Lists:
    data = read_data(__file__, "circumstances.yaml")
    return _Lists.model_validate(data)


@cache
def _tables() -> _Tables:
    lists = _lists()
    groups: dict[str, _Group] = {}
    for kinds, several in ((EVERY_KIND, lists.groups), (_EVENTS, lists.of_events)):
        for group in several:
            speaking = frozenset(map(fold, (*group.words, *group.also)))
            groups.update({fold(word): _Group(speaking, kinds) for word in group.words})
    groups.update(dict.fromkeys(map(fold, lists.harmless), _Group()))
    negations = dict.fromkeys(map(fold, lists.negations), True) | dict.fromkeys(map(fold, lists.asides), False)
    return _Tables(PhraseTable(groups), PhraseTable(negations))
