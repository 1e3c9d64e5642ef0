"""Somebody presses a suggested question."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.agent.language import language_of
from assistant.channels.slack.answering import Asked, answer
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.pressed import place_of
from assistant.channels.slack.rendering.actions import SUGGESTION
from assistant.channels.slack.texts import say


def register(app: AsyncApp, desk: Desk) -> None:
    """Answers it in the thread, as if it had been typed."""

    @app.action(re.compile(rf"^{SUGGESTION}\.\d+$"))
    async def chosen(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        place, text = place_of(body), str(action.get("value", ""))
        asked = Asked(
            text=text,
            channel=place.channel,
            thread=place.thread or "",
            user=place.user or "",
            team=place.team,
            key=f"{action['action_id']}:{place.channel}:{place.since}",
            order=str(action.get("action_ts", "")),
            preface=say("chosen", language_of(text), text=text),
        )
        if await answer(desk, asked) == "failed":
            await desk.release(asked.key)
