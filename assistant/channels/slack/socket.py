"""Slack over Socket Mode: a connection that we open, so that no address of ours has to be reachable."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from assistant.channels.slack.app import create_slack_app
from assistant.channels.slack.credentials import Credentials
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.faults import EXPECTED, code_of, fault_of
from assistant.errors import ConfigurationError
from assistant.settings import Settings

_PING_SECONDS = 5.0
_DRAIN_SECONDS = 10.0
_QUIET_SECONDS = 60.0
_log = logging.getLogger("assistant.channels.slack.socket")
_APP_TOKEN_CODES = ("not_allowed_token_type", "forbidden_team")


class Connection(SocketModeClient):
    """Brings what Slack sends to the app; reconnects by itself, unless Slack refuses the app token for good."""

    def __init__(self, app: AsyncApp, desk: Desk, app_token: str, ping_seconds: float = _PING_SECONDS) -> None:
        super().__init__(app_token, logger=_calm_log(), web_client=desk.client, ping_interval=ping_seconds)
        self._app = app
        self.refused: asyncio.Future[ConfigurationError] = asyncio.get_running_loop().create_future()
        self.socket_mode_request_listeners.append(self._take)

    async def issue_new_wss_url(self) -> str:
        """The address of a new connection; "" where Slack refuses the app token: nothing is tried again then.

        Raises:
            SlackApiError: Slack gives none for now; other errors of the Web API.
        """
        try:
            return str((await self.web_client.apps_connections_open(app_token=self.app_token))["url"])
        except SlackApiError as error:
            if not _is_for_good(error):
                raise
            self.closed = True
            if not self.refused.done():
                self.refused.set_result(_app_token_error(error))
            return ""

    async def open(self) -> None:
        """Connects, however often it has to be tried."""
        await self.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped

    async def shut(self) -> None:
        """Ends the connection and everything that waits for it."""
        waiting = (self.message_processor, self.current_session_monitor, self.message_receiver)
        await self.close()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
        await asyncio.gather(*(task for task in waiting if task), return_exceptions=True)

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        start = time.time()
        response = await run_async_bolt_app(self._app, request)
        await send_async_response(client, request, response, start)


async def listen(
    settings: Settings,
    credentials: Credentials,
    desk: Desk,
    connected: Callable[[], None],
    stop: asyncio.Event | None = None,
) -> None:
    """Takes what Slack sends until the process is told to stop; then closes the desk, after its last answers.

    Args:
        connected: is called once Slack can reach us.
        stop: ends it too.

    Raises:
        ConfigurationError: Slack refuses one of the tokens.
    """
    try:
        await _check_bot_token(desk)
        await _connected(settings, credentials, desk, connected, stop or _until_signal())
    finally:
        await desk.close(_DRAIN_SECONDS)


async def _connected(
    settings: Settings, credentials: Credentials, desk: Desk, connected: Callable[[], None], stopped: asyncio.Event
) -> None:
    connection = Connection(create_slack_app(settings, credentials, desk), desk, credentials.app_token)
    try:
        opening = asyncio.ensure_future(connection.open())
        stopping = asyncio.ensure_future(stopped.wait())
        ends: list[asyncio.Future[Any]] = [connection.refused, stopping]
        await asyncio.wait([opening, *ends], return_when=asyncio.FIRST_COMPLETED)
        if not any(end.done() for end in ends):
            connected()
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for task in (opening, stopping):
            task.cancel()
        await asyncio.gather(opening, stopping, return_exceptions=True)
    finally:
        await connection.shut()
    if connection.refused.done():
        raise connection.refused.result()


async def _check_bot_token(desk: Desk) -> None:
    try:
        await desk.workspace.identity()
    except SlackApiError as error:
        if fault_of(error) == "revoked":
            raise ConfigurationError(
                f"Slack refuses ASSISTANT_SLACK_BOT_TOKEN ({code_of(error)}): copy the token again from OAuth & "
                "Permissions > Bot User OAuth Token, after reinstalling the app where it was removed"
            ) from error
        desk.operator.tell(error, "who the Slack app is cannot be found out")
    except EXPECTED as error:
        desk.operator.tell(error, "Slack cannot be reached yet")


def _is_for_good(error: SlackApiError) -> bool:
    return fault_of(error) in ("revoked", "scope") or code_of(error) in _APP_TOKEN_CODES


def _app_token_error(error: SlackApiError) -> ConfigurationError:
    return ConfigurationError(
        f"Slack refuses ASSISTANT_SLACK_APP_TOKEN ({code_of(error)}): copy it again from Basic Information > "
        "App-Level Tokens; it needs the scope connections:write, and Socket Mode has to be on"
    )


def _until_signal() -> asyncio.Event:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    return stopped


class _OneLine(logging.Filter):
    """One line a minute, without stack traces: the library logs one with every attempt to reconnect."""

    def __init__(self) -> None:
        super().__init__()
        self._last: tuple[str, float] = ("", 0.0)

    def filter(self, record: logging.LogRecord) -> bool:
        line = " ".join(record.getMessage().split())
        record.msg, record.args, record.exc_info = line, (), None
        said, at = self._last
        if line == said and record.created - at < _QUIET_SECONDS:
            return False
        self._last = line, record.created
        return True


def _calm_log() -> logging.Logger:
    log = logging.getLogger("assistant.channels.slack.connection")
    if not log.filters:
        log.addFilter(_OneLine())
    return log
