"""Checks that a number found by its shape is the personal datum that it looks like."""

from __future__ import annotations

import re

from stdnum import luhn
from stdnum.jp import in_

_YEARS = re.compile(r"(?:(?:19|20)\d\d\D)+(?:19|20)\d\d")
_FROM_ABROAD = re.compile(r"^\D*(?:\+|00|010\D?) ?81\D*0?")
_NATIONAL_DIGITS = (10, 11)


def is_card(datum: str) -> bool:
    """Whether the check digit (ISO/IEC 7812-1) fits, and it is not a list of years."""
    return luhn.is_valid(_digits(datum)) and not _YEARS.fullmatch(datum)


def is_my_number(datum: str) -> bool:
    """Whether the check digit of an individual number fits (総務省令第85号 of 2014, article 5)."""
    return in_.is_valid(_digits(datum))


def is_telephone(datum: str) -> bool:
    """Whether it has as many digits as a Japanese telephone number."""
    return len(_digits(dialled(datum))) in _NATIONAL_DIGITS


def dialled(datum: str) -> str:
    """A telephone number as it is dialled in Japan, with its separators: 03 1234 5678 for +81 3 1234 5678."""
    return _FROM_ABROAD.sub("0", datum).lstrip(" (")


def _digits(datum: str) -> str:
    return "".join(str(int(char)) for char in datum if char.isdecimal())
