"""Numbers in a text that may be amounts of yen: in Arabic digits, kanji or both, or with an English scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.knowledge.figures import number

LARGEST = 10**16 - 1
"""The largest amount that is read, 9,999兆円 and more: what is larger is no amount that anybody means."""
_KANJI = "〇零一二三四五六七八九"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_COUNT = rf"(?:{_DIGITS}|[{_KANJI}]+)"
_SECTION = rf"(?=[\d{_KANJI}十百千])(?:{_COUNT}?千)?(?:{_COUNT}?百)?(?:{_COUNT}?十)?{_COUNT}?"
_NUMBER = re.compile(
    r"(?<![\d.])(?<!\d,)(?P<sign>¥\s?|(?<![a-z])(?:jpy|yen)\s)?"
    rf"(?=[\d{_KANJI}十百千数何])"
    rf"(?P<firm>(?:{_SECTION}\s?兆)?(?:\s?{_SECTION}\s?億)?(?:\s?{_SECTION}\s?万)?)"
    rf"(?:(?P<tens>(?:\d|[{_KANJI}])?十)?[数何](?P<vague>[十百千]?[万億兆])|(?P<rest>{_SECTION}))?"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|mil|mn|bn|[kmb])(?![a-z]))?"
    r"(?P<unit>\s?(?:円|(?:yen|jpy)(?![a-z])))?"
)
_SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mil": 6,
    "mn": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "trillion": 12,
}
_UNITS_AT_END = re.compile(r"([十百千]*)([万億兆]?)$")


class Numeral(NamedTuple):
    """A number at `start` to `end` of a text, its unit included.

    Attributes:
        low, high: its value; they differ only where it is vague (数千万 is 2 to 10 times
            1千万, 十数万 is 11 to 20 times 1万).
        currency: whether 円, yen or ¥ stands with it.
        large: whether it has 万, 億, 兆 or an English scale in words, as amounts of money have.
        written: its digits and kanji; `scale` its English scale or "".
    """

    low: Decimal
    high: Decimal
    currency: bool
    large: bool
    written: str
    scale: str
    start: int
    end: int

    def in_unit_of(self, other: Numeral) -> Numeral:
        """This number in the unit of `other`: the 5 of 5〜8千万 is 5千万, its 5千 in 5千〜8千万 too."""
        if self.large or self.currency:
            return self
        tens, myriad = _UNITS_AT_END.findall(other.written)[0]
        own = any(unit in self.written for unit in "十百千")
        factor = (number(myriad) if own else number(tens + myriad)) if tens or myriad else Decimal(1)
        factor *= 10 ** _SCALES.get("" if self.scale else other.scale, 0)
        return self._replace(
            low=self.low * factor, high=self.high * factor, currency=other.currency, large=other.large
        )


def numerals(text: str) -> Iterator[Numeral]:
    """Numbers of a normalised text in order, whether or not they are money."""
    return (_read(match) for match in _NUMBER.finditer(text) if match["firm"] or match["vague"] or match["rest"])


def _read(match: re.Match[str]) -> Numeral:
    currency = bool(match["sign"] or match["unit"])
    firm, rest, scale, end = match["firm"], match["rest"] or "", match["scale"] or "", match.end()
    if firm and rest and not currency:
        if _is_short(rest):
            rest, scale, end = "", "", match.start("rest")
        elif firm.endswith("億"):
            rest += "万"
    value = number(firm + rest) if firm or rest else Decimal(0)
    high = value
    if match["vague"]:
        unit, tens = number(match["vague"]), number(match["tens"] or "")
        value, high = value + (tens + (1 if tens else 2)) * unit, value + (tens + 10) * unit - 1
    factor = 10 ** _SCALES.get(scale, 0)
    return Numeral(
        value * factor,
        high * factor,
        currency,
        bool(firm or match["vague"] or len(scale) > 2),
        firm + rest,
        scale,
        match.start(),
        end,
    )


def _is_short(rest: str) -> bool:
    """Whether digits behind 万 or 億 are too few to be part of the amount: 1億5年目."""
    return len(rest) < 3 and not any(unit in rest for unit in "十百千")
