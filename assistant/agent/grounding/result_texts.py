"""The texts of a tool result that are its own: what it was asked with is a source of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from assistant.answers import ToolResult
from assistant.text import normalise

_GIVEN = frozenset({"item", "given", "unaddressed", "errors", "unclear"})
"""Fields that hold words of the caller, or repeat them."""


def result_texts(result: ToolResult) -> Iterator[str]:
    """All texts of a result but those that repeat what it was asked with."""
    yield from _texts(result.result)


def is_said_by(result: ToolResult, words: str) -> bool:
    """Whether a text of a result holds normalised words."""
    return any(words in text for text in map(_normalised, result_texts(result)))


@lru_cache(maxsize=8192)
def _normalised(text: str) -> str:
    return normalise(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            # notes of an item or a product repeat what was asked
            if key not in _GIVEN and not (key == "note" and ("products" in value or "facts" in value)):
                yield from _texts(each)
