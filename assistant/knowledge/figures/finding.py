"""Finds the figures of a text, the unmistakable kinds first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from assistant.knowledge.figures.addresses import phone_numbers, web_addresses
from assistant.knowledge.figures.dates import dates, times
from assistant.knowledge.figures.figure import Figure
from assistant.knowledge.figures.numbers import KANJI_DIGITS
from assistant.knowledge.figures.quantities import Quantity, quantities
from assistant.knowledge.figures.ranges import completed
from assistant.knowledge.figures.tables import UNIT_MENTIONS, with_column_units
from assistant.knowledge.figures.wordings import fixed_values, fractions, spelled_numbers, vague_numbers
from assistant.knowledge.figures.words import one_of, words

_SAYING = re.compile(rf"(?<![{KANJI_DIGITS}十百千万億兆]){one_of((*chain(*words().sayings), *words().counts))}")
_LIST_MARKER = re.compile(r"(?m)^[ \t]*(?:\(\d{1,2}\)|\d{1,2}[.)])\s")
_PLAIN_NUMERALS = str.maketrans(words().formal_numerals)
_NUMERALS = rf"\d{KANJI_DIGITS}十百千万億兆"
_VAGUE = "".join(words().vague)
_VALUES = one_of(words().values)
_ENGLISH = one_of((*chain(*words().number_words), *words().scales, "hundred"))
# What a text must hold before a kind is looked for: most sentences have figures of few kinds, or none.
_ANY = re.compile(rf"[{_NUMERALS}元{_VAGUE}@]|://|\.[a-z]|{_VALUES}|{_ENGLISH}")
_CERTAIN = (
    (web_addresses, re.compile(r"@|://|\.[a-z]")),
    (phone_numbers, re.compile(r"(?:\d\D*){10}")),
    (dates, re.compile(rf"[年月]|\d[-/.]\d|[mtshr] ?\d|{one_of((*words().months, *words().short_months))}")),
    (times, re.compile(r":|時|\d ?[ap]\.?m")),
)
_NO_FIGURES = (
    (_SAYING, re.compile(rf"[{KANJI_DIGITS}十百千万億兆{_VAGUE}]")),
    (_LIST_MARKER, re.compile(r"\d[.)]")),
    *((mention, re.compile(r"\(|単位")) for mention in UNIT_MENTIONS),
)
_OTHERS = (
    (fixed_values, re.compile(_VALUES)),
    (vague_numbers, re.compile(f"[{_VAGUE}]")),
    (fractions, re.compile("分の|/")),
)
_SPELLED = (spelled_numbers, re.compile("[a-z]{2}"))
_QUANTITIES = (quantities, re.compile(rf"[{_NUMERALS}]"))
_TAKEN = "\0"


def figures(text: str) -> list[Figure]:
    """All figures of `text` in order; they do not overlap."""
    return list(_figures(text))


@lru_cache(maxsize=4096)
def _figures(text: str) -> tuple[Figure, ...]:
    text = unicodedata.normalize("NFKC", text)
    low = rest = _lower(text)
    if not _ANY.search(low):
        return ()
    found: list[Quantity] = []
    for find, sign in _CERTAIN:
        if sign.search(rest):
            rest = _take(rest, (Quantity(figure) for figure in find(rest)), found)
    for no_figure, sign in _NO_FIGURES:
        if sign.search(rest):
            rest = no_figure.sub(_blank, rest)
    for find, sign in _OTHERS:
        if sign.search(rest):
            rest = _take(rest, (Quantity(figure) for figure in find(rest)), found)
    for find_quantities, sign in (_SPELLED, _QUANTITIES):
        if sign.search(rest):
            rest = _take(rest, find_quantities(rest), found)
    found.sort(key=lambda each: each.figure.start)
    whole = completed(low, with_column_units(low, found))
    return tuple(figure._replace(text=text[figure.start : figure.end]) for figure in whole)


def missing(wanted: Iterable[Figure], given: Iterable[Figure]) -> list[Figure]:
    """The figures of `wanted` that none of `given` says."""
    known = list(given)
    return [figure for figure in wanted if not any(figure.same_as(other) for other in known)]


def _lower(text: str) -> str:
    """`text` in lower case and with plain numerals, as long as it was: İ, whose lower case is longer, stays."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.translate(_PLAIN_NUMERALS)


def _take(rest: str, hits: Iterable[Quantity], found: list[Quantity]) -> str:
    """Adds the hits that stand in free text to `found`; what is left of `rest` has them blanked out."""
    characters: list[str] | None = None
    for hit in hits:
        start, end = hit.figure.start, hit.figure.end
        characters = list(rest) if characters is None else characters
        if _TAKEN not in characters[start:end]:
            found.append(hit)
            characters[start:end] = _TAKEN * (end - start)
    return "".join(characters) if characters else rest


def _blank(match: re.Match[str]) -> str:
    return _TAKEN * len(match[0])
