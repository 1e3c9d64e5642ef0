"""Sentences and lines of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.agent.understanding.phrases import phrases

Span = tuple[int, int]
_MARKS = "。?!"
_PAIRS = {"」": "「", "』": "『", ")": "(", "]": "[", "】": "【", "”": "“"}
_WORD_BEFORE = re.compile(r"[a-z0-9.']*$")


def sentences(text: str) -> Iterator[Span]:
    """Where the sentences and lines of a text, given after `flat`, begin and end; marks within brackets end none."""
    quoted = _bracketed(text)
    start = place = 0
    while place < len(text):
        place += 1
        if not _ends_sentence(text, place - 1) or quoted[place - 1]:
            continue
        while place < len(text) and (text[place] in _MARKS or text[place].isspace() or text[place] in _PAIRS):
            place += 1
        yield start, place
        start = place
    if start < len(text):
        yield start, len(text)


def _ends_sentence(text: str, place: int) -> bool:
    char = text[place]
    if char in _MARKS or char == "\n":
        return True
    if char != "." or not (place + 1 == len(text) or text[place + 1].isspace()):
        return False
    word = _WORD_BEFORE.search(text[:place])
    before = word[0] if word else ""
    return not (before.isdigit() or phrases().abbreviations.before(text, place) or len(before) == 1)


def _bracketed(text: str) -> list[bool]:
    """For each character whether it stands within a pair of brackets on one line."""
    inside = [False] * len(text)
    opened: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if char == "\n":
            opened.clear()
        elif char in _PAIRS.values():
            opened.append((char, place))
        elif char in _PAIRS and _PAIRS[char] in [bracket for bracket, _ in opened]:
            while opened:
                bracket, start = opened.pop()
                if bracket == _PAIRS[char]:
                    inside[start:place] = [True] * (place - start)
                    break
    return inside
