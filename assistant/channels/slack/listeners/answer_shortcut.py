"""Somebody has a message answered: 「この質問に答える」."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from assistant.agent.language import language_of
from assistant.channels.slack.answering import Asked, answer
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.incoming import said_in
from assistant.channels.slack.private import show, tell
from assistant.channels.slack.rendering.message import Message
from assistant.channels.slack.texts import say

CALLBACK = "answer_question"


def register(app: AsyncApp, desk: Desk) -> None:
    """Answers the message in its thread, once; the thread goes on without the assistant."""

    @app.shortcut({"type": "message_action", "callback_id": CALLBACK})
    async def wanted(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        message, channel = body.get("message") or {}, body["channel"]["id"]
        text = said_in(message)
        us = await desk.workspace.identity()
        if us.user == message.get("user") or us.bot == message.get("bot_id") or not text:
            told = "shortcut_empty" if not text else "shortcut_ours"
            await tell(respond, say(told))
            return
        ts, language = message["ts"], language_of(text)

        async def show_its_user(answered: Message) -> None:
            await show(respond, answered, say("shortcut_absent", language))

        asked = Asked(
            text=text,
            channel=channel,
            thread=message.get("thread_ts") or ts,
            user=body["user"]["id"],
            team=(body.get("team") or {}).get("id"),
            key=f"message:{channel}:{ts}",
            order=ts,
            # whoever wrote the message reads the answer too
            shared=_is_outside(message, body),
            engages=False,
            otherwise=show_its_user,
        )
        ending = await answer(desk, asked)
        if ending == "failed":
            await desk.release(asked.key)
        elif ending == "before":
            await tell(respond, say("shortcut_done", language))


def _is_outside(message: dict[str, Any], body: dict[str, Any]) -> bool:
    ours, theirs = (body.get("team") or {}).get("id"), message.get("team")
    return bool(ours and theirs and ours != theirs)
