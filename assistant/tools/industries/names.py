"""Names of trades in a text, and whose trade each is."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.knowledge.industries import Industry
from assistant.text import collapse, normalise
from assistant.tools.industries.contexts import Role, contexts
from assistant.tools.phrase_table import Found, PhraseTable

_COMPOUND = re.compile(r"[ァ-ヺー一-龥々]")
_ENGLISH_LETTERS = string.ascii_lowercase + "'-"


class Mention(NamedTuple):
    """A name of a trade in a text.

    Attributes:
        name: as it stands in the text, normalised.
        industry: id of its class.
        role: the speaker's own trade, that of customers, or one only mentioned.
        start, end: where the name and the words that decide its role stand.
        joined: whether it is joined to the name before it, as in 歯科と飲食店.
    """

    name: str
    industry: str
    role: Role
    start: int
    end: int
    joined: bool = False


class Reading(NamedTuple):
    """What a text says of trades: all names in order, and the text without those that are not the speaker's own."""

    mentions: tuple[Mention, ...]
    remainder: str

    @property
    def own(self) -> tuple[Mention, ...]:
        """The names of the speaker's own trade."""
        return tuple(mention for mention in self.mentions if mention.role == "own")


class TradeNames:
    """The names of all classes of business, in Japanese and English, singular and plural."""

    def __init__(self, industries: Sequence[Industry]) -> None:
        names: dict[str, str | None] = dict.fromkeys(contexts().no_trades)
        listed = [
            (name, industry.id)
            for industry in industries
            for name in (*industry.names, industry.label.ja, industry.label.en or industry.label.ja)
        ]
        for name, industry_id in listed:
            names.setdefault(name, industry_id)
        for name, industry_id in listed:
            for each in _other_spellings(name):
                names.setdefault(each, industry_id)
        self._names: PhraseTable[str | None] = PhraseTable(names)
        self._cached = lru_cache(maxsize=256)(self._read)

    def read(self, text: str) -> Reading:
        """The names in `text`, the longest where several overlap, each with whose trade it is."""
        return self._cached(text)

    def _read(self, text: str) -> Reading:
        text = collapse(normalise(text))
        found = [each for each in self._names.apart(text) if not _begins_another_word(text, each)]
        trades = [Found(each.phrase, each.meaning, each.start, each.end) for each in found if each.meaning]
        mentions = _with_roles(text, trades)
        dropped = [(each.start, each.end) for each in found if each.meaning is None]
        dropped += [(mention.start, mention.end) for mention in mentions if mention.role != "own"]
        return Reading(tuple(mentions), _without(text, dropped))


def _begins_another_word(text: str, found: Found[str | None]) -> bool:
    """Whether a short name is only the beginning of a word: 介護 in 介護ソフト."""
    words = contexts()
    if found.phrase not in words.beginnings or not _COMPOUND.match(text, found.end):
        return False
    return not words.tails.at(text, found.end)


def _with_roles(text: str, found: Sequence[Found[str]]) -> list[Mention]:
    """Mentions with their roles; one that is joined to the next or describes it takes its role from there."""
    mentions = [_mention(text, each) for each in found]
    words = contexts()
    for index in range(len(found) - 2, -1, -1):
        one, other = mentions[index], mentions[index + 1]
        link = text[found[index].end : found[index + 1].start]
        filler = words.fillers.at(link, 0)
        links = {link.strip(), link[filler.end :].strip() if filler else link.strip()}
        if (_is_compound(one.name, link) or links & words.describing) and one.industry != other.industry:
            mentions[index] = one._replace(role="customers", end=found[index + 1].start)
        elif links & (words.joining | words.listing):
            mentions[index + 1] = other._replace(joined=True)
            if other.role == "customers" or (other.role == "mentioned" and links & words.joining):
                mentions[index] = one._replace(role=other.role, end=found[index + 1].start)
    return mentions


def _mention(text: str, found: Found[str]) -> Mention:
    words = contexts()
    end = found.end
    after = words.after.at(text, end)
    while after is None and (filler := words.fillers.at(text, end)):
        end = filler.end
        after = words.after.at(text, end)
    if after:
        return Mention(found.phrase, found.meaning, after.meaning, found.start, after.end)
    before = _before(text, found.start)
    if before:
        return Mention(found.phrase, found.meaning, before.meaning, before.start, found.end)
    return Mention(found.phrase, found.meaning, "own", found.start, found.end)


def _is_compound(name: str, link: str) -> bool:
    """Whether two names are one word: 内科薬局, hospital software company."""
    return not link or (link.isspace() and name.isascii())


def _before(text: str, start: int) -> Found[Role] | None:
    """The words before a name that decide, with some English words between them and the name."""
    words = contexts()
    for _ in range(words.words_between + 1):
        start = len(text[:start].rstrip())
        if found := words.before.before(text, start):
            return found
        shorter = len(text[:start].rstrip(_ENGLISH_LETTERS))
        if shorter == start:
            return None
        start = shorter
    return None


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` without `spans`, which may overlap."""
    dropped = {place for start, end in spans for place in range(start, end)}
    return collapse("".join(letter for place, letter in enumerate(text) if place not in dropped))


def _other_spellings(name: str) -> Iterator[str]:
    """An English name with another word for a business, and in the plural."""
    first, _, last = name.rpartition(" ")
    businesses = contexts().businesses
    for each in [f"{first} {word}" for word in businesses if word != last] if last in businesses else []:
        yield each
        yield _plural(each)
    yield _plural(name)


def _plural(name: str) -> str:
    """The plural of an English name; any other name as it is."""
    if not name.isascii() or not name[-1:].isalpha():
        return name
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")
