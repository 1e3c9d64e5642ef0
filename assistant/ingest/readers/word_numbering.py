"""Numbers that Word shows in front of paragraphs without keeping them in their text: 第1条, (2), ①, ア."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

Element = Any
"""An lxml element; the library has no types."""

_PLACE = re.compile(r"%([1-9])")
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_KANJI = "〇一二三四五六七八九"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_SMALL_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str


@dataclass(slots=True)
class _List:
    """An abstract list: its levels, and how far each of them has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a Word document, counted on as their paragraphs are met in order."""

    def __init__(self, numbering: Element | None) -> None:
        lists: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        if numbering is None:
            return
        for abstract in numbering.findall(qn("w:abstractNum")):
            levels = {int(each.get(qn("w:ilvl"))): _level(each) for each in abstract.findall(qn("w:lvl"))}
            lists[abstract.get(qn("w:abstractNumId"))] = _List(levels)
        for number in numbering.findall(qn("w:num")):
            identity, abstract_id = number.get(qn("w:numId")), _value(number, "w:abstractNumId")
            if abstract_id in lists:
                self._lists[identity] = lists[abstract_id]
            for override in number.findall(qn("w:lvlOverride")):
                if (start := _value(override, "w:startOverride")) is not None:
                    self._restarts.setdefault(identity, {})[int(override.get(qn("w:ilvl")))] = int(start)

    def next_label(self, identity: str, level: int) -> str:
        """The label of the next paragraph of a list (`1.`, `第1条`), "" for a bullet or an unknown list."""
        found = self._lists.get(identity)
        if found is None or level not in found.levels:
            return ""
        for restarted, start in self._restarts.pop(identity, {}).items():
            found.counts[restarted] = start - 1
        found.counts[level] = found.counts.get(level, found.levels[level].start - 1) + 1
        for deeper in [each for each in found.counts if each > level]:
            del found.counts[deeper]
        if found.levels[level].format == "bullet":
            return ""

        def place(match: re.Match[str]) -> str:
            shown = int(match[1]) - 1
            defined = found.levels.get(shown)
            return formatted(found.counts.get(shown, defined.start), defined.format) if defined else ""

        return _PLACE.sub(place, found.levels[level].text).strip()


def formatted(number: int, name: str) -> str:
    """A number in one of Word's formats; in decimals where the format is not known."""
    convert = _FORMATS.get(name)
    return convert(number) if convert and number > 0 else "" if name == "none" else str(number)


def _level(element: Element) -> _Level:
    start, number_format = _value(element, "w:start"), _value(element, "w:numFmt")
    return _Level(int(start or 1), number_format or "decimal", _value(element, "w:lvlText") or "")


def _value(element: Element, name: str) -> str | None:
    child = element.find(qn(name))
    value: str | None = child.get(qn("w:val")) if child is not None else None
    return value


def _of(letters: str) -> Callable[[int], str]:
    return lambda number: letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)


def _from(first: str, count: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= count else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN + _SMALL_ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _counted(number: int) -> str:
    if number >= 100:
        return "".join(_KANJI[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    return (_KANJI[tens] if tens > 1 else "") + ("十" if tens else "") + (_KANJI[ones] if ones else "")


def _full_width(number: int) -> str:
    return str(number).translate(_FULL_WIDTH)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperLetter": _of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _of("abcdefghijklmnopqrstuvwxyz"),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "aiueo": _of(_AIUEO),
    "aiueoFullWidth": _of(_AIUEO),
    "iroha": _of(_IROHA),
    "irohaFullWidth": _of(_IROHA),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographDigital": lambda number: "".join(_KANJI[int(digit)] for digit in str(number)),
    "japaneseCounting": _counted,
    "japaneseDigitalTenThousand": _counted,
    "chineseCounting": _counted,
}
