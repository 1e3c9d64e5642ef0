"""Does a quote stand in a document word for word, and without a part of a number?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from assistant.text import comparable, normalise

_UNITS = "十百千万億兆"
_NUMERALS = f"〇一二三四五六七八九{_UNITS}"
_GAP = re.compile(rf"(?<=[\d.,{_UNITS}])(?:[\s|]|(?<=\s)[-・●•](?=\s))+(?=\d)")
_ITEM = re.compile(r"(?<=\s)[-・●•]\s")
_APART = "¦"
"""Keeps two numbers apart that white space or a table bar parted."""

Standing = Literal["verbatim", "cuts a number", "absent"]


def standing(quote: str, text: str) -> Standing:
    """Whether `quote` stands in `text`, compared after NFKC, without white space, list markers and table bars.

    A quote that begins or ends within a number (00万円 of 300万円) does not count: it would say another figure.
    """
    whole = _comparable(text)
    # YAML folds the lines of a quote: the marker of its second list item stands in the middle of a line then
    for wanted in (_comparable(quote), _comparable(_ITEM.sub("", quote))):
        if places := list(_places(wanted, whole)):
            break
    if not places:
        return "absent"
    cut = all(_within_number(whole, start) or _within_number(whole, start + len(wanted)) for start in places)
    return "cuts a number" if cut else "verbatim"


@lru_cache(maxsize=1024)
def _comparable(text: str) -> str:
    return comparable(_GAP.sub(_APART, normalise(text)))


def _places(wanted: str, whole: str) -> Iterator[int]:
    place = whole.find(wanted) if wanted else -1
    while place >= 0:
        yield place
        place = whole.find(wanted, place + 1)


def _within_number(text: str, place: int) -> bool:
    """Whether a number goes on across `place`."""
    if place in (0, len(text)):
        return False
    left, right = text[place - 1], text[place]
    if right.isdecimal():
        return left.isdecimal() or left in _UNITS or (left in ",." and text[place - 2 : place - 1].isdecimal())
    if right in ",.":
        return left.isdecimal() and text[place + 1 : place + 2].isdecimal()
    return right in _UNITS and (left.isdecimal() or left in _NUMERALS)
