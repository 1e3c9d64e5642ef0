"""The command /hoken."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.channels.slack.desk import Desk, NotReady
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.modals.form import About, Kind, form, kinds
from assistant.channels.slack.posting import Place
from assistant.channels.slack.rendering.texts import escaped
from assistant.channels.slack.texts import command_words, say
from assistant.text import normalise

COMMAND = "/hoken"


def register(app: AsyncApp, desk: Desk) -> None:
    """Opens the form that is asked for; says how to use it otherwise."""

    @app.command(COMMAND)
    async def commanded(ack: AsyncAck, body: dict[str, Any]) -> None:
        word, rest = _words(body.get("text") or "")
        kind = next((each for each in kinds() if word in _meaning(each)), None)
        if kind is None:
            unknown = "" if word in command_words().help else say("command_unknown", given=escaped(word)) + "\n"
            await ack(unknown + say("command_help"), response_type="ephemeral")
            return
        await ack()
        place = Place(body["channel_id"], user=body["user_id"])
        try:
            knowledge = (await desk.assistant()).search.snapshot.knowledge
            about = About(kind=kind, channel=place.channel, product=desk.config.room(place.channel).product)
            await desk.client.views_open(trigger_id=body["trigger_id"], view=form(about, knowledge, rest))
        except NotReady:
            await desk.poster.whisper(say("not_ready"), place)
        except EXPECTED as error:
            desk.operator.tell(error, "a form was not opened")
            await desk.poster.whisper(say("modal_failed"), place)


def _words(text: str) -> tuple[str, str]:
    """The first word, as words are compared, and the rest as it was typed."""
    first, _, rest = text.replace("　", " ").strip().partition(" ")
    return normalise(first), rest.strip()


def _meaning(kind: Kind) -> frozenset[str]:
    words = command_words()
    return {"quote": words.quote, "eligibility": words.eligibility, "coverage": words.coverage}[kind]
