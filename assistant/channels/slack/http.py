"""Slack's events over HTTP, in the web app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request, Response
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler

from assistant.channels.slack.app import create_slack_app
from assistant.channels.slack.credentials import http_credentials
from assistant.channels.slack.desk import open_desk
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

PATH = "/slack/events"
_DRAIN_SECONDS = 10.0
"""How long answers on their way may take to end when the server is stopped."""


def install_slack(
    app: FastAPI, settings: Settings, supply: Callable[[], Assistant | None]
) -> Callable[[], Awaitable[None]]:
    """Takes Slack's events, actions, commands and options at `PATH`; gives what ends it once answers are out.

    Raises:
        ConfigurationError, StorageError: a token is missing, or configuration or database are not as they should be.
    """
    credentials = http_credentials(settings)
    desk = open_desk(settings, credentials, supply)
    handler = AsyncSlackRequestHandler(create_slack_app(settings, credentials, desk))

    @app.post(PATH, include_in_schema=False)
    async def slack(request: Request) -> Response:
        return await handler.handle(request)

    async def close() -> None:
        await desk.close(_DRAIN_SECONDS)

    return close
