"""Names of what is insured in a text: the longest ones, and never as a part of another word."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.figures import figures
from assistant.text import blanked
from assistant.tools.coverage.words import fold, words
from assistant.tools.phrase_table import Found, PhraseTable

_KATAKANA = re.compile(r"[ァ-ヺー]")
_COMPOUND = re.compile(r"[ァ-ヺー一-龥々]")
_CONTENT = re.compile(r"[ァ-ヺー一-龥々]|[a-z0-9]{2}")
_SENTENCE = re.compile(r"[。?!\n]")
_PARTICLES = "をにがではもの、 "
Role = Literal["item", "context"]


class FactKey(NamedTuple):
    """A fact's product and its id there."""

    product: str
    fact: str


class Mention(NamedTuple):
    """A name of facts in a text.

    Attributes:
        name: the name, folded.
        facts: whose name it is, of all products.
        role: what the text asks about, or the context of that: サイバー攻撃 in サイバー攻撃による休業.
        rest: what the text says behind a name that is context, without the ending of a question.
        start, end: where it stands in the folded text.
    """

    name: str
    facts: tuple[FactKey, ...]
    role: Role
    rest: str
    start: int
    end: int


class Reading(NamedTuple):
    """What a text says.

    Attributes:
        text: the text, folded.
        mentions: the names in it, in order.
        blocked: facts of whose names it holds something else: a longer word, or what is expressly not meant.
        excluded: events that are expressly not meant, as it says so (サイバー攻撃以外).
    """

    text: str
    mentions: tuple[Mention, ...]
    blocked: frozenset[FactKey]
    excluded: tuple[str, ...] = ()

    @property
    def outside(self) -> str:
        """The text without the names."""
        kept, place = "", 0
        for start, end in self.spans:
            kept, place = f"{kept}{self.text[place:start]} ", end
        return kept + self.text[place:]

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the names stand."""
        return tuple((mention.start, mention.end) for mention in self.mentions)


def fact_names(fact: CoverageFact) -> tuple[str, ...]:
    """All that a fact goes by: its label in either language and its aliases."""
    return tuple(dict.fromkeys(name for name in (fact.label.ja, *fact.aliases, fact.label.en) if name))


class FactNames:
    """The names of all facts of a knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        meanings: dict[str, dict[FactKey, None]] = {}
        self._names: dict[FactKey, frozenset[str]] = {}
        self._events: set[FactKey] = set()
        self._spellings: dict[str, str] = {}
        for product, known in knowledge.products.items():
            for fact in known.coverage:
                if fact.kind == "event":
                    self._events.add(FactKey(product, fact.id))
                for name in fact_names(fact):
                    self._spellings.setdefault(fold(name), name)
                names = [form for name in fact_names(fact) for form in _forms(fold(name))]
                self._names[FactKey(product, fact.id)] = frozenset(names)
                for name in names:
                    meanings.setdefault(name, {})[FactKey(product, fact.id)] = None
        self._table = PhraseTable({name: tuple(keys) for name, keys in meanings.items()})

    def is_event(self, mention: Mention) -> bool:
        """Whether a name is that of an event."""
        return bool(self._events & set(mention.facts))

    def spelling(self, name: str) -> str:
        """A folded name as the knowledge base writes it."""
        return self._spellings.get(name, name)

    def same(self, one: FactKey, other: FactKey) -> bool:
        """Whether two facts are about one thing: they share a name."""
        return bool(self._names[one] & self._names[other])

    def same_in(self, products: Collection[str], facts: Collection[FactKey], name: str | None) -> tuple[FactKey, ...]:
        """The facts of `products` about the same thing as one of `facts`, and with a name inside `name` if given."""
        return tuple(
            key
            for key, names in self._names.items()
            if key.product in products
            and (name is None or any(each in name for each in names))
            and any(self.same(key, other) for other in facts)
        )

    def asked_about(self, text: str) -> tuple[str, ...]:
        """The names in `text` of what it asks about, as the knowledge base writes them."""
        mentions = self.read(text).mentions
        return tuple(dict.fromkeys(self.spelling(each.name) for each in mentions if each.role == "item"))

    def read(self, text: str) -> Reading:
        """The names in `text`, the longest where several overlap."""
        text = fold(text)
        found = self._table.apart(text)
        kept: list[Found[tuple[FactKey, ...]]] = []
        blocked: set[FactKey] = set()
        excluded: list[str] = []
        for place, each in enumerate(found):
            following = found[place + 1].start if place + 1 < len(found) else None
            denied = _exclusion(text, each)
            if denied and self._events & set(each.meaning):
                excluded.append(denied)
            if denied or _is_part_of_a_word(text, each, following):
                blocked.update(each.meaning)
            else:
                kept.append(each)
        return Reading(text, self._mentions(text, kept), frozenset(blocked), tuple(excluded))

    def _mentions(self, text: str, found: Sequence[Found[tuple[FactKey, ...]]]) -> tuple[Mention, ...]:
        mentions = []
        for place, each in enumerate(found):
            following = found[place + 1].start if place + 1 < len(found) else None
            tail = words().tails.at(text, each.end)
            between = text[tail.end if tail and tail.end <= (following or len(text)) else each.end : following]
            said = "" if each.phrase.isascii() else _SENTENCE.split(between)[0]
            is_cause = following is not None and (not between or between in words().causing)
            asides = words().asides if self._events & set(each.meaning) else words().spending
            role: Role = "context" if is_cause or has_content(said, asides) else "item"
            rest = core(_SENTENCE.split(text[each.end :])[0]).lstrip(_PARTICLES) if role == "context" else ""
            mentions.append(Mention(each.phrase, each.meaning, role, rest, each.start, each.end))
        return tuple(mentions)


def core(text: str) -> str:
    """A folded text without the ending of a question."""
    end = len(text)
    while end and (found := words().endings.before(text, end)):
        end = len(text[: found.start].rstrip())
    return text[:end]


def _forms(name: str) -> tuple[str, ...]:
    """A name and, in English, its plural."""
    return (name, f"{name}s") if name.isascii() and name[-1:].isalpha() and not name.endswith("s") else (name,)


def _is_part_of_a_word(text: str, found: Found[tuple[FactKey, ...]], following: int | None) -> bool:
    """Whether a name is cut out of a longer word: ウイルス in コロナウイルス, 業務停止 in 業務停止命令."""
    before, behind = text[: found.start][-1:], text[found.end :][:1]
    if _KATAKANA.match(before) and _KATAKANA.match(found.phrase):
        return True
    if not _COMPOUND.match(behind) or found.end == following or not _COMPOUND.match(found.phrase[-1]):
        return False
    return not words().tails.at(text, found.end)


def _exclusion(text: str, found: Found[tuple[FactKey, ...]]) -> str:
    """A name with the words that say that it is not meant; "" where it is meant."""
    if behind := words().excluding.at(text, found.end):
        return text[found.start : behind.end]
    before = words().excluding_before.before(text, len(text[: found.start].rstrip()))
    return text[before.start : found.end] if before else ""


def has_content(text: str, asides: PhraseTable[None]) -> bool:
    """Whether a text speaks of a thing of its own, beside figures and the `asides`."""
    text, place = blanked(text, ((each.start, each.end) for each in figures(text))), 0
    for aside in asides.apart(text):
        if _CONTENT.search(text[place : aside.start]):
            return True
        place = aside.end
    return bool(_CONTENT.search(text[place:]))
