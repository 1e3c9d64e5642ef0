"""Somebody mentions the assistant in a channel."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.channels.slack.answering import answer
from assistant.channels.slack.asking import asked_in
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.incoming import incoming


def register(app: AsyncApp, desk: Desk) -> None:
    """Answers mentions."""

    @app.event("app_mention")
    async def mentioned(body: dict[str, Any]) -> None:
        found = incoming(body, (await desk.workspace.identity()).user)
        if found:
            await answer(desk, asked_in(found))
