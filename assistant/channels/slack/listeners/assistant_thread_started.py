"""Somebody opens the assistant pane."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.channels.slack.answering import greeting
from assistant.channels.slack.context import context_of
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.posting import Place
from assistant.channels.slack.texts import say
from assistant.channels.web.suggestions import first_questions

_PROMPTS = 4
_TITLE = 75


def register(app: AsyncApp, desk: Desk) -> None:
    """Greets, and suggests questions: those of the product of the channel beside which the pane is open."""

    @app.event("assistant_thread_started")
    async def started(body: dict[str, Any]) -> None:
        thread = context_of(body)
        if thread is None or not await desk.claim(f"started:{thread.channel}:{thread.thread}"):
            return
        await asyncio.to_thread(desk.store.save_thread, thread)
        place = Place(thread.channel, thread.thread)
        await desk.poster.deliver(await greeting(desk), place, f"greeting:{thread.channel}:{thread.thread}")
        assistant = await desk.assistant()
        product = desk.config.room(thread.context_channel or thread.channel).product
        questions = first_questions(assistant.search.snapshot, product, "ja")[:_PROMPTS]
        if not questions:
            return
        try:
            await desk.client.assistant_threads_setSuggestedPrompts(
                channel_id=thread.channel,
                thread_ts=thread.thread,
                title=say("prompts_title"),
                prompts=[{"title": each[:_TITLE], "message": each} for each in questions],
            )
        except EXPECTED as error:
            desk.operator.tell(error, "no questions were suggested in the assistant pane")
