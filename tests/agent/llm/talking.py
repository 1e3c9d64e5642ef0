"""Settings that name the scripted model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from assistant.settings import Settings

KEY = "sk-test-0123456789"


def llm_settings(
    settings: Settings, address: str, folder: Path, provider: str = "openai", **changes: Any
) -> Settings:
    """Settings that ask the model at `address`, with a database of their own."""
    names = {
        "openai": ("openai:gpt-4o-mini", f"{address}/v1"),
        "openai-like": (f"openai-like:local/qwen3@{address}/v1", None),
        "anthropic": ("anthropic:claude-haiku-4-5", address),
        "ollama": ("ollama:qwen3:8b", address),
    }
    llm, base_url = names[provider]
    own = {
        "database_url": f"sqlite:///{folder}/conversations.sqlite",
        "llm": llm,
        "llm_base_url": base_url,
        "openai_api_key": SecretStr(KEY),
        "anthropic_api_key": SecretStr(KEY),
        "llm_timeout_seconds": 5.0,
        "llm_turn_seconds": 20.0,
        **changes,
    }
    return settings.model_copy(update=own)
