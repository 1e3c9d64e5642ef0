"""When a string stands in a reply."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_WHITE_SPACE = re.compile(r"\s+")
_GROUPING_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def normalise(text: str) -> str:
    """The form in which replies and expected strings are compared.

    NFKC, lower case, no white space, no commas inside numbers.
    """
    return _WHITE_SPACE.sub("", _GROUPING_COMMA.sub("", unicodedata.normalize("NFKC", text).lower()))


def absent(groups: Iterable[Sequence[str]], text: str) -> list[Sequence[str]]:
    """The groups of which no string stands in `text`."""
    reply = normalise(text)
    return [group for group in groups if not any(normalise(each) in reply for each in group)]


def present(strings: Iterable[str], text: str) -> list[str]:
    """The strings that stand in `text`."""
    reply = normalise(text)
    return [each for each in strings if normalise(each) in reply]
