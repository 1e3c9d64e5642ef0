"""Somebody opens the direct message with the assistant."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.channels.slack.context import viewed
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.prompts import suggest

_MESSAGES = "messages"


def register(app: AsyncApp, desk: Desk) -> None:
    """Suggests questions: those of the product of the channel that the person looks at."""

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any]) -> None:
        channel = event.get("channel")
        if channel and event.get("tab") == _MESSAGES:
            await suggest(desk, channel, viewed(event.get("context") or event.get("app_context")))
