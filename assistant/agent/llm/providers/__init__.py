"""Connections to language models, one module a provider, imported late."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from pydantic import SecretStr

from assistant.agent.llm.naming import ModelName
from assistant.errors import ConfigurationError
from assistant.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.llms.function_calling import FunctionCallingLLM


class Connection(NamedTuple):
    """A model that can be called, from the event loop of one turn; `close` hangs up."""

    llm: FunctionCallingLLM
    close: Callable[[], Awaitable[None]]


class _Provider(NamedTuple):
    """What a provider needs.

    Attributes:
        module: name of its module in this package.
        key: the setting with its key; None where it needs none.
        variable: the environment variable of that setting.
    """

    module: str
    key: str | None = None
    variable: str = ""


class _Module(Protocol):
    def connect(self, name: ModelName, key: str | None, settings: Settings) -> Connection: ...


_PROVIDERS = {
    "openai": _Provider("openai", "openai_api_key", "OPENAI_API_KEY"),
    "anthropic": _Provider("anthropic", "anthropic_api_key", "ANTHROPIC_API_KEY"),
    "ollama": _Provider("ollama"),
    "openai-like": _Provider("openai_like"),
}


def connector(name: ModelName, settings: Settings) -> Callable[[], Connection]:
    """What opens connections to a model.

    Raises:
        ConfigurationError: its integration is not installed, or its key is missing.
    """
    provider = _PROVIDERS[name.provider]
    key = _key(name, provider, settings)
    try:
        module = cast(_Module, importlib.import_module(f"{__name__}.{provider.module}"))
    except ImportError as error:
        raise ConfigurationError(
            f"ASSISTANT_LLM={name} needs a package that is not installed ({error.name}): "
            f"pip install 'coverage-assistant[{name.provider}]'"
        ) from error

    def connect() -> Connection:
        return module.connect(name, key, settings)

    return connect


def _key(name: ModelName, provider: _Provider, settings: Settings) -> str | None:
    own: SecretStr | None = getattr(settings, provider.key) if provider.key else None
    value = next((each.get_secret_value() for each in (settings.llm_api_key, own) if each is not None), "").strip()
    if provider.key and not value:
        raise ConfigurationError(
            f"ASSISTANT_LLM={name} needs a key: set {provider.variable} (or ASSISTANT_LLM_API_KEY)"
        )
    return value or None
