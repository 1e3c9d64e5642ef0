"""What a person looks at in Slack while they talk to the assistant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.channels.slack.storage import Thread

_CHANNEL, _MESSAGE = "slack#/types/channel_id", "slack#/types/message_context"


def viewed(context: Mapping[str, Any] | None) -> str | None:
    """The channel that is open, or whose message is; None where there is none."""
    for each in (context or {}).get("entities") or ():
        value = each.get("value")
        if each.get("type") == _CHANNEL and isinstance(value, str):
            return value
        if each.get("type") == _MESSAGE and isinstance(value, Mapping):
            return value.get("channel_id")
    return None


def context_of(body: Mapping[str, Any]) -> Thread | None:
    """The thread of an assistant pane, as older apps have it; None where the event holds none."""
    pane = (body.get("event") or {}).get("assistant_thread") or {}
    channel, thread = pane.get("channel_id"), pane.get("thread_ts")
    if not channel or not thread:
        return None
    beside = (pane.get("context") or {}).get("channel_id")
    return Thread(channel=channel, thread=thread, engaged=True, context_channel=beside)
