"""Numbers in Arabic digits, kanji, or both."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,10}(?!\d)|\d{1,30})(?:\.\d{1,30})?"
"""A number in Arabic digits."""
KANJI_DIGITS = "〇零一二三四五六七八九"
_DIGIT = {kanji: str(value) for value, kanji in enumerate("〇一二三四五六七八九")} | {"零": "0", "・": "."}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
_PART = re.compile(rf"{DIGITS}|[{KANJI_DIGITS}]+(?:・[{KANJI_DIGITS}]+)?|\S")


def number(text: str) -> Decimal:
    """The value of a number in Arabic digits, kanji, or both (1億2,000万, 八千万, 0.9億, 〇・九億, 100百万).

    A unit without a number before it counts once (千 is 1,000); nothing is 0.

    Raises:
        ValueError: there is something else in `text`, or two numbers stand beside each other.
    """
    total = section = Decimal(0)
    current: Decimal | None = None
    for part in _PART.findall(text):
        if part in _TENS:
            section += (Decimal(1) if current is None else current) * _TENS[part]
            current = None
        elif part in _MYRIADS:
            amount = section + (current or Decimal(0))
            total += (amount if amount or current is not None else Decimal(1)) * _MYRIADS[part]
            section, current = Decimal(0), None
        elif current is None and (part[0].isdecimal() or part[0] in KANJI_DIGITS):
            current = Decimal("".join(_DIGIT.get(char, char) for char in part.replace(",", "")))
        else:
            raise ValueError(f"'{text}' is not a number")
    return total + section + (current or Decimal(0))


def plain(value: Decimal) -> str:
    """A decimal without exponent and trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
