"""OpenAI."""

from __future__ import annotations

from typing import Any

from llama_index.core.base.llms.types import LLMMetadata
from llama_index.llms.openai import OpenAI
from llama_index.llms.openai.utils import ALL_AVAILABLE_MODELS

from assistant.agent.llm.naming import ModelName
from assistant.agent.llm.providers import Connection
from assistant.agent.llm.providers.client import client
from assistant.settings import Settings

_ONLY_TEMPERATURE = 1.0
"""What models that the integration does not know yet surely take."""


class _Model(OpenAI):
    """A model, also one that is newer than the integration, which refuses names that it does not know."""

    window: int

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(
            context_window=self.window,
            is_chat_model=True,
            is_function_calling_model=True,
            model_name=self.model,
        )


def connect(name: ModelName, key: str | None, settings: Settings) -> Connection:
    """A connection to a model of OpenAI."""
    given = settings.llm_temperature
    temperature = given if given is not None else 0.0 if name.model in ALL_AVAILABLE_MODELS else _ONLY_TEMPERATURE
    http = client()
    extra: dict[str, Any] = {
        "stream_options": {"include_usage": True},
        "max_completion_tokens": settings.llm_output_tokens,
    }
    llm = _Model(
        model=name.model,
        temperature=temperature,
        api_key=key,
        api_base=name.base_url,
        max_retries=0,
        timeout=settings.llm_timeout_seconds,
        additional_kwargs=extra,
        async_http_client=http,
        window=settings.llm_context_tokens,
    )
    return Connection(llm, http.aclose)
