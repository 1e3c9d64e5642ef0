"""What words two texts share, and which verdicts a text states."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

_CONTENT = re.compile(r"[\u4e00-\u9fff々]{2,}|[\u30a1-\u30faー]{2,}|[a-z]{3,}")
Sign = Literal["covered", "not_covered", "denial", "asking", "silence"]


def overlap(text: str, source: str) -> float:
    """Share of a text's content words that a source has too, from 0 to 1; 1 for a text without any.

    Content words are runs of kanji, katakana or Latin letters, compared by their pairs of characters, so that
    補償対象 has half of 補償の対象.
    """
    pairs = _pairs(text)
    return len(pairs & _pairs(source)) / len(pairs) if pairs else 1.0


@cache
def _pairs(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKC", text).lower()
    return frozenset(run[place : place + 2] for run in _CONTENT.findall(plain) for place in range(len(run) - 1))


def says(sign: Sign, text: str) -> bool:
    """Whether a text has a sign of words.yaml."""
    return bool(_signs()[sign].search(unicodedata.normalize("NFKC", text).lower()))


@cache
def _signs() -> dict[Sign, re.Pattern[str]]:
    data: dict[Sign, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {sign: re.compile("|".join(words)) for sign, words in data.items()}
