"""Messages of Slack's: which are for us, and what they say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from assistant.channels.slack.config import is_direct
from assistant.channels.slack.context import viewed

_ENTITY = re.compile(r"<([^<>]*)>")
_WRITTEN = (None, "file_share", "thread_broadcast")
"""Subtypes of what a person wrote; others are edits, deletions, joins and the like."""
_ADDRESSES = ("@", "!subteam", "!here", "!channel", "!everyone")
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
        attached: whether files came with it.
        beside: the channel that the person looks at beside a direct message.
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
    attached: bool
    beside: str | None


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
        # of whoever wrote: in a shared channel the event's own is ours
        team=event.get("user_team") or event.get("team") or body.get("team_id"),
        text=_with_forwarded(event),
        direct=event.get("channel_type") == "im" or is_direct(channel),
        shared=bool(body.get("is_ext_shared_channel")),
        attached=bool(event.get("files")),
        beside=viewed(event.get("app_context")),
    )


def mentions(text: str, user: str) -> bool:
    """Whether a person is mentioned."""
    return any(part[1:].partition("|")[0] == user for part in _ENTITY.findall(text) if part.startswith("@"))


def addresses_another(text: str, us: str) -> bool:
    """Whether a message mentions somebody else, a group of people or all who are there."""
    return any(part.startswith(_ADDRESSES) and part[1:].partition("|")[0] != us for part in _ENTITY.findall(text))


def said_in(message: Mapping[str, Any]) -> str:
    """What a message says that somebody points at: its text and what it forwards; else what stands in its
    attachments or blocks, as in what a mail or form integration posts."""
    if said := typed(_with_forwarded(message)):
        return said
    attachments = message.get("attachments") or ()
    parts = [part for each in attachments for part in (each.get("pretext"), each.get("text") or each.get("fallback"))]
    return typed("\n".join(filter(None, parts)) or "\n".join(_texts(message.get("blocks") or ())))


def _with_forwarded(message: Mapping[str, Any]) -> str:
    """The text of a message, and below it what it forwards."""
    forwarded = [each.get("text") for each in message.get("attachments") or () if each.get("is_share")]
    return "\n".join(part for part in (message.get("text"), *forwarded) if part)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        text = value.get("text")
        if isinstance(text, str):
            yield text
        value = [each for each in value.values() if isinstance(each, Mapping | list)]
    if isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


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
