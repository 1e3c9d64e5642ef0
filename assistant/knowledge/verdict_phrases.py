"""Phrases by which a sentence states a verdict, from verdict_phrases.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_GENERAL = "general"


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    data = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {key: tuple(phrases) for key, phrases in data.items()}


def verdict_phrases() -> dict[str, tuple[str, ...]]:
    """Phrases that state a verdict, by verdict."""
    return {verdict: phrases for verdict, phrases in _phrases().items() if verdict != _GENERAL}


def verdicts_in(text: str) -> frozenset[str]:
    """The verdicts that `text` states: covered, not_covered, both or none."""
    return frozenset(
        verdict for verdict, phrases in verdict_phrases().items() if any(phrase in text for phrase in phrases)
    )


def speaks_generally(text: str) -> bool:
    """Whether `text` is about such insurance in general, not about one product."""
    return any(phrase in text for phrase in _phrases()[_GENERAL])
