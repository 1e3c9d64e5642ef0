"""The name of a language model in the settings: openai:MODEL, openai-like:MODEL@BASE_URL, …"""

from __future__ import annotations

from typing import NamedTuple

from assistant.errors import ConfigurationError

PROVIDERS = ("openai", "anthropic", "ollama", "openai-like")


class ModelName(NamedTuple):
    """A model and where it is.

    Attributes:
        provider: one of `PROVIDERS`.
        base_url: of the server; None is the provider's own address.
    """

    provider: str
    model: str
    base_url: str | None = None

    def __str__(self) -> str:
        return f"{self.provider}:{self.model}"


def read_name(text: str, base_url: str | None = None) -> ModelName:
    """The model that a setting names; `base_url` is used where it names no address itself.

    Raises:
        ConfigurationError: it is no such name.
    """
    provider, _, rest = text.strip().partition(":")
    if provider not in PROVIDERS or not rest:
        raise ConfigurationError(
            f"ASSISTANT_LLM={text}: name a model as PROVIDER:MODEL, with {', '.join(PROVIDERS)} as provider"
            " (openai:gpt-4o-mini, ollama:qwen3:8b, openai-like:MODEL@http://localhost:8080/v1), or none"
        )
    model, at, address = rest.partition("@http")
    found = ModelName(provider, model, f"http{address}" if at else base_url)
    if provider == "openai-like" and found.base_url is None:
        raise ConfigurationError(
            f"ASSISTANT_LLM={text}: say where the server is: openai-like:MODEL@BASE_URL (…@http://localhost:8080/v1)"
        )
    return found
