"""Questions that are suggested where somebody opens a conversation with the assistant."""

from __future__ import annotations

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.texts import say
from assistant.channels.web.suggestions import first_questions

_PROMPTS = 4
_TITLE = 75


async def suggest(desk: Desk, channel: str, beside: str | None, thread: str | None = None) -> None:
    """Suggests questions in a direct message, or in one of its threads: those of the product of a channel.

    Args:
        beside: the channel that the person looks at beside it.
    """
    assistant = await desk.assistant()
    product = desk.config.room(beside or channel).product
    questions = first_questions(assistant.search.snapshot, product, "ja")[:_PROMPTS]
    if not questions:
        return
    try:
        await desk.client.assistant_threads_setSuggestedPrompts(
            channel_id=channel,
            thread_ts=thread,
            title=say("prompts_title"),
            prompts=[{"title": each[:_TITLE], "message": each} for each in questions],
        )
    except EXPECTED as error:
        desk.operator.tell(error, "no questions were suggested")
