"""What can be evaluated: an assistant in this process or behind an address."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from assistant.answers import Answer
from evals.exchange import ModelTurn


class Target(Protocol):
    """Something that answers messages; `name` says in reports what it is."""

    name: str

    def ask(self, message: str, conversation_id: str | None, product: str | None, /) -> Answer:
        """The answer to a message; `conversation_id` is that of the answer before it, None begins a conversation.

        Raises:
            AssistantError: there is no answer; the message says why.
        """
        ...


@runtime_checkable
class KnowsModel(Protocol):
    """A target that can tell what a language model did."""

    def model_turn(self, answer: Answer, /) -> ModelTurn | None:
        """The model's part in the turn of an answer; None where none was to be asked."""
        ...
