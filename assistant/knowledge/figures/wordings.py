"""Figures that are not written as a number with its unit: 半額, 3分の1, 数千万円, five million yen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from assistant.knowledge.figures.figure import Figure
from assistant.knowledge.figures.numbers import DIGITS, KANJI_DIGITS, number, plain
from assistant.knowledge.figures.quantities import KANJI, Quantity, unit_at
from assistant.knowledge.figures.words import one_of, words

_WORDS = words()
_UNIT_NAMES = _WORDS.unit_names()
_NUMERALS = f"{KANJI_DIGITS}十百千万億兆"
_VALUE = re.compile(rf"(?<![a-z\d{_NUMERALS}])(?P<word>{one_of(_WORDS.values)})(?!-)")
_FRACTION = re.compile(
    rf"(?P<of>{DIGITS}|{KANJI})分の(?P<count>{DIGITS}|{KANJI})|(?<![\d/.,])(?P<over>\d{{1,3}}/\d{{1,3}})(?![\d/])"
)
_HUNDRED = 100
_VAGUE = re.compile(
    rf"(?P<lead>\d{{1,4}}|{KANJI})?{one_of(_WORDS.vague)}(?P<worth>[十百千]*[万億兆]?)"
    rf"(?P<unit>{one_of(chain(*_WORDS.kanji_counters))})?"
)
_NUMBER_WORDS = {word: value for each in _WORDS.number_words for word, value in each.items()}
_NUMBER_WORD = one_of(_NUMBER_WORDS)
_SCALE_WORD = one_of(("hundred", *_WORDS.scales))
_SPELLED = re.compile(
    rf"(?<![a-z])(?:{_NUMBER_WORD}|an?(?= {_SCALE_WORD}))(?:(?: and |[ -])(?:{_NUMBER_WORD}|{_SCALE_WORD}))*"
)


def fixed_values(text: str) -> Iterator[Figure]:
    """Words that are figures themselves: 半額, twice."""
    for match in _VALUE.finditer(text):
        unit, value = _WORDS.values[match["word"]]
        yield Figure(unit, value, match[0], *match.span())


def fractions(text: str) -> Iterator[Figure]:
    """Fractions: 3分の1, 1/3, and 百分の五, which is 5%."""
    for match in _FRACTION.finditer(text):
        if over := match["over"]:
            yield Figure("", over, over, *match.span())
            continue
        whole, count = number(match["of"]), plain(number(match["count"]))
        unit, value = ("%", count) if whole == _HUNDRED else ("", f"{count}/{plain(whole)}")
        yield Figure(unit, value, match[0], *match.span())


def vague_numbers(text: str) -> Iterator[Figure]:
    """Numbers that are not stated exactly: 数千万円, 十数件, 何百人."""
    for match in _VAGUE.finditer(text):
        if match["lead"] or match["worth"]:
            lead, worth = number(match["lead"] or ""), number(match["worth"])
            value = f"{plain(lead) if lead else ''}数{plain(worth) if worth else ''}"
            unit = _UNIT_NAMES[match["unit"]] if match["unit"] else ""
            yield Figure(unit, value, match[0], *match.span())


def spelled_numbers(text: str) -> Iterator[Quantity]:
    """Numbers in English words that have a scale or a unit of words.yaml: five million yen, thirty days."""
    for match in _SPELLED.finditer(text):
        value = _spelled(re.split(r"[ -]+", match[0]))
        unit, end = unit_at(text, match.end())
        if unit not in _WORDS.units:
            unit, end = "", match.end()
        if unit or any(scale in match[0] for scale in _WORDS.scales):
            figure = Figure(unit, plain(value), match[0], match.start(), end)
            yield Quantity(figure, value, scaled=True)


def _spelled(parts: list[str]) -> Decimal:
    total = section = Decimal(0)
    for part in parts:
        if part in _NUMBER_WORDS:
            section += _NUMBER_WORDS[part]
        elif part == "hundred":
            section = (section or Decimal(1)) * _HUNDRED
        elif part in _WORDS.scales:
            total += (section or Decimal(1)) * 10 ** _WORDS.scales[part]
            section = Decimal(0)
    return total + section
