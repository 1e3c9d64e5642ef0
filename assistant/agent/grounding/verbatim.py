"""Sentences that stand word for word in what their block cites or a shown result says: they say what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from assistant.agent.grounding.statements import Statement
from assistant.answers import Citation, ToolResult
from assistant.text import comparable

_LABEL = re.compile(r"^\s*(?:【[^】]*】|\[[^\]]*\]|[^:。]{1,12}:)\s*")
_SHORTEST = 8
"""Letters from which on a run of words is a sentence; a shorter one must be a whole line of its source."""


class Verbatim:
    """Knows the words of the results that a draft shows, and those of renderings in another language."""

    def __init__(self, results: Sequence[ToolResult], renderings: Mapping[int, str]) -> None:
        self._texts = [comparable(text) for result in results for text in _texts(result.result)]
        self._renderings = renderings

    def has(self, statement: Statement, cited: Sequence[Citation]) -> bool:
        """Whether a sentence stands in a quote that its block cites, or is one of a result's own texts.

        The name in front of it (【product】, condition:) does not count.
        """
        if statement.in_table:
            return False
        words = comparable(_LABEL.sub("", statement.text))
        sources = [text for each in cited for text in (each.quote, self._renderings.get(each.number, ""))]
        if len(words) < _SHORTEST:
            return bool(words) and any(words in _lines(source) for source in sources)
        return any(words in text for text in self._texts) or any(words in _comparable(text) for text in sources)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)


@lru_cache(maxsize=4096)
def _comparable(text: str) -> str:
    return comparable(text)


@lru_cache(maxsize=4096)
def _lines(text: str) -> frozenset[str]:
    return frozenset(comparable(line) for line in text.splitlines())
