"""Somebody hands a question over to a person."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.posting import Place
from assistant.channels.slack.pressed import answered_of, place_of
from assistant.channels.slack.rendering.actions import HAND_OVER
from assistant.channels.slack.rendering.handed import handed_message
from assistant.channels.slack.texts import say


def register(app: AsyncApp, desk: Desk) -> None:
    """Posts the question with the way to its thread into the channel for hand-overs, once."""

    @app.action(HAND_OVER)
    async def handed_over(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        place = place_of(body)
        channel = desk.config.hand_over_channel
        if channel is None:
            await desk.poster.whisper(say("hand_over_unset"), place)
            return
        answered = await answered_of(desk, str(action.get("value", "")), place)
        if answered is None:
            return
        assistant = await desk.assistant()
        turns = await asyncio.to_thread(assistant.history, answered.conversation_id)
        turn = next((each for each in turns if each.answer.message_id == answered.message_id), None)
        if turn is None:
            await desk.poster.whisper(say("answer_gone"), place)
            return
        key = f"handover:{answered.message_id}"
        if not await desk.claim(key):
            await desk.poster.whisper(say("hand_over_again"), place)
            return
        link = await _permalink(desk.client, answered.channel, answered.thread)
        message = handed_message(turn.screened.question, turn.answer, link, place.user or "")
        posted = await desk.poster.deliver(message, Place(channel), key)
        await desk.poster.whisper(say("hand_over_done" if posted else "hand_over_failed"), place)


async def _permalink(client: AsyncWebClient, channel: str, thread: str) -> str | None:
    try:
        found = await client.chat_getPermalink(channel=channel, message_ts=thread)
    except EXPECTED:
        return None
    return str(found.get("permalink") or "") or None
