"""Messages into Slack, each at most once whatever happens on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, NamedTuple

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.channels.slack.faults import EXPECTED, Operator, code_of, fault_of
from assistant.channels.slack.rendering.flat import flat
from assistant.channels.slack.rendering.message import Block, CsvFile, Message
from assistant.channels.slack.texts import say
from assistant.channels.slack.workspace import Workspace
from assistant.knowledge.values import Language

_EVENT = "coverage_assistant"
_ATTEMPTS = 3
_BACKOFF_SECONDS = 0.5
_PORTIONS = 4
"""Calls in which a streamed answer comes: each counts towards Slack's limits."""
_LOOKED_AT = 100


class Place(NamedTuple):
    """Where a message goes.

    Attributes:
        channel: a channel's id, or a person's for a direct message.
        thread: timestamp of the first message of a thread in it.
        user, team: of whoever asked.
        since: timestamp of what is answered: no answer to it stands before it.
    """

    channel: str
    thread: str | None = None
    user: str | None = None
    team: str | None = None
    since: str | None = None


class Poster:
    """Posts and streams messages.

    Where nobody knows whether a call was carried out (a 5xx, a lost connection), Slack is asked what stands in the
    thread before anything is sent again: every message carries a key in its metadata.
    """

    def __init__(self, client: AsyncWebClient, workspace: Workspace, operator: Operator) -> None:
        self._client = client
        self._workspace = workspace
        self._operator = operator

    async def deliver(self, message: Message, place: Place, key: str) -> str | None:
        """Sends a message and its files; its timestamp, or None where it could not be sent, which is logged."""
        try:
            posted = await self._stream(message, place, key) if self._streams(message, place) else None
            posted = posted or await self._post_all(message, place, key)
        except EXPECTED as error:
            self._operator.tell(error, "a message to Slack was not sent")
            return None
        for file in message.files:
            await self._upload(file, place, message.language)
        return posted

    async def say(self, text: str, place: Place, key: str) -> str | None:
        """Sends a line."""
        return await self.deliver(Message(text=text), place, key)

    async def whisper(self, text: str, place: Place) -> None:
        """Shows a line to the person who asked, and to nobody else."""
        try:
            await self._client.chat_postEphemeral(
                channel=place.channel, user=place.user or "", text=text, thread_ts=place.thread
            )
        except EXPECTED as error:
            self._operator.tell(error, "a note to a person in Slack was not shown")

    @staticmethod
    def _streams(message: Message, place: Place) -> bool:
        return bool(place.thread and place.user and message.foot and len(message.parts) == 1)

    async def _stream(self, message: Message, place: Place, key: str) -> str | None:
        """Streams a message; its timestamp, or None where it has to be posted instead."""
        stream = await self._client.chat_stream(
            channel=place.channel,
            thread_ts=place.thread or "",
            recipient_team_id=place.team,
            recipient_user_id=place.user,
        )
        try:
            for portion in _portions(message.body):
                await stream.append(chunks=[{"type": "blocks", "blocks": portion}])
            await stream.stop(blocks=list(message.foot), metadata=_metadata(key))
        except EXPECTED as error:
            begun = stream.ts
            if begun is None and fault_of(error) == "uncertain":
                begun = await self._begun(place)
            if begun is None:
                return None
            return await self._settle(message, place, begun, key)
        return stream.ts

    async def _settle(self, message: Message, place: Place, begun: str, key: str) -> str:
        """Ends a stream that broke off, and puts the whole message into its place."""
        try:
            await self._client.chat_stopStream(channel=place.channel, ts=begun)
        except SlackApiError as error:
            if code_of(error) != "message_not_in_streaming_state":
                raise
        try:
            await self._replace(message.text, message.blocks, place, begun, key)
        except SlackApiError as error:
            if fault_of(error) != "rejected":
                raise
            self._operator.tell(error, "Slack did not take the blocks of a message, so it went as plain text")
            first, *others = flat(message)
            await self._replace(first, (), place, begun, key)
            await self._post_rest(others, place, key)
        return begun

    async def _replace(self, text: str, blocks: Sequence[Block], place: Place, ts: str, key: str) -> None:
        await self._client.chat_update(
            channel=place.channel, ts=ts, text=text, blocks=list(blocks), metadata=_metadata(key)
        )

    async def _begun(self, place: Place) -> str | None:
        """The stream that was begun in a thread without our being told: our last message, still without a key."""
        us = (await self._workspace.identity()).user
        since = place.since or ""
        ours = [each for each in await self._standing(place) if each.get("user") == us and str(each["ts"]) > since]
        unfinished = [each for each in ours if not each.get("metadata")]
        return str(unfinished[-1]["ts"]) if unfinished else None

    async def _post_all(self, message: Message, place: Place, key: str) -> str | None:
        """Posts a message in as many parts as it needs; the timestamp of the first."""
        if not message.blocks:
            return await self._post(message.text, (), place, key)
        first: str | None = None
        for number, blocks in enumerate(message.parts):
            part = Message(text=message.text if number == 0 else "…", body=blocks)
            posted = await self._post_part(part, place, key if number == 0 else f"{key}#{number}")
            first = first or posted
        return first

    async def _post_part(self, part: Message, place: Place, key: str) -> str:
        try:
            return await self._post(part.text, part.blocks, place, key)
        except SlackApiError as error:
            if fault_of(error) != "rejected":
                raise
            self._operator.tell(error, "Slack did not take the blocks of a message, so it went as plain text")
            first, *others = flat(part)
            posted = await self._post(first, (), place, key)
            await self._post_rest(others, place, key)
            return posted

    async def _post_rest(self, texts: Sequence[str], place: Place, key: str) -> None:
        for number, text in enumerate(texts, 1):
            await self._post(text, (), place, f"{key}.{number}")

    async def _post(self, text: str, blocks: Sequence[Block], place: Place, key: str) -> str:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                response = await self._client.chat_postMessage(
                    channel=place.channel,
                    thread_ts=place.thread,
                    text=text,
                    blocks=list(blocks) or None,
                    metadata=_metadata(key),
                    unfurl_links=False,
                    unfurl_media=False,
                )
                return str(response["ts"])
            except EXPECTED as error:
                if fault_of(error) != "uncertain" or attempt == _ATTEMPTS:
                    raise
                await asyncio.sleep(_BACKOFF_SECONDS * 2 ** (attempt - 1))
                if standing := await self._with_key(place, key):
                    return standing
        raise AssertionError("unreachable")

    async def _with_key(self, place: Place, key: str) -> str | None:
        """The timestamp of the message that carries `key`."""
        for each in await self._standing(place):
            metadata = each.get("metadata") or {}
            if (metadata.get("event_payload") or {}).get("key") == key:
                return str(each["ts"])
        return None

    async def _standing(self, place: Place) -> list[dict[str, Any]]:
        """What stands in the thread, or last in the channel, the oldest first."""
        if place.thread:
            found = await self._client.conversations_replies(
                channel=place.channel,
                ts=place.thread,
                oldest=place.since or place.thread,
                limit=_LOOKED_AT,
                include_all_metadata=True,
            )
            return list(found.get("messages") or ())
        found = await self._client.conversations_history(
            channel=place.channel, limit=_LOOKED_AT, include_all_metadata=True
        )
        return list(reversed(found.get("messages") or ()))

    async def _upload(self, file: CsvFile, place: Place, language: Language) -> None:
        try:
            await self._client.files_upload_v2(
                channel=place.channel,
                thread_ts=place.thread,
                filename=file.name,
                title=file.title,
                content=file.content,
            )
        except EXPECTED as error:
            self._operator.tell(error, "a table could not be attached")
            await self.say(say("no_attachment", language), place, f"no-attachment:{place.thread}:{file.name}")


def _portions(blocks: Sequence[Block]) -> list[list[Block]]:
    size = max(1, -(-len(blocks) // _PORTIONS))
    return [list(blocks[start : start + size]) for start in range(0, len(blocks), size)]


def _metadata(key: str) -> dict[str, Any]:
    return {"event_type": _EVENT, "event_payload": {"key": key}}
