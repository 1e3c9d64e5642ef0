"""What is known of a thread before and after an answer."""

from __future__ import annotations

import asyncio
import logging

from assistant.answers import Answer
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.incoming import said_in
from assistant.channels.slack.storage import Answered, Thread
from assistant.errors import StorageError

_log = logging.getLogger(__name__)


async def known_thread(desk: Desk, channel: str, thread: str) -> Thread:
    """The thread as it was kept; a new one where it was not, or where that cannot be read, which is logged."""
    try:
        known = await asyncio.to_thread(desk.store.thread, channel, thread)
    except StorageError as error:
        _log.error("a thread cannot be read: %s", error)
        known = None
    return known or Thread(channel=channel, thread=thread)


async def keep(desk: Desk, thread: Thread, reply: Answer, product: str | None) -> None:
    """Keeps what the next message of the thread needs, and where its answer stands."""
    answered = Answered(
        message_id=reply.message_id,
        conversation_id=reply.conversation_id,
        channel=thread.channel,
        thread=thread.thread,
        product=product,
    )
    try:
        await asyncio.to_thread(desk.store.save_thread, thread)
        await asyncio.to_thread(desk.store.save_answered, answered)
    except StorageError as error:
        _log.error("a thread cannot be kept: %s", error)


async def beginning(desk: Desk, channel: str, thread: str) -> str:
    """What the message says that began a thread; "" where it is ours or cannot be read."""
    try:
        us = (await desk.workspace.identity()).user
        found = await desk.client.conversations_replies(channel=channel, ts=thread, limit=1)
    except EXPECTED as error:
        desk.operator.tell(error, "the beginning of a thread cannot be read")
        return ""
    messages = found.get("messages") or [{}]
    return "" if messages[0].get("user") == us else said_in(messages[0])
