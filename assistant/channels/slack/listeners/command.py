"""The command /hoken."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from assistant.channels.slack.desk import Desk, NotReady
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.modals.form import About, Kind, form, kinds
from assistant.channels.slack.private import answer_privately, tell
from assistant.channels.slack.rendering.texts import escaped
from assistant.channels.slack.texts import command_words, is_question, say
from assistant.text import normalise

COMMAND = "/hoken"
_QUICK_SECONDS = 1.5


def register(app: AsyncApp, desk: Desk) -> None:
    """Opens the form that is asked for; answers a question to its person only; says how to use it otherwise."""

    @app.command(COMMAND)
    async def commanded(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        text, channel = str(body.get("text") or ""), body["channel_id"]
        word, rest = _words(text)
        kind = next((each for each in kinds() if word in _meaning(each)), None)
        if kind is None and word not in command_words().help and is_question(text):
            await ack()
            await answer_privately(desk, text, channel, body["user_id"], respond)
            return
        if kind is None:
            unknown = "" if word in command_words().help else say("command_unknown", given=escaped(word)) + "\n"
            await ack(unknown + say("command_help"), response_type="ephemeral")
            return
        await ack()
        try:
            # soon or not at all: what opens a form is of use for three seconds
            async with asyncio.timeout(_QUICK_SECONDS):
                assistant = await desk.assistant()
        except (TimeoutError, NotReady):
            await tell(respond, say("not_ready"))
            return
        about = About(kind=kind, channel=channel, product=desk.config.room(channel).product)
        view = form(about, assistant.search.snapshot.knowledge, rest)
        try:
            await desk.quick.views_open(trigger_id=body["trigger_id"], view=view)
        except EXPECTED as error:
            desk.operator.tell(error, "a form was not opened")
            await tell(respond, say("modal_failed"))


def _words(text: str) -> tuple[str, str]:
    """The first word, as words are compared, and the rest as it was typed."""
    first, _, rest = text.replace("　", " ").strip().partition(" ")
    return normalise(first), rest.strip()


def _meaning(kind: Kind) -> frozenset[str]:
    words = command_words()
    return {"quote": words.quote, "eligibility": words.eligibility, "coverage": words.coverage}[kind]
