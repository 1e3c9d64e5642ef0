"""Listed phrases at a place of a text: the longest one wins, ASCII ones count on word boundaries only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from assistant.text import normalise

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A phrase that stands at `start` to `end` of a text, and what it means."""

    phrase: str
    meaning: T
    start: int
    end: int


class PhraseTable(Generic[T]):
    """Phrases with their meanings; texts are expected after `assistant.text.normalise`."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._meanings = {normalise(phrase): meaning for phrase, meaning in meanings.items()}
        self._lengths = sorted({len(phrase) for phrase in self._meanings}, reverse=True)

    def at(self, text: str, start: int) -> Found[T] | None:
        """The longest phrase that begins at `start`."""
        return next((found for size in self._lengths if (found := self._found(text, start, start + size))), None)

    def before(self, text: str, end: int) -> Found[T] | None:
        """The longest phrase that ends at `end`."""
        return next((found for size in self._lengths if (found := self._found(text, end - size, end))), None)

    def everywhere(self, text: str) -> Iterator[Found[T]]:
        """Every occurrence of every phrase, the longest first, the leftmost first among equals."""
        for size in self._lengths:
            for start in range(len(text) - size + 1):
                if found := self._found(text, start, start + size):
                    yield found

    def apart(self, text: str) -> list[Found[T]]:
        """Occurrences that do not overlap, in the order of the text; of two that do, the longer one stays."""
        taken = bytearray(len(text))
        kept: list[Found[T]] = []
        for found in self.everywhere(text):
            if not any(taken[found.start : found.end]):
                taken[found.start : found.end] = b"\1" * (found.end - found.start)
                kept.append(found)
        return sorted(kept, key=lambda found: found.start)

    def _found(self, text: str, start: int, end: int) -> Found[T] | None:
        if start < 0 or end > len(text):
            return None
        phrase = text[start:end]
        if phrase not in self._meanings or _in_word(text, start) or _in_word(text, end):
            return None
        return Found(phrase, self._meanings[phrase], start, end)


def _in_word(text: str, place: int) -> bool:
    """Whether `place` parts two ASCII letters or digits."""
    pair = text[max(place - 1, 0) : place + 1]
    return 0 < place < len(text) and pair.isascii() and pair.isalnum()
