"""Somebody wants an answer in words for a customer."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.agent.language import language_of
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.pressed import answered_of, place_of
from assistant.channels.slack.rendering.actions import FOR_CUSTOMER
from assistant.channels.slack.rendering.customer import customer_message
from assistant.channels.slack.rewording import public_answer
from assistant.channels.slack.texts import say


def register(app: AsyncApp, desk: Desk) -> None:
    """Posts wording that stands on public documents only into the thread, once."""

    @app.action(FOR_CUSTOMER)
    async def wanted(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        place = place_of(body)
        answered = await answered_of(desk, str(action.get("value", "")), place)
        if answered is None:
            return
        assistant = await desk.assistant()
        asked, reworded = await asyncio.to_thread(public_answer, assistant, answered)
        if reworded is None:
            await desk.poster.whisper(say("answer_gone"), place)
            return
        key = f"customer:{answered.message_id}"
        if not await desk.claim(key):
            await desk.poster.whisper(say("customer_done"), place)
            return
        message = customer_message(reworded, language_of(asked))
        await desk.poster.deliver(message, place._replace(thread=answered.thread), key)
