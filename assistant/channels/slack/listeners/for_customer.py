"""Somebody wants an answer in words for a customer."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.agent.language import language_of
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.pressed import Pressed, Said, once, pressed_answer
from assistant.channels.slack.rendering.actions import FOR_CUSTOMER
from assistant.channels.slack.rendering.customer import customer_message
from assistant.channels.slack.rewording import public_answer

_SAID = Said(again="customer_done", failed="failed")


def register(app: AsyncApp, desk: Desk) -> None:
    """Posts wording that stands on public documents only into the thread, once."""

    @app.action(FOR_CUSTOMER)
    async def wanted(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        pressed = await pressed_answer(desk, body, action)
        if pressed:
            key = f"customer:{pressed.answered.message_id}"
            await once(desk, pressed, key, _SAID, lambda: _posted(desk, pressed, key))


async def _posted(desk: Desk, pressed: Pressed, key: str) -> str | None:
    assistant = await desk.assistant()
    reworded = await asyncio.to_thread(public_answer, assistant, pressed.turns, pressed.answered.product)
    if reworded is None:
        return None
    message = customer_message(reworded, language_of(pressed.turns[-1].screened.question))
    return await desk.poster.deliver(message, pressed.place._replace(thread=pressed.answered.thread), key)
