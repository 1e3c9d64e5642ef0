"""A well-behaved model: calls the tools, then words the reply that replies.yaml has for the question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.models.asked import Asked
from tests.models.moves import Call, Move, Script, reply

_REPLIES = Path(__file__).with_name("replies.yaml")


def entries() -> list[dict[str, Any]]:
    """The questions with their calls and replies."""
    found: list[dict[str, Any]] = yaml.safe_load(_REPLIES.read_text(encoding="utf-8"))
    return found


def good(entry: dict[str, Any]) -> Script:
    """The model that answers one question."""

    def script(asked: Asked) -> Move:
        if entry["calls"] and not asked.told:
            return Move(calls=[Call(name, arguments) for name, arguments in entry["calls"]])
        blocks = [_block(block, asked) for block in entry["blocks"]]
        return reply(*blocks, outcome=entry.get("outcome", "answered"), verdict=entry.get("verdict"))

    return script


def _block(block: dict[str, Any], asked: Asked) -> dict[str, Any]:
    numbers: dict[int, None] = {}
    for fragment in block["cites"]:
        found = asked.numbers(fragment)
        if not found:
            raise ValueError(f"no source for '{asked.question}' has '{fragment}'")
        numbers[found[0]] = None
    kind = "list" if "items" in block else "table" if "rows" in block else "paragraph"
    given = {key: value for key, value in block.items() if key != "cites"}
    return {"type": kind, **given, "citations": list(numbers)}
