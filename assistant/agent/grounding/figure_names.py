"""Names with figures in them: 5億円プラン, the 500 million yen plan, 加入セット3, sets 1 to 4."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from assistant.agent.grounding.glossary import Dimension, Glossary, Mention
from assistant.agent.grounding.words import one_of, words
from assistant.knowledge.figures import Figure, figures, plain
from assistant.knowledge.figures.words import words as figure_words

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_YEN = "円"


class Sifted(NamedTuple):
    """Figures that say how much, names with a figure, and where such names are that the glossary does not know."""

    figures: tuple[Figure, ...]
    names: tuple[Mention, ...]
    unknown: tuple[tuple[int, int], ...]


def sift(text: str, found: Sequence[Figure], named: Sequence[Mention], glossary: Glossary) -> Sifted:
    """Parts the figures of a normalised sentence from those in names; `named` are the names of the glossary."""
    kept: list[Figure] = []
    names: list[Mention] = []
    unknown: list[tuple[int, int]] = []
    last: Mention | None = None
    for place, figure in enumerate(found):
        inside = [each for each in named if each.start <= figure.start and figure.end <= each.end]
        name = inside[0] if inside else _name(text, figure, last, glossary)
        name = name or _listed(text, figure, found[place + 1 :], glossary)
        last = name
        if name is None:
            kept.append(figure)
        elif not name.keys:
            unknown.append((name.start, name.end))
        elif not inside:
            names.append(name)
    return Sifted(tuple(kept), tuple(names), tuple(unknown))


def _listed(text: str, figure: Figure, behind: Sequence[Figure], glossary: Glossary) -> Mention | None:
    """A number that is listed with a name and shares its scale: 500 of the 500 and 300 million yen plans."""
    number = _NUMBER.fullmatch(figure.text)
    first = _NUMBER.match(behind[0].text) if behind else None
    if number is None or first is None or not float(first[0]):
        return None
    if text[figure.end : behind[0].start].strip() not in words().coordinators:
        return None
    if not one_of(words().names_behind).match(text, behind[0].end + 1):
        return None
    value = Decimal(number[0]) * Decimal(behind[0].value) / Decimal(first[0])
    keys = _with_value(plain(value), "plan", glossary)
    return Mention("plan", keys, figure.start, figure.end) if keys else None


def set_keys(number: str, glossary: Glossary) -> frozenset[str]:
    """The sets of limits whose name has a number."""
    return _with_value(number, "limit_set", glossary)


def _name(text: str, figure: Figure, last: Mention | None, glossary: Glossary) -> Mention | None:
    """The name that a figure is part of, without keys where no name of the glossary has it."""
    counts_something = figure.unit in figure_words().units
    if counts_something and figure.unit != _YEN:
        return None
    gap = text[figure.end : figure.end + 1] in (" ", "-")
    if behind := one_of(words().names_behind).match(text, figure.end + gap):
        return Mention("plan", _with_value(figure.value, "plan", glossary), figure.start, behind.end())
    number = _NUMBER.match(text, figure.start)
    if counts_something or number is None:
        return None
    start = len(text[: figure.start].rstrip(" #"))
    before = next(
        (each for each in one_of(words().names_before).finditer(text, 0, start) if each.end() == start), None
    )
    keys = _with_value(number[0], "limit_set", glossary)
    if before:
        return Mention("limit_set", keys, before.start(), number.end())
    if last is None or last.dimension != "limit_set":
        return None
    between = text[last.end : figure.start].strip()
    if between not in (*figure_words().ranges, *words().coordinators):
        return None
    if keys and between in figure_words().ranges:
        keys |= _between(last.keys, number[0], glossary)
    return Mention("limit_set", keys, figure.start, number.end())


@lru_cache(maxsize=256)
def _values(glossary: Glossary, dimension: Dimension) -> tuple[tuple[str, frozenset[str]], ...]:
    """The values of the figures in the names of a dimension, with what those names mean."""
    return tuple((figure.value, keys) for name, keys in glossary.names(dimension) for figure in figures(name)[:1])


def _with_value(value: str, dimension: Dimension, glossary: Glossary) -> frozenset[str]:
    return frozenset(key for known, keys in _values(glossary, dimension) if known == value for key in keys)


def _between(first: frozenset[str], last: str, glossary: Glossary) -> frozenset[str]:
    """The sets from one to another: 加入セット1〜4."""
    numbers = [(int(value), keys) for value, keys in _values(glossary, "limit_set") if value.isdecimal()]
    starts = [number for number, keys in numbers if keys & first]
    if not starts or not last.isdecimal():
        return frozenset()
    return frozenset(key for number, keys in numbers if min(starts) <= number <= int(last) for key in keys)
