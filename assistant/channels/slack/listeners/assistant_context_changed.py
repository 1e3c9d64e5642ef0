"""Somebody goes to another channel with the assistant pane open, in an app that still has one (`assistant_view`)."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.channels.slack.context import context_of
from assistant.channels.slack.desk import Desk


def register(app: AsyncApp, desk: Desk) -> None:
    """Keeps which channel the person looks at: its product is the one that questions are about."""

    @app.event("assistant_thread_context_changed")
    async def changed(body: dict[str, Any]) -> None:
        thread = context_of(body)
        if thread is None:
            return
        async with desk.lanes.turn((thread.channel, thread.thread), ""):
            known = await asyncio.to_thread(desk.store.thread, thread.channel, thread.thread)
            kept = known.model_copy(update={"context_channel": thread.context_channel}) if known else thread
            await asyncio.to_thread(desk.store.save_thread, kept)
