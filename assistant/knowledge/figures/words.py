"""The words of figures, from words.yaml, and patterns of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from assistant.data_file import read_data
from assistant.knowledge.values import Record

_Lists = tuple[tuple[str, ...], ...]


class Words(Record):
    """words.yaml."""

    units: dict[str, tuple[str, ...]]
    no_units: _Lists
    own_units: tuple[str, ...]
    kanji_counters: _Lists
    ordinal_counters: tuple[str, ...]
    sayings: _Lists
    counts: tuple[str, ...]
    vague: tuple[str, ...]
    formal_numerals: dict[str, str]
    values: dict[str, tuple[str, str]]
    currency_signs: dict[str, str]
    scales: dict[str, int]
    short_scales: dict[str, int]
    number_words: tuple[dict[str, int], ...]
    ranges: tuple[str, ...]
    lists: tuple[str, ...]
    eras: dict[str, int]
    era_letters: dict[str, int]
    months: tuple[str, ...]
    short_months: dict[str, int]
    mornings: tuple[str, ...]
    afternoons: tuple[str, ...]
    hyphens: str
    top_domains: tuple[str, ...]

    def unit_names(self) -> dict[str, str]:
        """The unit that each word behind a number means; "" where it means none."""
        names = {word: name for name, forms in self.units.items() for word in forms}
        return {**names, **{unit: unit for unit in self.own_units}, **dict.fromkeys(chain(*self.no_units), "")}


@cache
def words() -> Words:
    """The words of words.yaml."""
    return Words.model_validate(read_data(__file__, "words.yaml"))


def one_of(choices: Iterable[str]) -> str:
    """A pattern of any of `choices`, the longest first; ASCII words end at a word's end."""
    longest_first = sorted(choices, key=lambda word: (-len(word), word))
    ends = (r"(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "" for word in longest_first)
    return "(?:" + "|".join(re.escape(word) + end for word, end in zip(longest_first, ends, strict=True)) + ")"
