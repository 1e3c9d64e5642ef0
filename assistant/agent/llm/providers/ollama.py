"""Ollama."""

from __future__ import annotations

from llama_index.llms.ollama import Ollama
from ollama import AsyncClient

from assistant.agent.llm.naming import ModelName
from assistant.agent.llm.providers import Connection
from assistant.settings import Settings

_KEEP_ALIVE = "30m"
"""How long the server keeps the model loaded after a turn."""


def connect(name: ModelName, key: str | None, settings: Settings) -> Connection:
    """A connection to a model of an Ollama server; without an address it is that of OLLAMA_HOST, or this machine."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    client = AsyncClient(host=name.base_url, timeout=settings.llm_timeout_seconds, headers=headers)
    llm = Ollama(
        model=name.model,
        temperature=settings.llm_temperature or 0.0,
        # without it the server cuts what it is given to its own default, the tools first
        context_window=settings.llm_context_tokens,
        request_timeout=settings.llm_timeout_seconds,
        additional_kwargs={"num_predict": settings.llm_output_tokens},
        keep_alive=_KEEP_ALIVE,
        async_client=client,
    )
    return Connection(llm, client.close)
