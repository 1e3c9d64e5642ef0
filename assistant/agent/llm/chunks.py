"""What the chunks of a stream say beside the text: whether it is whole, and how many tokens it took.

Each provider's integration says so in a place of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from llama_index.core.llms import ChatMessage, ChatResponse

_CUT = frozenset({"length", "max_tokens", "model_context_window_exceeded"})
_REFUSED = frozenset({"content_filter", "refusal"})
_BYTES_A_TOKEN = 3
"""Of Japanese text in UTF-8, roughly, and of English less: an estimate errs on the expensive side."""


class Tokens(NamedTuple):
    """Tokens of a call."""

    input: int = 0
    output: int = 0


def stop_reason(response: ChatResponse) -> str | None:
    """Why the model stopped; None where it has not yet."""
    raw: Any = response.raw
    if isinstance(raw, dict):
        if raw.get("done"):
            return str(raw.get("done_reason") or "stop")
        reason = response.message.additional_kwargs.get("stop_reason")
        return None if reason is None else str(reason)
    choices = getattr(raw, "choices", None)
    return choices[0].finish_reason if choices else None


def is_cut(reason: str) -> bool:
    """Whether the model ran out of tokens."""
    return reason in _CUT


def is_refusal(reason: str) -> bool:
    """Whether the provider kept the reply back."""
    return reason in _REFUSED


def tokens(response: ChatResponse) -> Tokens | None:
    """The tokens of a call so far; None where this chunk does not say."""
    raw: Any = response.raw
    usage: Any = response.message.additional_kwargs.get("usage")
    if not usage:
        usage = raw.get("usage") if isinstance(raw, dict) else getattr(raw, "usage", None)
    if not usage:
        return None
    given = usage if isinstance(usage, dict) else usage.model_dump()
    return Tokens(
        given.get("input_tokens") or given.get("prompt_tokens") or 0,
        given.get("output_tokens") or given.get("completion_tokens") or 0,
    )


def estimate(text: str) -> int:
    """About how many tokens a text has."""
    return -(-len(text.encode()) // _BYTES_A_TOKEN)


def estimated(messages: Sequence[ChatMessage], response: ChatResponse | None) -> Tokens:
    """The tokens of a call of which the provider does not say them."""
    said = sum(estimate(message.model_dump_json()) for message in messages)
    return Tokens(said, estimate(response.message.model_dump_json()) if response else 0)
