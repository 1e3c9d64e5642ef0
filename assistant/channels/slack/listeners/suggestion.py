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
        message = body.get("message") or {}
        asked = Asked(
            text=text,
            channel=place.channel,
            thread=place.thread or "",
            user=place.user or "",
            team=place.team,
            key=f"{action['action_id']}:{place.channel}:{message.get('ts')}",
            order=str(action.get("action_ts", "")),
            shared=place_is_shared(body),
            preface=say("chosen", language_of(text), text=text),
        )
        await answer(desk, asked)


def place_is_shared(body: dict[str, Any]) -> bool:
    """Whether the person who pressed is of another workspace than the app."""
    ours, theirs = (body.get("team") or {}).get("id"), (body.get("user") or {}).get("team_id")
    return bool(ours and theirs and ours != theirs)
