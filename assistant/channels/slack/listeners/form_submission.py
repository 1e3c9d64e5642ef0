"""Somebody sends a form of the command."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.agent.extractive.wording import say as say_of_answers
from assistant.answers import ToolResult
from assistant.channels.slack.answering import log_unexpected
from assistant.channels.slack.desk import Desk, NotReady
from assistant.channels.slack.modals.filled import Filled, filled, mistakes
from assistant.channels.slack.modals.form import CALLBACK, SHAPES
from assistant.channels.slack.posting import Place
from assistant.channels.slack.rendering.message import Message
from assistant.channels.slack.rendering.result import result_message
from assistant.channels.slack.texts import say

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_QUICK_SECONDS = 2.0
"""Slack wants a form taken or refused within three seconds."""


def register(app: AsyncApp, desk: Desk) -> None:
    """Says at the field what cannot be taken; else posts the result where the command was given."""

    @app.view(re.compile(rf"^{CALLBACK}\."))
    async def sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        form, user = filled(view), body["user"]["id"]
        if form.errors:
            await ack(response_action="errors", errors=form.errors)
            return
        first = next(iter(form.blocks.values()))
        try:
            async with asyncio.timeout(_QUICK_SECONDS):
                assistant = await desk.assistant()
                staff = await desk.shows_staff_documents(form.about.channel, user)
                result, message = await asyncio.to_thread(_worked_out, assistant, form, user, staff)
        except (TimeoutError, NotReady):
            await ack(response_action="errors", errors={first: say("not_ready")})
            return
        except Exception as error:
            log_unexpected(error)
            await ack(response_action="errors", errors={first: say("failed")})
            return
        if wrong := mistakes(form, result):
            await ack(response_action="errors", errors=wrong)
            return
        await ack()
        key = f"form:{view['id']}"
        if await desk.claim(key) and not await desk.poster.deliver(message, Place(form.about.channel), key):
            # where the app is not in the channel, the person gets it
            await desk.poster.deliver(message, Place(user), key)


def _worked_out(assistant: Assistant, form: Filled, user: str, staff: bool) -> tuple[ToolResult, Message]:
    toolbox = assistant.tools.toolbox(staff=staff)
    result = toolbox.call(SHAPES[form.about.kind].tool, form.arguments)
    citations = [each for each in toolbox.evidence.citations if each.number in result.citations]
    sources = assistant.tools.context().sources
    known = {each.document: sources.document(each.document) for each in citations}
    hidden = {path for path, document in known.items() if document and document.audience == "staff"}
    notice = say_of_answers("notice", "ja")
    return result, result_message(result, citations, hidden, form.asked, user, notice)
