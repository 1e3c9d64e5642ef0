"""Names in a text: of products, plans, sets, riders, industries, desks and of what is insured."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.text import normalise
from assistant.tools.coverage.words import words as coverage_words

Dimension = Literal["product", "plan", "limit_set", "rider", "industry", "desk", "item", "role"]

_KATAKANA = re.compile(r"[ァ-ヺー]")
_COMPOUND = re.compile(r"[ァ-ヺー一-龥々]")
_STRICT = ("item", "industry")
_HEAD = 2


class Name(NamedTuple):
    """A name as it is written, and the key of what it means."""

    text: str
    dimension: Dimension
    key: str


class Mention(NamedTuple):
    """A name at `start` to `end` of a normalised text; `keys` are all that it may mean."""

    dimension: Dimension
    keys: frozenset[str]
    start: int
    end: int


_Hit = tuple[int, int, Mapping[Dimension, "set[str]"]]
"""Start and end of a name, and what it may mean."""


class Glossary:
    """Names that are looked for in texts.

    Args:
        names: the names.
        related: for the key of a plan, the keys of its parts and of what it is a part of.
        owners: for the key of a plan, set or rider, the products that have one of that name.
        parent: a glossary whose names are looked for too.
    """

    def __init__(
        self,
        names: Iterable[Name] = (),
        related: Mapping[str, frozenset[str]] | None = None,
        owners: Mapping[str, frozenset[str]] | None = None,
        parent: Glossary | None = None,
    ) -> None:
        self._parent = parent
        self._related = dict(related or {})
        self._owners = dict(owners or {})
        self._meanings: dict[str, dict[Dimension, set[str]]] = {}
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for name in names:
            for text in _forms(normalise(name.text)):
                if len(text) >= _HEAD:
                    self._meanings.setdefault(text, {}).setdefault(name.dimension, set()).add(name.key)
        for text in sorted(self._meanings, key=len, reverse=True):
            lengths = self._lengths[text[:_HEAD]]
            if len(text) not in lengths:
                lengths.append(len(text))
        self._cached = lru_cache(maxsize=8192)(self._find)
        # of the parent of many: the same quotes and phrases come again with the names of another turn
        self._cached_hits = lru_cache(maxsize=8192)(self._hits)
        self._cached_keys = lru_cache(maxsize=8192)(self._keys)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The names in a normalised text, in order; of names that overlap the longest."""
        return self._cached(text)

    def keys(self, name: str, dimension: Dimension) -> frozenset[str]:
        """What a whole name means."""
        return self._cached_keys(name, dimension)

    def _keys(self, name: str, dimension: Dimension) -> frozenset[str]:
        own = self._meanings.get(normalise(name), {}).get(dimension, set())
        return frozenset(own) | (self._parent.keys(name, dimension) if self._parent else frozenset())

    def names(self, dimension: Dimension) -> Iterator[tuple[str, frozenset[str]]]:
        """The normalised names of a dimension, with their meanings."""
        for text, meanings in self._meanings.items():
            if dimension in meanings:
                yield text, frozenset(meanings[dimension])
        if self._parent:
            yield from self._parent.names(dimension)

    def related(self, key: str) -> frozenset[str]:
        """A plan with its parts and what it is a part of."""
        known = self._parent.related(key) if self._parent else frozenset()
        return self._related.get(key, frozenset()) | known | {key}

    def of_products(self, keys: frozenset[str], products: frozenset[str]) -> frozenset[str]:
        """The plans, sets or riders among `keys` that one of the products can have; all where none is given."""
        if not keys or not products:
            return keys
        return frozenset(key for key in keys if not (owners := self._owners_of(key)) or owners & products)

    def _owners_of(self, key: str) -> frozenset[str]:
        known = self._parent._owners_of(key) if self._parent else frozenset()
        return self._owners.get(key, frozenset()) | known

    def _find(self, text: str) -> tuple[Mention, ...]:
        hits = sorted(self._hits(text), key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken = bytearray(len(text))
        found: list[Mention] = []
        spans: set[tuple[int, int]] = set()
        for start, end, meanings in hits:
            if (start, end) not in spans and any(taken[start:end]):
                # a service has the name of the desk that gives it: 緊急時ホットラインサービス
                meanings = {"desk": meanings["desk"]} if "desk" in meanings else {}
            spans.add((start, end))
            taken[start:end] = b"\1" * (end - start)
            found += [Mention(dimension, frozenset(keys), start, end) for dimension, keys in meanings.items()]
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _hits(self, text: str) -> tuple[_Hit, ...]:
        """The names in a text and where they stand, the parent's last."""
        own = tuple(self._own_hits(text)) if self._meanings else ()
        return (*own, *self._parent._cached_hits(text)) if self._parent else own

    def _own_hits(self, text: str) -> Iterator[_Hit]:
        # the innermost loop of a turn: names are bound once
        lengths, meanings, size = self._lengths, self._meanings, len(text)
        for start in range(size - 1):
            for length in lengths.get(text[start : start + _HEAD], ()):
                end = start + length
                if (
                    end <= size
                    and (known := meanings.get(text[start:end]))
                    and (kept := _kept(text, start, end, known))
                ):
                    yield start, end, kept


def _kept(text: str, start: int, end: int, meanings: Mapping[Dimension, set[str]]) -> Mapping[Dimension, set[str]]:
    """The meanings that a name has at its place: none inside a word of Latin letters or katakana."""
    if _inside(text, start) or _inside(text, end):
        return {}
    if _COMPOUND.match(text[end : end + 1]) and not coverage_words().tails.at(text, end):
        return {dimension: keys for dimension, keys in meanings.items() if dimension not in _STRICT}
    return meanings


def _inside(text: str, place: int) -> bool:
    """Whether `place` parts two Latin letters or digits, or two katakana."""
    left, right = text[max(place - 1, 0) : place], text[place : place + 1]
    if not left or not right:
        return False
    both_latin = left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
    return both_latin or bool(_KATAKANA.match(left) and _KATAKANA.match(right))


def _forms(name: str) -> tuple[str, ...]:
    """A name and, in English, its plural."""
    plural = name.isascii() and name[-1:].isalpha() and not name.endswith("s")
    return (name, f"{name}s") if plural else (name,)
