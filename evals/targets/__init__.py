"""What can be evaluated: an assistant in this process or behind an address."""

from __future__ import annotations

from typing import Protocol

from assistant.answers import Answer


class Target(Protocol):
    """Something that answers messages; `name` says in reports what it is."""

    name: str

    def ask(self, message: str, conversation_id: str | None, product: str | None, /) -> Answer:
        """The answer to a message; `conversation_id` is that of the answer before it, None begins a conversation.

        Raises:
            AssistantError: there is no answer; the message says why.
        """
        ...
