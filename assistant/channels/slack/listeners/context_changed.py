"""Somebody goes to another channel with the direct message open beside it."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.channels.slack.context import viewed
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.prompts import suggest


def register(app: AsyncApp, desk: Desk) -> None:
    """Suggests questions on that channel's product. Slack need not say which direct message it is; what is written in
    it then names the channel anyway."""

    @app.event("app_context_changed")
    async def changed(event: dict[str, Any]) -> None:
        if channel := event.get("channel"):
            await suggest(desk, channel, viewed(event.get("context")))
