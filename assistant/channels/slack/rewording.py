"""An answer over again, from public documents only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.agent.turn import Turn
from assistant.answers import Answer
from assistant.channels.slack.storage import Answered

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_EARLIER = 6
"""Questions before it that a follow-up may lean on."""


def public_answer(assistant: Assistant, answered: Answered) -> tuple[str, Answer | None]:
    """The question of an answer, and what is said to it without staff documents; None where it is not known.

    The questions before it are asked again too, so that a follow-up is understood and nothing that staff documents
    said is in the conversation, which is forgotten afterwards.
    """
    turns = assistant.history(answered.conversation_id)
    asked = [turn.screened.question for turn in turns]
    place = next((n for n, turn in enumerate(turns) if turn.answer.message_id == answered.message_id), None)
    if place is None:
        return "", None
    conversation: str | None = None
    reply: Answer | None = None
    if not asked[place]:
        return "", None
    for question in filter(None, asked[max(0, place - _EARLIER) : place + 1]):
        turn = Turn(message=question, conversation_id=conversation, product=answered.product, channel="slack")
        reply = assistant.reply(turn)
        conversation = reply.conversation_id
    if conversation:
        assistant.forget(conversation)
    return asked[place], reply
