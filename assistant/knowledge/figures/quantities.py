"""Amounts, percentages, durations and counts in a text: a number in digits or kanji, and what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from assistant.knowledge.figures.figure import Figure
from assistant.knowledge.figures.numbers import DIGITS, KANJI_DIGITS, number, plain
from assistant.knowledge.figures.words import one_of, words

_WORDS = words()
_UNIT_NAMES = _WORDS.unit_names()
_SCALES = {**_WORDS.scales, **_WORDS.short_scales}
_COUNTERS = one_of(chain(*_WORDS.kanji_counters))

KANJI = rf"(?:[{KANJI_DIGITS}]{{1,15}}・[{KANJI_DIGITS}]{{1,15}}|[{KANJI_DIGITS}十百千]{{1,30}})"
_ARABIC = rf"{DIGITS}(?:(?: (?=[千百]万|千円))?(?:千(?:{DIGITS}百)?|百)(?:{DIGITS})?)?"
_SECTION = rf"(?:{_ARABIC}|{KANJI}) ?"
_MYRIADS = rf"{_SECTION}兆(?: ?{_SECTION}億)?(?: ?{_SECTION}万)?|{_SECTION}億(?: ?{_SECTION}万)?|{_SECTION}万"
# behind 万 or 億 in one number: not the 1 of 支払限度額1億1事故
_REST = rf"{DIGITS}[千百](?:{DIGITS})?|\d{{1,3}}(?:,\d{{3}})+|\d{{3,30}}|\d{{1,2}}(?= ?円)|{KANJI}(?={_COUNTERS})"
_COUNTED_KANJI = rf"{KANJI}(?={_COUNTERS})|(?<=第){KANJI}(?={one_of(_WORDS.ordinal_counters)})"
_NUMBER = rf"(?:(?:{_MYRIADS})(?:{_REST})?|{_COUNTED_KANJI}|{_ARABIC}|(?<![\w.])\.\d{{1,30}})"
_QUANTITY = re.compile(
    rf"(?:(?<![a-z])(?P<sign>{one_of(_WORDS.currency_signs)}) ?)?(?P<number>{_NUMBER})"
    rf"(?:[ -]?(?P<scale>{one_of(_WORDS.scales)})|(?P<short>{one_of(_WORDS.short_scales)}))?"
)
_LISTED = one_of(_UNIT_NAMES)
_UNIT = re.compile(
    rf"(?: ?|-(?=[a-z]))(?P<listed>{_LISTED})"
    rf"|(?P<other> ?[ァ-ヺー]{{2,}}|[ -]?[a-z]{{2,}}|[一-龥々](?:(?!{_LISTED})[一-龥々])?)"
)
_AND_A_HALF = re.compile(r"半(?![期額数分面])")
_TENTHS = re.compile(rf"({DIGITS}|[{KANJI_DIGITS}])分")
_NAME_GOES_ON = re.compile(r"[-./]\d+")
_DIGITS_IN_NAME = 2
_UNITS = "百千万億兆"


class Quantity(NamedTuple):
    """A figure, and what it hands to the number before it in a range.

    Attributes:
        value: its number; None where it is no such number (a date, 数千万).
        scale: what its number is multiplied with at its end: 10**7 for 8千万, 10 for 割, 1 where nothing is.
        scaled: whether it has 百, 千, 万 or an English scale of its own.
    """

    figure: Figure
    value: Decimal | None = None
    scale: Decimal = Decimal(1)
    scaled: bool = False


def quantities(text: str) -> Iterator[Quantity]:
    """Quantities of a lower-case text, in order."""
    place = 0
    while match := _QUANTITY.search(text, place):
        found = _quantity(text, match)
        place = found.figure.end
        if _in_name(text, found):
            while more := _NAME_GOES_ON.match(text, place):
                place = more.end()
        else:
            yield found


def unit_at(text: str, end: int, currency: str | None = None) -> tuple[str, int]:
    """The unit of a number that ends at `end`, and where that unit ends; a `currency` sign before it decides."""
    match = _UNIT.match(text, end)
    if match is None:
        return currency or "", end
    unit = _UNIT_NAMES[match["listed"]] if match["listed"] else match["other"].strip(" -")
    if currency:
        return currency, match.end() if unit == currency else end
    return unit, match.end() if unit else end


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    written, english = match["number"], match["scale"] or match["short"]
    value = Decimal(f"0{written}") if written.startswith(".") else number(written)
    scale = Decimal(10) ** _SCALES[english] if english else _kanji_scale(written)
    value *= scale if english else 1
    scaled = scale != 1 or any(unit in written for unit in _UNITS)
    unit, end = unit_at(text, match.end(), _WORDS.currency_signs.get(match["sign"] or ""))
    if unit == "割":
        unit, value, scale = "%", value * 10, Decimal(10)
        if tenths := _TENTHS.match(text, end):
            value, end = value + number(tenths[1]), tenths.end()
    elif unit in _WORDS.units and unit != "円" and (half := _AND_A_HALF.match(text, end)):
        value, end = value + Decimal("0.5"), half.end()
    return Quantity(Figure(unit, plain(value), text[match.start() : end], match.start(), end), value, scale, scaled)


def _kanji_scale(written: str) -> Decimal:
    """What the last digits of a number are multiplied with: 千万 of 8千万."""
    units = written[len(written.rstrip("十百千万億兆")) :]
    return number(units) if units and units != written else Decimal(1)


def _in_name(text: str, found: Quantity) -> bool:
    """Whether a short number is part of a name of Latin letters (COVID-19, TLS1.2, B2B)."""
    figure = found.figure
    before = text[max(figure.start - 2, 0) : figure.start].removesuffix("-")[-1:]
    digits = sum(char.isdecimal() for char in figure.text)
    attached = before.isascii() and before.isalpha() and digits <= _DIGITS_IN_NAME
    return attached and figure.unit not in _WORDS.units and not any(unit in figure.text for unit in _UNITS)
