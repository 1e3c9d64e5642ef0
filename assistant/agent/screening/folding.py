"""A text folded for comparison that knows where each of its characters came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.text import in_hiragana

Span = tuple[int, int]
_VOICING = "\uff9e\uff9f"
_LONGEST = 8
"""Most characters that one may fold to: the longest units (㌖) have six; a single ﷺ would become eighteen."""


class Folded(NamedTuple):
    """A folded text; character i of `text` came from `places[i]` of the original."""

    text: str
    places: tuple[Span, ...]

    def original(self, start: int, end: int) -> Span:
        """Where `start` to `end` of the folded text stand in the original; not for an empty span."""
        return self.places[start][0], self.places[end - 1][1]


def compatible(text: str) -> Folded:
    """After NFKC: full-width, half-width and circled forms become one."""
    return _folded(text, _compatible)


def spoken(text: str) -> Folded:
    """After NFKC, in lower case and in hiragana: as it is compared with phrases."""
    return _folded(text, _spoken)


@lru_cache(maxsize=8192)
def _compatible(cluster: str) -> str:
    return unicodedata.normalize("NFKC", cluster)


@lru_cache(maxsize=8192)
def _spoken(cluster: str) -> str:
    return in_hiragana(_compatible(cluster).lower())


def _folded(text: str, fold: Callable[[str], str]) -> Folded:
    chars: list[str] = []
    places: list[Span] = []
    for start, end in _clusters(text):
        folded = fold(text[start:end])
        if len(fold(text[start])) > _LONGEST:
            folded = text[start:end]
        chars.append(folded)
        places.extend([(start, end)] * len(folded))
    return Folded("".join(chars), tuple(places))


def _clusters(text: str) -> Iterator[Span]:
    """A character with the marks behind it, which NFKC may compose with it."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or not _is_mark(text[place]):
            yield start, place
            start = place


@lru_cache(maxsize=8192)
def _is_mark(char: str) -> bool:
    return char in _VOICING or unicodedata.combining(char) != 0
