"""Listed phrases at a place of a text: the longest one wins, ASCII ones count on word boundaries only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from assistant.text import blanked, normalise

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
        self._meanings = {phrase: meaning for given, meaning in meanings.items() if (phrase := normalise(given))}
        self._by_first = _sizes((phrase[0], phrase) for phrase in self._meanings)
        self._by_last = _sizes((phrase[-1], phrase) for phrase in self._meanings)

    def at(self, text: str, start: int) -> Found[T] | None:
        """The longest phrase that begins at `start`."""
        if start < 0:
            return None
        sizes = self._by_first.get(text[start : start + 1], ())
        return next((found for size in sizes if (found := self._found(text, start, start + size))), None)

    def before(self, text: str, end: int) -> Found[T] | None:
        """The longest phrase that ends at `end`."""
        if end <= 0:
            return None
        sizes = self._by_last.get(text[end - 1 : end], ())
        return next((found for size in sizes if (found := self._found(text, end - size, end))), None)

    def everywhere(self, text: str) -> Iterator[Found[T]]:
        """Every occurrence of every phrase, in the order of the text, the longest first among those of one place."""
        for start, letter in enumerate(text):
            for size in self._by_first.get(letter, ()):
                if found := self._found(text, start, start + size):
                    yield found

    def apart(self, text: str) -> list[Found[T]]:
        """Occurrences that do not overlap, in the order of the text; of two that do, the longer one stays."""
        longest_first = sorted(self.everywhere(text), key=lambda found: found.start - found.end)
        if len(longest_first) < 2:
            return longest_first
        taken = bytearray(len(text))
        kept: list[Found[T]] = []
        for found in longest_first:
            if not any(taken[found.start : found.end]):
                taken[found.start : found.end] = b"\1" * (found.end - found.start)
                kept.append(found)
        return sorted(kept, key=lambda found: found.start)

    def blanked(self, text: str) -> str:
        """The text, of the same length, with spaces in place of the phrases."""
        return blanked(text, ((found.start, found.end) for found in self.apart(text)))

    def _found(self, text: str, start: int, end: int) -> Found[T] | None:
        if start < 0 or end > len(text):
            return None
        phrase = text[start:end]
        if phrase not in self._meanings or _in_word(text, start) or _in_word(text, end):
            return None
        return Found(phrase, self._meanings[phrase], start, end)


def _sizes(phrases: Iterable[tuple[str, str]]) -> dict[str, tuple[int, ...]]:
    """The lengths of the phrases of each letter, the longest first."""
    sizes: dict[str, set[int]] = {}
    for letter, phrase in phrases:
        sizes.setdefault(letter, set()).add(len(phrase))
    return {letter: tuple(sorted(each, reverse=True)) for letter, each in sizes.items()}


def _in_word(text: str, place: int) -> bool:
    """Whether `place` parts two ASCII letters or digits."""
    pair = text[max(place - 1, 0) : place + 1]
    return 0 < place < len(text) and pair.isascii() and pair.isalnum()
