"""Somebody says why an answer was of no use."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.modals.feedback import CALLBACK, reason_of
from assistant.channels.slack.texts import say


def register(app: AsyncApp, desk: Desk) -> None:
    """Keeps the reason beside the vote."""

    @app.view(CALLBACK)
    async def explained(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any]) -> None:
        await ack()
        message_id, place, reason = reason_of(view, body["user"]["id"])
        assistant = await desk.assistant()
        await asyncio.to_thread(assistant.feedback, message_id, "down", reason)
        await desk.poster.whisper(say("thanks"), place)
