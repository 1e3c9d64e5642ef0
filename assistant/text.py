"""Forms of a text: one for search, one for comparing quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_TO_HIRAGANA = {code: code - 96 for code in range(ord("ァ"), ord("ヶ") + 1)}
_WHITE_SPACE = re.compile(r"\s+")
_LAYOUT = re.compile(r"[|｜*＊`>＞#＃]|(?<=\n)[ \t]*[-・●•]\s")


def normalise(text: str) -> str:
    """NFKC, lower case: full-width, half-width and circled forms become one."""
    return unicodedata.normalize("NFKC", text).lower()


def in_hiragana(text: str) -> str:
    """The text, of the same length, with hiragana for katakana."""
    return text.translate(_TO_HIRAGANA)


def past_space(text: str, place: int) -> int:
    """Where white space at `place` ends."""
    return place + len(text[place:]) - len(text[place:].lstrip())


def collapse(text: str) -> str:
    """Runs of white space become one space; none at the ends."""
    return _WHITE_SPACE.sub(" ", text).strip()


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text, of the same length, with spaces from each start to its end."""
    plain = list(text)
    for start, end in spans:
        plain[start:end] = " " * (end - start)
    return "".join(plain)


def comparable(text: str) -> str:
    """The form in which a quote is compared with its document.

    NFKC and lower case, without white space, list markers, table bars and emphasis marks, so that a quote
    may span table cells and line breaks.
    """
    return _WHITE_SPACE.sub("", _LAYOUT.sub("", normalise("\n" + text)))
