"""Settings, from the environment (prefix ``ASSISTANT_``) and `.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from platformdirs import user_cache_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import ConfigurationError


class Settings(BaseSettings):
    """All settings; every one is in `.env.example` with what it does."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True)

    corpus_dir: Path = Path("corpus")
    data_dir: Path = Path("data")
    model_dir: Path = Field(default_factory=lambda: user_cache_path("coverage-assistant"))
    embedding: Annotated[str, Field(min_length=1)] = "bundled"
    chroma_url: str | None = None
    database_url: str | None = None
    retention_days: Annotated[int, Field(gt=0)] = 90
    max_file_mb: Annotated[int, Field(gt=0)] = 20
    host: str = "127.0.0.1"
    port: Annotated[int, Field(gt=0, lt=65536)] = 8000


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        ConfigurationError: a setting has a value that it cannot have.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = [f"ASSISTANT_{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise ConfigurationError("; ".join(wrong)) from error
