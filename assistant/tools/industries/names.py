"""Names of trades in a text, and whose trade each is."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from assistant.knowledge.industries import Industry
from assistant.text import blanked, collapse, in_hiragana, normalise
from assistant.tools.industries.contexts import Role, contexts
from assistant.tools.industries.spellings import (
    LEAST_SPOKEN,
    english_spellings,
    read_aloud,
    worded_otherwise,
)
from assistant.tools.phrase_table import Found, PhraseTable

_COMPOUND = re.compile(r"[ァ-ヺー一-龥々]")
_PUT_RIGHT = re.compile(r"\s*(→|⇒|➡|[-=]>)\s*[^\d\s]")
_LONG_KANA = re.compile(r"[ぁ-ゖー]{4}")
_SENTENCE = re.compile(r"[^.!?\s]\s*$")
_CLAUSE = re.compile(r"[^、。,.?!\n]*")
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺー一-龥々]")
_KANJI = re.compile(r"[一-龥々]")
_KATAKANA = re.compile(r"[ァ-ヺー]")
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
            for each in english_spellings(name):
                names.setdefault(each, industry_id)
        self._listed = tuple(listed)
        self._names: PhraseTable[str | None] = PhraseTable(names)
        self._worded: PhraseTable[str | None] = PhraseTable(_alone(listed, worded_otherwise))
        self._cached = lru_cache(maxsize=256)(self._read)

    @cached_property
    def _spoken(self) -> PhraseTable[str | None]:
        """The names in kana, without those that are names as they stand."""
        return PhraseTable(_alone(self._listed, read_aloud))

    def read(self, text: str) -> Reading:
        """The names in `text`, the longest where several overlap, each with whose trade it is."""
        return self._cached(text)

    def _read(self, text: str) -> Reading:
        text = collapse(normalise(text))
        found = [each for each in self._names.apart(text) if not _begins_another_word(text, each)]
        found += self._worded.apart(_rest(text, found))
        rest = in_hiragana(_rest(text, found))
        if _LONG_KANA.search(rest):
            found += [each for each in self._spoken.apart(rest) if _is_whole(text, each)]
        found.sort(key=lambda each: each.start)
        trades = [Found(each.phrase, each.meaning, each.start, each.end) for each in found if each.meaning]
        mentions = _with_roles(text, trades)
        dropped = [(each.start, each.end) for each in found if each.meaning is None]
        dropped += [(mention.start, mention.end) for mention in mentions if mention.role != "own"]
        return Reading(tuple(mentions), _without(text, dropped))


def telling(text: str) -> Iterator[str]:
    """The clauses of a text that tell what a firm does: お弁当を作って売ってます, we make packaged food."""
    for clause in _CLAUSE.findall(collapse(normalise(text))):
        for part in clause.split() if _JAPANESE.search(clause) else (clause,):
            if next(contexts().telling.everywhere(part), None):
                yield part.strip()


def _rest(text: str, found: Iterable[Found[str | None]]) -> str:
    """The text, of the same length, without what is found."""
    return blanked(text, ((each.start, each.end) for each in found))


def _alone(listed: Iterable[tuple[str, str]], forms: Callable[[str], Iterator[str]]) -> dict[str, str | None]:
    """Other forms of names, as far as they are those of one class alone."""
    meant: dict[str, set[str]] = {}
    for name, industry in listed:
        for form in forms(normalise(name)):
            meant.setdefault(form, set()).add(industry)
    return {form: industries.pop() for form, industries in meant.items() if len(industries) == 1}


def _is_whole(text: str, found: Found[str | None]) -> bool:
    """Whether what is found in kana is hardly a part of something else: no part of a word in katakana, nor short.

    A short one counts where it is a whole word in katakana.
    """
    ends = (text[max(found.start - 1, 0) : found.start + 1], text[found.end - 1 : found.end + 1])
    if any(len(_KATAKANA.findall(end)) > 1 for end in ends):
        return False
    written = text[found.start : found.end]
    is_short = len(found.phrase) < LEAST_SPOKEN + 2 and not _KANJI.search(found.phrase)
    return not is_short or len(_KATAKANA.findall(written)) == len(written)


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
        if links & words.correcting:
            mentions[index] = one._replace(role="mentioned", end=found[index + 1].start)
        elif (_is_compound(one.name, link) or links & words.describing) and one.industry != other.industry:
            mentions[index] = one._replace(role="customers", end=found[index + 1].start)
        elif links & words.describing:
            mentions[index] = one._replace(role=other.role, end=found[index + 1].start)
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
    if right := _PUT_RIGHT.match(text, found.end):
        return Mention(found.phrase, found.meaning, "mentioned", found.start, right.end() - 1)
    if served := _served(text, found.end):
        return Mention(found.phrase, found.meaning, "customers", found.start, served)
    before = _before(text, found.start)
    if before and before.phrase in words.opening and not _SENTENCE.search(text[: before.start]):
        return Mention(found.phrase, found.meaning, "own", before.start, found.end)
    if before:
        return Mention(found.phrase, found.meaning, before.meaning, before.start, found.end)
    return Mention(found.phrase, found.meaning, "own", found.start, found.end)


def _served(text: str, end: int) -> int | None:
    """Where the words end that say that a name is that of somebody one works for: の夜間の清掃を請け負って."""
    words = contexts()
    clause = _CLAUSE.match(text, end)
    if not clause or not clause[0].startswith("の"):
        return None
    verbs = words.serving.apart(clause[0][: words.serving_within + 1])
    return end + verbs[0].end if verbs else None


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
