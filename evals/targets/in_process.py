"""The assistant of this code, in this process."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Self

from assistant.agent.assistant import Assistant, open_assistant
from assistant.agent.turn import Turn
from assistant.answers import Answer
from assistant.settings import NO_MODEL, Settings
from evals.exchange import ModelTurn
from evals.targets.model_turns import model_turn


class InProcess:
    """The assistant as the settings say, but for its conversations: they are kept apart and thrown away."""

    def __init__(self, settings: Settings) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="evals-")
        url = f"sqlite:///{Path(self._folder.name) / 'conversations.sqlite'}"
        self.assistant: Assistant = open_assistant(settings.model_copy(update={"database_url": url}))
        self.name = "in process"
        self._has_model = settings.llm != NO_MODEL

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.assistant.store.close()
        self._folder.cleanup()

    def ask(self, message: str, conversation_id: str | None, product: str | None, /) -> Answer:
        """See `Target`."""
        return self.assistant.reply(
            Turn(message=message, conversation_id=conversation_id, product=product, channel="evals")
        )

    def model_turn(self, answer: Answer, /) -> ModelTurn | None:
        """See `KnowsModel`."""
        return model_turn(self.assistant, answer) if self._has_model else None
