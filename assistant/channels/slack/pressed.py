"""A button below an answer that somebody pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.posting import Place
from assistant.channels.slack.storage import Answered
from assistant.channels.slack.texts import say


def place_of(body: Mapping[str, Any]) -> Place:
    """The thread in which it was pressed, and who did."""
    container, message = body.get("container") or {}, body.get("message") or {}
    ts = container.get("message_ts") or message.get("ts")
    return Place(
        channel=(body.get("channel") or {}).get("id") or container.get("channel_id") or "",
        thread=message.get("thread_ts") or container.get("thread_ts") or ts,
        user=(body.get("user") or {}).get("id"),
        team=(body.get("team") or {}).get("id"),
        since=ts,
    )


async def answered_of(desk: Desk, message_id: str, place: Place) -> Answered | None:
    """The answer that a button belongs to; None where it is not known any more, which the person is told."""
    answered = await asyncio.to_thread(desk.store.answered, message_id)
    if answered is None:
        await desk.poster.whisper(say("answer_gone"), place)
    return answered
