"""Somebody hands a question over to a person."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.posting import Place
from assistant.channels.slack.pressed import Pressed, Said, once, place_of, pressed_answer
from assistant.channels.slack.rendering.actions import HAND_OVER
from assistant.channels.slack.rendering.handed import handed_message
from assistant.channels.slack.texts import say

_SAID = Said(again="hand_over_again", failed="hand_over_failed", done="hand_over_done")


def register(app: AsyncApp, desk: Desk) -> None:
    """Posts the question with the way to its thread into the channel for hand-overs, once."""

    @app.action(HAND_OVER)
    async def handed_over(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        channel = desk.config.hand_over_channel
        if channel is None:
            await desk.poster.whisper(say("hand_over_unset"), place_of(body))
            return
        pressed = await pressed_answer(desk, body, action)
        if pressed:
            key = f"handover:{pressed.answered.message_id}"
            await once(desk, pressed, key, _SAID, lambda: _posted(desk, pressed, channel, key))


async def _posted(desk: Desk, pressed: Pressed, channel: str, key: str) -> str | None:
    link = await _permalink(desk.client, pressed.answered.channel, pressed.answered.thread)
    message = handed_message(pressed.turns, link, pressed.place.user or "")
    return await desk.poster.deliver(message, Place(channel), key)


async def _permalink(client: AsyncWebClient, channel: str, thread: str) -> str | None:
    try:
        found = await client.chat_getPermalink(channel=channel, message_ts=thread)
    except EXPECTED:
        return None
    return str(found.get("permalink") or "") or None
