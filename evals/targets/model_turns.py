"""What a language model did in a turn, from the store of an assistant in this process."""

from __future__ import annotations

from assistant.agent.assistant import Assistant
from assistant.answers import Answer
from evals.exchange import ModelTurn


def model_turn(assistant: Assistant, answer: Answer) -> ModelTurn | None:
    """The model's part in the turn of an answer; None where none was to be asked."""
    turn = next((each for each in assistant.history(answer.conversation_id) if _is_of(each.answer, answer)), None)
    if turn is None:
        return None
    fallback = next((each["reason"] for each in turn.grounding if each["event"] == "fallback"), None)
    if fallback is None and turn.usage is None:
        return None
    return ModelTurn(usage=turn.usage, fallback=fallback)


def _is_of(stored: Answer, answer: Answer) -> bool:
    return stored.message_id == answer.message_id
