"""English words: compared by their stems (Snowball's), so that `companies` finds `company`; names told apart."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import Stemmer

_LETTERS = re.compile(r"[a-z]{3,}")
_WORD = re.compile(r"[A-Za-z0-9]+")
_START = re.compile(r"(?:^|[.!?:]\s+|[\"'(]|\n)\W*$")
_OTHER = re.compile(r"[^\W\d_a-zA-Z]")
_local = threading.local()


@lru_cache(maxsize=16_384)
def english_stem(word: str) -> str:
    """The stem of a word in lower case; names of products and what has digits in it stay as they are."""
    return _stemmer().stemWord(word) if _LETTERS.fullmatch(word) else word


def common_words(text: str) -> frozenset[str]:
    """The words of an English text that are not written as names, in lower case; none of another text."""
    if _OTHER.search(text):
        return frozenset()
    names = {word[0].lower() for word in _WORD.finditer(text) if _is_name(word[0], text[: word.start()])}
    return frozenset(word.lower() for word in _WORD.findall(text)) - names


def _is_name(word: str, before: str) -> bool:
    if word[1:] != word[1:].lower():
        return True
    return word != word.lower() and _START.search(before) is None


def _stemmer() -> Stemmer.Stemmer:
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("english")
    stemmer: Stemmer.Stemmer = _local.stemmer
    return stemmer
