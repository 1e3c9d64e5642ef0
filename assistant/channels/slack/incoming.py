"""Messages of Slack's: which are for us, and what they say."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

_ENTITY = re.compile(r"<([^<>]*)>")
_WRITTEN = (None, "file_share", "thread_broadcast")
"""Subtypes of what a person wrote; others are edits, deletions, joins and the like."""
_SPACES = re.compile(r"[ \t]+")


class Incoming(NamedTuple):
    """A message that a person wrote.

    Attributes:
        ts: its timestamp, which is its id in the channel.
        thread: of the first message of its thread; its own where it stands alone.
        in_thread: whether it was written in a thread.
        text: as it was typed, with Slack's own markup.
        direct: whether the channel is a direct message.
        shared: whether people of other workspaces are in the channel.
    """

    channel: str
    ts: str
    thread: str
    in_thread: bool
    user: str
    team: str | None
    text: str
    direct: bool
    shared: bool


def incoming(body: Mapping[str, Any], us: str) -> Incoming | None:
    """The message of an event; None where no person wrote it now: bots, ourselves, edits, deletions.

    Args:
        body: of the request that brought the event.
        us: our own user id.
    """
    event = body.get("event") or {}
    user, ts, channel = event.get("user"), event.get("ts"), event.get("channel")
    if not (user and ts and channel) or event.get("subtype") not in _WRITTEN:
        return None
    if event.get("bot_id") or event.get("bot_profile") or event.get("edited") or event.get("hidden"):
        return None
    if user in (us, "USLACKBOT"):
        return None
    thread = event.get("thread_ts")
    return Incoming(
        channel=channel,
        ts=ts,
        thread=thread or ts,
        in_thread=thread is not None and thread != ts,
        user=user,
        team=body.get("team_id") or event.get("team"),
        text=event.get("text") or "",
        direct=event.get("channel_type") == "im" or channel.startswith("D"),
        shared=bool(body.get("is_ext_shared_channel")),
    )


def mentions(text: str, user: str) -> bool:
    """Whether a person is mentioned."""
    return any(part[1:].partition("|")[0] == user for part in _ENTITY.findall(text) if part.startswith("@"))


def addresses_another(text: str, us: str) -> bool:
    """Whether a message begins by mentioning somebody else."""
    first = _ENTITY.match(text.strip())
    return first is not None and first[1].startswith("@") and first[1][1:].partition("|")[0] != us


def typed(text: str) -> str:
    """What a person typed, without Slack's markup: mentions are left out, links become what they show."""
    return _SPACES.sub(" ", html.unescape(_ENTITY.sub(lambda found: _shown(found[1]), text))).strip()


def _shown(entity: str) -> str:
    target, _, label = entity.partition("|")
    if target.startswith("@"):
        return " "
    if target.startswith("#"):
        return f"#{label}" if label else " "
    if target.startswith("!"):
        return label or " "
    return label or target.removeprefix("mailto:").removeprefix("tel:")
