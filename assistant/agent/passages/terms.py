"""The words of a question that its answer should have, in each form that they may take there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.agent.passages.words import known_words
from assistant.retrieval.english import english_stem
from assistant.retrieval.forms import Form
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.lexical_form import lexical_form, spoken_grams, written_grams
from assistant.retrieval.query import Query
from assistant.retrieval.readings import Word
from assistant.text import normalise

SYNONYM = 0.6
"""What it counts where a text has what documents write instead of the word itself."""
PLAIN = 0.5
"""What a word that names nothing (a verb, a short word) counts beside one that does."""
_CONTENT = {"名詞", "動詞", "形容詞", "形状詞"}
_INFLECTED = {"動詞", "形容詞"}
_EMPTY = ("助動詞語幹", "数詞")
_KANJI = re.compile(r"[一-龥々]")
_KANA = re.compile(r"[ぁ-ヺー]+")
_OKURIGANA = re.compile(r"[ぁ-ゖ]+$")
_LATIN = re.compile(r"[a-z0-9]+")
_NAMING = re.compile(
    r"(?=.*[一-龥々].*[一-龥々]|.*[ァ-ヺー]{3}|[a-z]{3})[一-龥々ァ-ヺーa-z]+|(?=(?:.*[一-龥々]){3})[一-龥々ァ-ヺーぁ-ん]+"
)
_ENDING = "(?:s|es|e|d|ed|er|ers|ing|ings|y|ies|ied|al|able|ion|ions|ation|ations|ment|ments|ance)?"
"""What an English word may have after its stem."""
_SPOKEN = 3
"""Kana that a reading must have to be looked for: shorter ones stand in other words."""


class Term(NamedTuple):
    """A word of a question.

    Attributes:
        written: spellings of it, of inflected words the stem.
        spoken: its reading in katakana, empty where it is too short to tell anything.
        other: what documents may write instead.
        naming: whether it looks like the name of something: compounds of kanji and katakana, Latin words.
    """

    written: tuple[str, ...]
    spoken: str
    other: tuple[str, ...]
    naming: bool

    def found(self, form: Form) -> float:
        """How much of the term a text has: 1, `SYNONYM` or 0."""
        if self.spoken and self.spoken in form.spoken:
            return 1.0
        if any(_has(form.written, each) for each in self.written):
            return 1.0
        return SYNONYM if any(each in form.written for each in self.other) else 0.0

    def weight(self, index: LexicalIndex) -> float:
        """How telling it is, 0 to 1: more the fewer passages have it (its inverse document frequency)."""
        spellings = [*map(written_grams, self.written), spoken_grams(self.spoken)]
        common = max((_frequency(list(grams), index) for grams in spellings), default=0)
        telling = math.log((index.size + 1) / (common + 0.5)) / math.log(2 * (index.size + 1))
        return telling * (1 if self.naming else PLAIN)


@lru_cache(maxsize=512)
def terms(query: Query) -> tuple[Term, ...]:
    """The terms of a question, each once."""
    filler = known_words().filler
    found: dict[tuple[str, ...], Term] = {}
    for word in _apart(query.words):
        if word.kind not in _CONTENT or word.detail in _EMPTY or _is_filler(word, filler):
            continue
        term = _term(word, query)
        if term.written:
            found.setdefault(term.written, term)
    return tuple(found.values())


def _apart(found: Iterable[Word]) -> Iterator[Word]:
    """The words, of which Sudachi takes some Latin ones together."""
    for word in found:
        parts = word.written.split(" ") if word.written.isascii() else []
        if len(parts) > 1:
            yield from (word._replace(written=part, spoken=part, base=part) for part in parts)
        else:
            yield word


def _is_filler(word: Word, filler: frozenset[str]) -> bool:
    if normalise(word.base) in filler or word.written in filler or not any(map(str.isalnum, word.written)):
        return True
    # what Sudachi makes of kana that it does not know
    return len(word.written) < _SPOKEN and _KANA.fullmatch(word.base) is not None


def _term(word: Word, query: Query) -> Term:
    base = lexical_form(word.base)
    latin = _LATIN.fullmatch(word.written) is not None
    if latin:
        spellings: tuple[str, ...] = (word.written,)
    elif word.kind in _INFLECTED:
        spellings = tuple(filter(None, (_stem(base), _stem(word.written))))
    else:
        spellings = (word.written, base)
    spoken = word.spoken[:-1] if word.kind in _INFLECTED else word.spoken
    other = (
        lexical_form(written)
        for each in query.expansions
        if each.phrase in base or each.phrase in word.written or word.written in each.phrase
        for written in each.written
    )
    return Term(
        tuple(dict.fromkeys(spellings)),
        spoken if len(spoken) >= _SPOKEN and not _LATIN.fullmatch(spoken) else "",
        tuple(dict.fromkeys(other)),
        _NAMING.fullmatch(word.written) is not None and not (latin and word.written in query.common),
    )


def _has(text: str, word: str) -> bool:
    """Whether a text has a word; a Latin one must stand for itself."""
    if not _LATIN.fullmatch(word):
        return word in text
    return english_stem(word).rstrip("i") in text and _latin_word(word).search(text) is not None


@lru_cache(maxsize=512)
def _latin_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{word}|{english_stem(word)}{_ENDING})(?![a-z0-9])")


def _stem(word: str) -> str:
    """An inflected word without its ending; empty where too little would be left."""
    stem = _OKURIGANA.sub("", word)
    if _KANJI.search(stem):
        return stem
    return word[:-1] if len(word) > 2 else ""


def _frequency(grams: list[str], index: LexicalIndex) -> int:
    """How many passages may have a word of these pieces, at most."""
    longest = max(map(len, grams), default=0)
    return min((index.frequency(gram) for gram in grams if len(gram) == longest), default=0)
