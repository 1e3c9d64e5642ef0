"""The Bolt app: one listener a file, over one desk."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from assistant.channels.slack.answering import log_unexpected
from assistant.channels.slack.client import open_client
from assistant.channels.slack.credentials import Credentials
from assistant.channels.slack.desk import Desk, NotReady
from assistant.channels.slack.listeners import LISTENERS
from assistant.channels.slack.pressed import place_of
from assistant.channels.slack.texts import say
from assistant.settings import Settings


def create_slack_app(settings: Settings, credentials: Credentials, desk: Desk) -> AsyncApp:
    """The app with all its listeners; requests over HTTP are verified by the signing secret."""

    async def authorize() -> AuthorizeResult:
        return await desk.workspace.authorize()

    async def known(req: AsyncBoltRequest, next: Callable[[], Awaitable[None]]) -> BoltResponse | None:
        """Lets nothing through while Slack does not say who we are; what it sends again later is taken then."""
        if await desk.workspace.is_known():
            await next()
            return None
        if not desk.workspace.refused:
            return BoltResponse(status=503)
        return BoltResponse(status=200, body=say("unauthorised") if "command" in req.body else "")

    log = logging.getLogger("assistant.channels.slack.bolt")
    if not log.filters:
        log.addFilter(_is_news)
    app = AsyncApp(
        name="coverage-assistant",
        logger=log,
        # without a token: `authorize` gives it, and says calmly where Slack refuses it
        client=open_client(settings, None),
        before_authorize=known,
        authorize=authorize,
        signing_secret=credentials.signing_secret,
        attaching_conversation_kwargs_enabled=False,
    )

    @app.error
    async def failed(error: Exception, body: dict[str, Any]) -> None:
        log_unexpected(error)
        place = place_of(body)
        if body.get("type") == "block_actions" and place.channel and place.user:
            await desk.poster.whisper(say("not_ready" if isinstance(error, NotReady) else "failed"), place)

    for register in LISTENERS:
        register(app, desk)
    return app


def _is_news(record: logging.LogRecord) -> bool:
    """Bolt reads SLACK_BOT_TOKEN by itself, and warns that it has no use for it."""
    return "`token` will be unused" not in record.getMessage()
