"""Servers that speak OpenAI's protocol: vLLM, llama.cpp, LM Studio, gateways."""

from __future__ import annotations

from llama_index.llms.openai_like import OpenAILike

from assistant.agent.llm.naming import ModelName
from assistant.agent.llm.providers import Connection
from assistant.agent.llm.providers.client import client
from assistant.settings import Settings

_NO_KEY = "none"
"""What is sent to servers that ask for no key: the client insists on one."""


def connect(name: ModelName, key: str | None, settings: Settings) -> Connection:
    """A connection to a model behind `name.base_url`."""
    http = client()
    llm = OpenAILike(
        model=name.model,
        temperature=settings.llm_temperature or 0.0,
        api_key=key or _NO_KEY,
        api_base=name.base_url,
        max_tokens=settings.llm_output_tokens,
        max_retries=0,
        timeout=settings.llm_timeout_seconds,
        additional_kwargs={"stream_options": {"include_usage": True}},
        async_http_client=http,
        context_window=settings.llm_context_tokens,
        is_chat_model=True,
        is_function_calling_model=True,
    )
    return Connection(llm, http.aclose)
