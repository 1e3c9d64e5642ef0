"""Somebody opens the assistant pane of an app that still has one (`assistant_view`)."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.channels.slack.answering import greeting
from assistant.channels.slack.context import context_of
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.posting import Place
from assistant.channels.slack.prompts import suggest


def register(app: AsyncApp, desk: Desk) -> None:
    """Greets, and suggests questions: those of the product of the channel beside which the pane is open."""

    @app.event("assistant_thread_started")
    async def started(body: dict[str, Any]) -> None:
        thread = context_of(body)
        if thread is None or not await desk.claim(f"started:{thread.channel}:{thread.thread}"):
            return
        await asyncio.to_thread(desk.store.save_thread, thread)
        place = Place(thread.channel, thread.thread)
        await desk.poster.deliver(await greeting(desk), place, f"greeting:{thread.channel}:{thread.thread}")
        await suggest(desk, thread.channel, thread.context_channel, thread.thread)
