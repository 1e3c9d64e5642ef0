"""Numbers of the citations that stand in recorded results."""

from __future__ import annotations

from typing import Any


def cited_in(value: Any) -> tuple[int, ...]:
    """The numbers of all evidence within a part of a recorded result, in order, without doubles."""
    found: dict[int, None] = {}
    _collect(value, found)
    return tuple(found)


def _collect(value: Any, found: dict[int, None]) -> None:
    if isinstance(value, list):
        for each in value:
            _collect(each, found)
    elif isinstance(value, dict):
        if isinstance(number := value.get("citation"), int):
            found[number] = None
        for each in value.values():
            _collect(each, found)
