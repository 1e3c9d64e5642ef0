"""Whether a tool result has the values that were expected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from assistant.answers import Answer, ToolResult

_MISSING = "nothing"


class Difference(NamedTuple):
    """A value that is not as expected; `path` is its place (items[0].verdict)."""

    path: str
    expected: Any
    got: Any


def last_result(answer: Answer, tool: str) -> ToolResult | None:
    """The last result of a tool; None where it was not called."""
    return next((each for each in reversed(answer.tool_results) if each.tool == tool), None)


def differences(expected: Any, got: Any, path: str = "") -> Iterator[Difference]:
    """Where `got` lacks what is `expected`.

    Of an object, the keys that are expected; of a list, each element that is expected is in it, in any order.
    True is not 1.
    """
    if isinstance(expected, dict) and isinstance(got, dict):
        for key, value in expected.items():
            place = f"{path}.{key}" if path else key
            if key in got:
                yield from differences(value, got[key], place)
            else:
                yield Difference(place, value, _MISSING)
    elif isinstance(expected, list) and isinstance(got, list):
        for number, value in enumerate(expected):
            if not any(_same(value, each) for each in got):
                yield Difference(f"{path}[{number}]", value, got)
    elif expected != got or isinstance(expected, bool) != isinstance(got, bool):
        yield Difference(path, expected, got)


def _same(expected: Any, got: Any) -> bool:
    return next(differences(expected, got), None) is None
