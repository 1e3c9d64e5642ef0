"""The assistant pane of an event: its thread, and the channel beside which it is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.channels.slack.storage import Thread


def context_of(body: Mapping[str, Any]) -> Thread | None:
    """The thread of a pane; None where the event holds none."""
    pane = (body.get("event") or {}).get("assistant_thread") or {}
    channel, thread = pane.get("channel_id"), pane.get("thread_ts")
    if not channel or not thread:
        return None
    beside = (pane.get("context") or {}).get("channel_id")
    return Thread(channel=channel, thread=thread, engaged=True, context_channel=beside)
