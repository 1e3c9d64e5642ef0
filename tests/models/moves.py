"""What a scripted model does when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from tests.models.asked import Asked


class Call(NamedTuple):
    """A call of a tool; arguments that are text go over the wire as they are, however broken."""

    name: str
    arguments: Mapping[str, Any] | str = {}


class Move(NamedTuple):
    """An answer of the model.

    Attributes:
        text: what it says.
        calls: tools that it calls.
        status: of a refusal; 200 is none.
        headers: of the response.
        error: body of a refusal.
        breaks: after how many events the connection breaks; None where it does not.
        ends: whether the stream says that it has ended.
        waits: seconds before it says anything.
        stop: why it stopped, in the protocol's own word; None is the usual.
        counts: whether it says how many tokens it took.
    """

    text: str = ""
    calls: Sequence[Call] = ()
    status: int = 200
    headers: Mapping[str, str] = {}
    error: str = "scripted"
    breaks: int | None = None
    ends: bool = True
    waits: float = 0.0
    stop: str | None = None
    counts: bool = True


Script = Callable[[Asked], Move]
INPUT_TOKENS = 1000
OUTPUT_TOKENS = 100
PIECE = 7
"""Letters of a delta, where a text has no more than `MOST_PIECES` of them."""
MOST_PIECES = 60


def reply(*blocks: Mapping[str, Any], outcome: str = "answered", verdict: str | None = None) -> Move:
    """Hands a reply in."""
    return Move(calls=(Call("reply", {"outcome": outcome, "verdict": verdict, "blocks": list(blocks)}),))


def paragraph(text: str, *citations: int) -> dict[str, Any]:
    """A paragraph of a reply."""
    return {"type": "paragraph", "text": text, "citations": list(citations)}


def pieces(text: str) -> list[str]:
    """A text as it comes in deltas."""
    size = max(PIECE, -(-len(text) // MOST_PIECES))
    return [text[start : start + size] for start in range(0, len(text), size)]
