"""The characters of a PDF page as pieces of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any, NamedTuple

Char = dict[str, Any]
"""A character as pdfplumber gives it: text, size, fontname, x0, x1, top, bottom (points from the upper left)."""

_SEGMENT_GAP = 1.5
"""Widths of a character that part two pieces of a line."""
_WORD_GAP, _WIDE_WORD_GAP = 0.3, 0.7
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_SYMBOL_FONT = re.compile("[\uf000-\uf0ff]")
_SLANT = 0.1
_UPRIGHT_SHARE = 0.8


class Segment(NamedTuple):
    """A piece of a line that no wide gap parts; positions in points from the page's upper left corner."""

    text: str
    size: float
    font: str
    left: float
    right: float
    top: float
    bottom: float
    page: int

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


def readable(chars: Sequence[Char]) -> list[Char]:
    """The characters that a person reads: upright, known, and once where they are printed twice to look bold."""
    upright = [char for char in chars if abs(char["matrix"][1]) <= _SLANT * abs(char["matrix"][0])]
    if len(upright) < _UPRIGHT_SHARE * len(chars):  # less is a watermark, or text along an axis
        upright = list(chars)
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for char in upright:
        x, y = round(char["x0"]), round(char["top"])
        space = char["text"].isspace()
        if is_unmapped(char) or not (space or char["text"].isprintable()):
            continue
        if space or not any((char["text"], x + dx, y) in seen for dx in (-1, 0, 1)):
            kept.append(char)
            seen.add((char["text"], x, y))
    return kept


def is_unmapped(char: Char) -> bool:
    """Whether the character's font does not say what it is."""
    return _UNMAPPED.search(char["text"]) is not None


def within(char: Char, box: Sequence[float]) -> bool:
    """Whether the middle of a character is in a box (left, top, right, bottom)."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def char_lines(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters that stand on one line, from left to right; lines from top to bottom."""
    lines: list[list[Char]] = []
    middle = 0.0
    for char in sorted(chars, key=lambda each: (each["top"] + each["bottom"], each["x0"])):
        y = (char["top"] + char["bottom"]) / 2
        if not lines or y - middle > 0.5 * min(char["size"], lines[-1][0]["size"]):
            lines.append([])
            middle = y
        lines[-1].append(char)
    return [sorted(line, key=lambda each: float(each["x0"])) for line in lines]


def segments(line: Sequence[Char], page: int) -> list[Segment]:
    """The pieces of a line, from left to right."""
    parts: list[list[Char]] = []
    right = 0.0
    for char in line:
        if char["text"].isspace():
            if parts:
                parts[-1].append(char)
            continue
        if not parts or char["x0"] - right > _SEGMENT_GAP * char["size"]:
            parts.append([])
        parts[-1].append(char)
        right = char["x1"]
    return [_segment(part, page) for part in parts]


def _segment(line: Sequence[Char], page: int) -> Segment:
    text = ""
    space = False
    right: float | None = None
    for char in line:
        if char["text"].isspace():
            space = True
            continue
        piece = _SYMBOL_FONT.sub("・", char["text"])
        if right is not None:
            latin = text[-1] <= "\x7f" and piece <= "\x7f"
            gap = (char["x0"] - right) / char["size"] if char["size"] else 0.0
            text += " " if space or gap > (_WORD_GAP if latin else _WIDE_WORD_GAP) else ""
        text += piece
        space, right = False, char["x1"]
    chars = [char for char in line if not char["text"].isspace()]
    fonts = [char["fontname"] for char in chars]
    return Segment(
        text,
        median(char["size"] for char in chars),
        max(set(fonts), key=lambda font: (fonts.count(font), font)),
        chars[0]["x0"],
        max(char["x1"] for char in chars),
        min(char["top"] for char in chars),
        max(char["bottom"] for char in chars),
        page,
    )
