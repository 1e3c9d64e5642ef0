"""Messages of the text files beside this module."""

from __future__ import annotations

import json
from pathlib import Path

_HERE = Path(__file__).parent
_BENCH = _HERE.parents[2] / "bench" / "retrieval" / "questions.jsonl"


def lines(name: str) -> list[str]:
    """The messages of a text file, one a line; those with # are comments."""
    text = (_HERE / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def normal_questions() -> list[str]:
    """Questions that are nothing else: those of the file, and the people's questions that measure retrieval."""
    asked = [json.loads(line)["text"] for line in _BENCH.read_text("utf-8").splitlines()]
    return [*lines("normal_questions.txt"), *asked]
