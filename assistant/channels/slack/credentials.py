"""The tokens and the secret of the Slack app, checked before anything is opened."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import SecretStr

from assistant.errors import ConfigurationError
from assistant.settings import Settings

_BOT = ("ASSISTANT_SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions > Bot User OAuth Token")
_APP = ("ASSISTANT_SLACK_APP_TOKEN", "xapp-", "Basic Information > App-Level Tokens, scope connections:write")
_SECRET = ("ASSISTANT_SLACK_SIGNING_SECRET", "", "Basic Information > App Credentials > Signing Secret")


class Credentials(NamedTuple):
    """`app_token` is for Socket Mode, `signing_secret` for HTTP; "" where it is not used."""

    bot_token: str
    app_token: str = ""
    signing_secret: str = ""


def socket_credentials(settings: Settings) -> Credentials:
    """What Socket Mode needs.

    Raises:
        ConfigurationError: a token is missing or of the wrong kind; says where it stands in Slack's pages.
    """
    return Credentials(_taken(settings.slack_bot_token, *_BOT), app_token=_taken(settings.slack_app_token, *_APP))


def http_credentials(settings: Settings) -> Credentials:
    """What events over HTTP need.

    Raises:
        ConfigurationError: as in `socket_credentials`.
    """
    secret = _taken(settings.slack_signing_secret, *_SECRET)
    return Credentials(_taken(settings.slack_bot_token, *_BOT), signing_secret=secret)


def _taken(secret: SecretStr | None, name: str, prefix: str, place: str) -> str:
    value = _plain(secret)
    if not value:
        raise ConfigurationError(f"{name} is not set: copy it from your Slack app ({place}); docs/slack.md says how")
    if not value.startswith(prefix):
        raise ConfigurationError(f"{name} must begin with {prefix}: copy it from your Slack app ({place})")
    return value


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value().strip() if secret else ""
