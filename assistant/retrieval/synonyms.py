"""What documents may call the things that a question names, from synonyms.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from pydantic import TypeAdapter

from assistant.data_file import read_data
from assistant.knowledge.values import Record
from assistant.retrieval.readings import katakana_reading
from assistant.text import normalise

_SPOKEN = re.compile(r"[ァ-ヺー]{3,}")
_LATIN_END = re.compile(r"(?:s|es|d|ed|ing)?(?![a-z0-9])")


class _Synonyms(Record):
    """A line of synonyms.yaml."""

    said: tuple[str, ...]
    written: tuple[str, ...]


class Expansion(NamedTuple):
    """A phrase of a question, at `start` to `end` of the text it was found in, and how documents write it."""

    phrase: str
    start: int
    end: int
    written: tuple[str, ...]


class _Phrases:
    """Phrases by their first character, the longest first."""

    def __init__(self, meanings: dict[str, tuple[str, ...]]) -> None:
        self._meanings = meanings
        self._by_first: dict[str, list[str]] = {}
        for phrase in sorted(meanings, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    def find(self, words: Sequence[str]) -> Iterator[Expansion]:
        """The phrases in a text of these words from its left, the longest at each place."""
        text = "".join(words)
        ends = set(accumulate(map(len, words), initial=0))
        place = 0
        while place < len(text):
            found = self._at(text, place, ends)
            if found:
                yield found
            place = found.end if found else place + 1

    def _at(self, text: str, start: int, ends: set[int]) -> Expansion | None:
        for phrase in self._by_first.get(text[start], ()):
            if text.startswith(phrase, start):
                end = _end(text, start, phrase, ends)
                if end is not None:
                    return Expansion(phrase, start, end, self._meanings[phrase])
        return None


def _end(text: str, start: int, phrase: str, ends: set[int]) -> int | None:
    """Where the phrase that stands at `start` ends; None where it is only a part of another word.

    Kanji may be parts of compounds (漏洩 of 情報漏洩); a single one, kana and Latin words stand for themselves.
    """
    end = start + len(phrase)
    if _is_latin(phrase[-1]):
        ending = _LATIN_END.match(text, end)
        inside = start > 0 and _is_latin(phrase[0]) and _is_latin(text[start - 1])
        return None if inside or ending is None else ending.end()
    if (len(phrase) == 1 or _is_kana(phrase[0])) and start not in ends:
        return None
    if (len(phrase) == 1 or _is_kana(phrase[-1])) and end not in ends:
        return None
    return end


def expansions(written: Sequence[str], bases: Sequence[str], spoken: Sequence[str]) -> list[Expansion]:
    """What documents may write for phrases of a question; each phrase once.

    Args:
        written: the question's words after `assistant.text.normalise`.
        bases: these words in their dictionary forms.
        spoken: these words in katakana, where the question is in kana only; else none.
    """
    found: dict[str, Expansion] = {}
    for phrases, words in ((_written(), written), (_written(), bases), (_spoken(), spoken)):
        for each in phrases.find(words):
            found.setdefault(each.phrase, each)
    return list(found.values())


@cache
def _written() -> _Phrases:
    return _Phrases(_merged((said, written) for said, _, written in _pairs()))


@cache
def _spoken() -> _Phrases:
    return _Phrases(_merged((spoken, written) for _, spoken, written in _pairs() if _SPOKEN.fullmatch(spoken)))


@cache
def _pairs() -> list[tuple[str, str, tuple[str, ...]]]:
    """Each phrase as it is said, its reading, and what is written for it, but for what has the phrase in it."""
    data = read_data(__file__, "synonyms.yaml")
    pairs = []
    for line in TypeAdapter(list[_Synonyms]).validate_python(data):
        for said in map(normalise, line.said):
            other = tuple(word for word in line.written if said not in normalise(word))
            pairs.append((said, katakana_reading(said), other))
    return pairs


def _merged(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    meanings: dict[str, tuple[str, ...]] = {}
    for phrase, written in pairs:
        meanings[phrase] = tuple(dict.fromkeys((*meanings.get(phrase, ()), *written)))
    return meanings


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_kana(char: str) -> bool:
    return "ぁ" <= char <= "ヺ" or char == "ー"
