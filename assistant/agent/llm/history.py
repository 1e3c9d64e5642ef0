"""The conversation so far, as the model is given it: masked as it was stored, and within a budget of tokens."""

from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.base.llms.types import ChatMessage, MessageRole

from assistant.agent.llm.chunks import estimate
from assistant.agent.llm.prompt import marked
from assistant.agent.llm.reply import without_marks
from assistant.agent.turn import Exchange


def history(exchanges: Sequence[Exchange], most_tokens: int) -> list[ChatMessage]:
    """The latest exchanges that fit, whole ones only, the oldest first; numbers of their sources are left out."""
    kept: list[ChatMessage] = []
    room = most_tokens
    for exchange in reversed(exchanges):
        said, replied = marked(exchange.message), without_marks(exchange.reply)
        room -= estimate(said) + estimate(replied)
        if room < 0:
            break
        kept[:0] = [
            ChatMessage(role=MessageRole.USER, content=said),
            ChatMessage(role=MessageRole.ASSISTANT, content=replied),
        ]
    return kept
