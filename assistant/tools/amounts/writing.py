"""Amounts of yen as text, and back."""

from __future__ import annotations

import re

from assistant.errors import QuestionError
from assistant.text import collapse, normalise
from assistant.tools.amounts.amount import YenAmount
from assistant.tools.amounts.reading import find_amounts

_DIGITS = re.compile(r"\d+|\d{1,3}(?:,\d{3})+")
_MINUS = ("-", "−", "▲", "△", "マイナス")
_MYRIADS = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))


def format_yen(amount: int) -> str:
    """An amount as it is written in Japanese: 1億2,000万円, 5,412円, 0円.

    Raises:
        ValueError: the amount is negative.
    """
    if amount < 0:
        raise ValueError(f"{amount:,} is negative")
    written = ""
    for worth, unit in _MYRIADS:
        count, amount = divmod(amount, worth)
        written += f"{count:,}{unit}" if count else ""
    return f"{written}{amount:,}円" if amount or not written else f"{written}円"


def parse_yen(text: str) -> int:
    """The one exact amount that `text` states, in yen: 8千万, 80000000, 0.9億, ¥80,000,000, 年商5億, 80M.

    Raises:
        QuestionError: it states no amount or several, a rough one, bounds only, one of a month, or a part of a yen;
            the message says which.
    """
    plain = collapse(normalise(text))
    if plain.startswith(_MINUS):
        raise QuestionError(f"'{text}' is negative: give an amount of 0 yen or more")
    if _DIGITS.fullmatch(plain):
        plain += "円"
    amounts = find_amounts(plain) or _as_yen(plain)
    if len(amounts) != 1 or amounts[0].part_of_name:
        raise QuestionError(f"'{text}' is not one amount of yen: write it like 8千万, 0.9億 or 80000000")
    (amount,) = amounts
    if amount.period not in (None, "year"):
        raise QuestionError(f"'{text}' is not an amount of a year: give that of a whole year")
    if amount.exact is None:
        raise QuestionError(
            f"'{text}' is not one exact amount in whole yen: give a single figure, without 約, 以上 or 未満"
        )
    return amount.exact


def _as_yen(text: str) -> tuple[YenAmount, ...]:
    """The amount where all of `text` is one that lacks its currency: 80M."""
    return tuple(amount for amount in find_amounts(f"¥{text}") if amount.end == len(text) + 1)


def in_words(amount: YenAmount) -> str:
    """An amount as the tools read it, with the word that makes it one of a month, which is no revenue of a year."""
    return f"月商{amount.text}" if amount.period == "month" else amount.text
