"""An answer that only its person sees, through the address that Slack gives with a command or a shortcut."""

from __future__ import annotations

import asyncio

from slack_bolt.async_app import AsyncRespond

from assistant.agent.language import language_of
from assistant.agent.turn import Turn
from assistant.channels.slack.answering import log_unexpected, render
from assistant.channels.slack.desk import Desk, NotReady
from assistant.channels.slack.rendering.message import BUTTONS, Message
from assistant.channels.slack.rendering.texts import context, escaped
from assistant.channels.slack.texts import say
from assistant.errors import QuestionError

_RESPONSES = 5
"""Slack takes so many responses to one command or shortcut."""


async def answer_privately(desk: Desk, text: str, channel: str, user: str, respond: AsyncRespond) -> None:
    """Answers a question that was typed behind the command; no conversation goes on from it."""
    language = language_of(text)
    try:
        assistant = await desk.assistant()
        staff = await desk.shows_staff_documents(channel, user)
        turn = Turn(message=text, product=desk.config.room(channel).product, staff=staff, channel="slack")
        reply = await asyncio.to_thread(assistant.reply, turn)
    except QuestionError as error:
        await tell(respond, escaped(str(error)))
    except NotReady:
        await tell(respond, say("not_ready", language))
    except Exception as error:
        log_unexpected(error)
        await tell(respond, say("failed", language))
    else:
        await show(respond, render(assistant, reply, language), say("command_private", language))


async def show(respond: AsyncRespond, message: Message, why: str) -> None:
    """Shows a message without its buttons, and why nobody else sees it."""
    shown = tuple(each for each in message.blocks if each["type"] not in BUTTONS)
    parts = message._replace(body=(context(why), *shown), foot=()).parts
    for part in parts[:_RESPONSES]:
        await respond(message.text, blocks=list(part), response_type="ephemeral", replace_original=False)


async def tell(respond: AsyncRespond, text: str) -> None:
    """Tells a line."""
    await respond(text, response_type="ephemeral", replace_original=False)
