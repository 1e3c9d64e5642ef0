"""Content words of a text, and how many of them another text has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from assistant.agent.grounding.words import words
from assistant.text import normalise

_RUN = re.compile(r"[ァ-ヺー]{2,}|[一-龥々]+|[a-z]{3,}")
_STEM = 6
_HIRAGANA = re.compile(r"[ぁ-ん]")
_LATIN = re.compile(r"[A-Za-z]")
_KANA_SHARE = 4


@lru_cache(maxsize=16384)
def content(text: str) -> frozenset[str]:
    """Katakana words, pairs of kanji and the stems of Latin words of a text, without those that say little."""
    return all_content(text) - _common()


@lru_cache(maxsize=16384)
def all_content(text: str) -> frozenset[str]:
    """As `content`, with those that say little."""
    return frozenset(_all_words(normalise(text)))


def _all_words(text: str) -> Iterable[str]:
    for run in _RUN.findall(text):
        if run.isascii():
            yield run[:_STEM].removesuffix("s")
        elif len(run) > 2 and "一" <= run[0] <= "龥":
            yield from (run[place : place + 2] for place in range(len(run) - 1))
        else:
            yield run


@cache
def _common() -> frozenset[str]:
    return frozenset(stem for word in words().common for stem in (word, word[:_STEM].removesuffix("s")))


def share(wanted: frozenset[str], given: frozenset[str]) -> float:
    """The share of `wanted` that is in `given`; 1 where nothing is wanted."""
    return len(wanted & given) / len(wanted) if wanted else 1.0


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of common words among all words of two texts; 0 where one has none."""
    return len(one & other) / len(one | other) if one and other else 0.0


@lru_cache(maxsize=4096)
def is_japanese(text: str) -> bool:
    """Whether a text is in Japanese; names in Japanese do not make an English sentence one."""
    latin = len(_LATIN.findall(text))
    return not latin or _KANA_SHARE * len(_HIRAGANA.findall(text)) > latin
