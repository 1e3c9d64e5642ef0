"""Settings, from the environment (prefix ``ASSISTANT_``) and `.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_cache_path
from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import ConfigurationError

_DEFAULT_PORTS = {"http": 80, "https": 443}


def _origins(value: object) -> object:
    """Origins with the product of each, of a text such as "https://a.example, https://b.example=yayoi"."""
    if not isinstance(value, str):
        return value
    named = (entry.strip().partition("=") for entry in value.split(",") if entry.strip())
    return {_origin(origin.strip()): product.strip() or None for origin, _, product in named}


def _origin(given: str) -> str:
    """An origin as browsers send it: lower case, without a default port."""
    parsed = urlsplit(given.lower())
    exact = (
        parsed.hostname and "*" not in given and parsed.path in ("", "/") and not (parsed.query or parsed.fragment)
    )
    if parsed.scheme not in _DEFAULT_PORTS or not exact or parsed.username:
        raise ValueError(f"'{given}' is no origin: write scheme and host, such as https://www.example.jp")
    host = f"[{parsed.hostname}]" if ":" in (parsed.hostname or "") else parsed.hostname
    port = "" if parsed.port in (None, _DEFAULT_PORTS[parsed.scheme]) else f":{parsed.port}"
    return f"{parsed.scheme}://{host}{port}"


Origins = Annotated[dict[str, str | None], NoDecode, BeforeValidator(_origins)]
"""Origins of websites, each with the id of the product that its pages are about, or None."""
Count = Annotated[int, Field(gt=0)]
NO_MODEL = "none"
"""The value of `llm` where no language model is used."""
Dollars = Annotated[float, Field(ge=0)]


def _slack(name: str) -> SecretStr | None:
    """A secret of Slack's, under our prefix or under the name that Slack's own pages use."""
    secret: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices(f"ASSISTANT_SLACK_{name}", f"SLACK_{name}")
    )
    return secret


class Settings(BaseSettings):
    """All settings; every one is in `.env.example` with what it does."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

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
    widget_origins: Origins = Field(default_factory=dict)
    widget_tokens: Literal["origins", "all"] = "origins"
    widget_secret: Annotated[SecretStr, Field(min_length=16)] | None = None
    widget_session_minutes: Count = 30
    widget_questions_per_minute: Count = 10
    widget_questions_per_day: Count = 100
    widget_questions_per_address_day: Count = 1000
    widget_questions_per_origin_day: Count = 5000
    widget_sessions_per_hour: Count = 200
    llm: Annotated[str, Field(min_length=1)] = NO_MODEL
    llm_api_key: SecretStr | None = None
    openai_api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices("OPENAI_API_KEY"))
    anthropic_api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices("ANTHROPIC_API_KEY"))
    llm_base_url: str | None = None
    llm_temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    llm_context_tokens: Annotated[int, Field(ge=4000)] = 32_000
    llm_output_tokens: Annotated[int, Field(ge=256)] = 4000
    llm_history_tokens: Annotated[int, Field(ge=0)] = 2000
    llm_timeout_seconds: Annotated[float, Field(gt=0)] = 30
    llm_turn_seconds: Annotated[float, Field(gt=0)] = 60
    llm_price: Annotated[str, Field(pattern=r"^\d+(\.\d+)?/\d+(\.\d+)?$")] | None = None
    llm_day_usd: Dollars = 10.0
    llm_conversation_usd: Dollars = 0.5
    slack_bot_token: SecretStr | None = _slack("BOT_TOKEN")
    slack_app_token: SecretStr | None = _slack("APP_TOKEN")
    slack_signing_secret: SecretStr | None = _slack("SIGNING_SECRET")
    slack_config: Path | None = None
    slack_api_url: str = "https://slack.com/api/"

    @property
    def takes_slack_events(self) -> bool:
        """Whether the web app takes Slack's events over HTTP: where a signing secret is set."""
        return self.slack_signing_secret is not None and bool(self.slack_signing_secret.get_secret_value().strip())


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
