"""Other forms in which people write the names of plans and sets, from names.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record, Text
from assistant.text import in_hiragana
from assistant.tools.coverage.words import fold

_NUMBERED = re.compile(r"(?P<stem>.*?[^\W\d_])\s*(?P<number>\d{1,2})")
_NO_DIGITS: Mapping[str, Names] = MappingProxyType({})


class NameParts(Record):
    """The words of names.yaml, which says what each list is."""

    tails: Names
    rider_tails: Names
    ambiguous: Names
    stems: Names
    numbered: Names
    numbered_weak: Names
    digits: dict[Text, Names]
    ordinals: dict[Text, Names]
    spoken: dict[Text, Names]
    spoken_tails: Names


@cache
def name_parts() -> NameParts:
    """The words of names.yaml."""
    return NameParts.model_validate(read_data(__file__, "names.yaml"))


def numbered_forms(names: Iterable[str]) -> Iterator[str]:
    """A name that ends in a number, with the number elsewhere or in other signs: 3番のセット, セット三, third set."""
    for stem, number in _numbered(names):
        yield from _filled(name_parts().numbered, stem, number, name_parts().digits)


def weak_forms(names: Iterable[str]) -> Iterator[str]:
    """The number of such a name alone: 3番, 3番目."""
    for stem, number in _numbered(names):
        yield from _filled(name_parts().numbered_weak, stem, number)


def spoken_forms(names: Iterable[str]) -> Iterator[str]:
    """A name with a word in it that people say otherwise: お金のかかるほう for 有料プラン."""
    parts = name_parts()
    for word, others in parts.spoken.items():
        if any(word in fold(name) for name in names):
            yield from (in_hiragana(fold(other + tail)) for other in others for tail in parts.spoken_tails)


def _numbered(names: Iterable[str]) -> set[tuple[str, str]]:
    """The words for a set or plan that names end in, and their numbers."""
    found = [match for name in names if (match := _NUMBERED.fullmatch(fold(name)))]
    stems = tuple(map(fold, name_parts().stems))
    return {(stem, match["number"]) for match in found for stem in stems if match["stem"].endswith(stem)}


def _filled(templates: Names, stem: str, number: str, digits: Mapping[str, Names] = _NO_DIGITS) -> Iterator[str]:
    parts = name_parts()
    for template in templates:
        signs = parts.ordinals.get(number, ()) if "{nth}" in template else (number, *digits.get(number, ()))
        for sign in signs:
            yield in_hiragana(fold(template.format(stem=stem, n=sign, nth=sign)))
