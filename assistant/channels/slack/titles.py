"""The title of a thread in a direct message: its first question."""

from __future__ import annotations

import logging

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.faults import EXPECTED

_TITLE = 60
_log = logging.getLogger(__name__)


async def entitle(desk: Desk, channel: str, thread: str, question: str) -> None:
    """Sets it; nobody minds where it cannot be set. Older apps have assistant threads, newer ones agent sessions."""
    title = " ".join(question.split())[:_TITLE]
    try:
        await desk.quick.assistant_threads_setTitle(channel_id=channel, thread_ts=thread, title=title)
    except EXPECTED:
        try:
            await desk.quick.agents_sessions_rename(channel_id=channel, thread_ts=thread, title=title)
        except EXPECTED as error:
            _log.debug("no title: %s", type(error).__name__)
