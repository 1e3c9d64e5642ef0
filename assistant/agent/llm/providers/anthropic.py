"""Anthropic."""

from __future__ import annotations

from typing import Any

from llama_index.core.base.llms.types import LLMMetadata
from llama_index.llms.anthropic import Anthropic

from assistant.agent.llm.naming import ModelName
from assistant.agent.llm.providers import Connection
from assistant.settings import Settings


class _Model(Anthropic):
    """A model, also one that is newer than the integration, which refuses names that it does not know."""

    window: int = 0
    tempered: bool = False

    @property
    def _model_kwargs(self) -> dict[str, Any]:
        given = super()._model_kwargs
        # newer models refuse a temperature, and version 1 of the library does not know it any more
        return given if self.tempered else {key: value for key, value in given.items() if key != "temperature"}

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(
            context_window=self.window,
            num_output=self.max_tokens,
            is_chat_model=True,
            is_function_calling_model=True,
            model_name=self.model,
        )

    async def hang_up(self) -> None:
        """Closes the connections of both clients."""
        self._client.close()
        await self._aclient.close()


def connect(name: ModelName, key: str | None, settings: Settings) -> Connection:
    """A connection to a model of Anthropic."""
    llm = _Model(
        model=name.model,
        temperature=settings.llm_temperature or 0.0,
        api_key=key,
        base_url=name.base_url,
        max_tokens=settings.llm_output_tokens,
        max_retries=0,
        timeout=settings.llm_timeout_seconds,
    )
    llm.window, llm.tempered = settings.llm_context_tokens, settings.llm_temperature is not None
    return Connection(llm, llm.hang_up)
