"""Somebody rates an answer."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.modals.feedback import reason_form
from assistant.channels.slack.pressed import place_of
from assistant.channels.slack.rendering.actions import FEEDBACK
from assistant.channels.slack.texts import say


def register(app: AsyncApp, desk: Desk) -> None:
    """Keeps the vote; asks why an answer was of no use."""

    @app.action(FEEDBACK)
    async def rated(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        vote, _, message_id = str(action.get("value", "")).partition(" ")
        place = place_of(body)
        if vote == "down":
            # at once: what opens a form is of use for three seconds
            try:
                await desk.quick.views_open(trigger_id=body["trigger_id"], view=reason_form(message_id, place))
            except EXPECTED as error:
                desk.operator.tell(error, "the form for feedback was not opened")
        assistant = await desk.assistant()
        known = await asyncio.to_thread(assistant.feedback, message_id, "down" if vote == "down" else "up")
        if not known:
            await desk.poster.whisper(say("answer_gone"), place)
        elif vote != "down":
            await desk.poster.whisper(say("thanks"), place)
