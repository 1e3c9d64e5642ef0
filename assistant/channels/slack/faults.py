"""What Slack refuses, as what it means for us; and what the operator is told of it."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Literal

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

Fault = Literal["revoked", "scope", "absent", "rejected", "limited", "uncertain", "other"]
"""revoked: the token is of no use any more. scope: the app lacks a permission. absent: the bot is not in the
channel, or the channel is gone. rejected: the content was not taken. limited: too many calls. uncertain: nobody
knows whether the call was carried out. other: the rest."""

_REVOKED = {"invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed", "app_missing"}
_ABSENT = {"not_in_channel", "channel_not_found", "is_archived", "user_not_found", "restricted_action"}
_REJECTED = {
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_chunks",
    "msg_too_long",
    "msg_blocks_too_long",
    "invalid_arguments",
    "only_one_table_allowed",
}
_SERVER_CODES = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"}
_TELL_AGAIN_SECONDS = 3600
_log = logging.getLogger(__name__)
EXPECTED = (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError)
"""All that a call of Slack's Web API can raise."""


def fault_of(error: BaseException) -> Fault:
    """What the error of a call means."""
    if not isinstance(error, SlackApiError):
        return "uncertain" if isinstance(error, aiohttp.ClientError | asyncio.TimeoutError) else "other"
    code = code_of(error)
    if status_of(error) == 429 or code in ("ratelimited", "rate_limited"):
        return "limited"
    if status_of(error) >= 500 or not code or code in _SERVER_CODES:
        return "uncertain"
    if code in _REVOKED:
        return "revoked"
    if code == "missing_scope":
        return "scope"
    if code in _ABSENT:
        return "absent"
    return "rejected" if code in _REJECTED else "other"


def code_of(error: SlackApiError) -> str:
    """Slack's name for an error; "" where it gave none."""
    found = _field(error, "error")
    return found if isinstance(found, str) else ""


def status_of(error: SlackApiError) -> int:
    """The HTTP status of the response; 0 where there was none."""
    return getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0) or 0


class Operator:
    """Tells the operator in one line what is wrong and what to do; what holds on, once an hour."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}

    def tell(self, error: BaseException, doing: str) -> None:
        """Logs the error of a call; `doing` says what could not be done."""
        fault = fault_of(error)
        if fault == "revoked" and isinstance(error, SlackApiError):
            self._once(
                "revoked",
                f"Slack refuses the bot token ({code_of(error)}), nothing is answered there: reinstall the app "
                "(Install App) and set ASSISTANT_SLACK_BOT_TOKEN to the new token",
            )
        elif fault == "scope" and isinstance(error, SlackApiError):
            needed = _field(error, "needed") or "?"
            self._once(
                f"scope {needed}",
                f"{doing}: the Slack app lacks the scope {needed}: add it (OAuth & Permissions), reinstall the app",
            )
        else:
            code = code_of(error) if isinstance(error, SlackApiError) else ""
            _log.warning("%s: %s", doing, code or f"{type(error).__name__} (HTTP {_status(error)})")

    def _once(self, key: str, line: str) -> None:
        last = self._told.get(key)
        if last is None or time.monotonic() - last > _TELL_AGAIN_SECONDS:
            self._told[key] = time.monotonic()
            _log.error("%s", line)


def _status(error: BaseException) -> object:
    return status_of(error) or "-" if isinstance(error, SlackApiError) else "-"


def _field(error: SlackApiError, name: str) -> object:
    data = getattr(error.response, "data", None)
    return data.get(name) if isinstance(data, dict) else None
