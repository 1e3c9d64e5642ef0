"""Somebody writes where the assistant can read it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.channels.slack.answering import answer
from assistant.channels.slack.asking import asked_in
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.incoming import Incoming, addresses_another, incoming, mentions
from assistant.errors import StorageError

_log = logging.getLogger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    """Answers direct messages, mentions, and what is said to nobody else in engaged threads; else it is silent."""

    @app.event("message")
    async def written(body: dict[str, Any]) -> None:
        us = (await desk.workspace.identity()).user
        found = incoming(body, us)
        if found is None:
            return
        addressed = found.direct or mentions(found.text, us)
        if addressed or await _follows_up(desk, found, us):
            await answer(desk, asked_in(found, addressed=addressed))


async def _follows_up(desk: Desk, found: Incoming, us: str) -> bool:
    if not found.in_thread or addresses_another(found.text, us):
        return False
    try:
        thread = await asyncio.to_thread(desk.store.thread, found.channel, found.thread)
    except StorageError as error:
        _log.error("a thread cannot be read: %s", error)
        return False
    return thread is not None and thread.engaged
