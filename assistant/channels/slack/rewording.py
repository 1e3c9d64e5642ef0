"""What was said with staff documents, over again from public documents only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.agent.turn import Turn
from assistant.answers import Answer
from assistant.storage.records import StoredTurn

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_EARLIER = 6
"""Questions before it that a follow-up may lean on."""


def public_answer(assistant: Assistant, turns: Sequence[StoredTurn], product: str | None) -> Answer | None:
    """What is said to the question of the last turn without staff documents; None where it holds no question.

    The questions before it are asked again too, so that a follow-up is understood and nothing that staff documents
    said is in the conversation, which is forgotten afterwards.
    """
    if not turns or not turns[-1].screened.question:
        return None
    replies = _asked_again(assistant, turns, product)
    if replies:
        assistant.forget(replies[-1].conversation_id)
    return replies[-1] if replies else None


def public_conversation(assistant: Assistant, conversation_id: str, product: str | None) -> str | None:
    """The conversation with which a public answer may go on: the same, or where staff documents were used in it,
    another with the same questions; None where there is nothing to go on with."""
    turns = assistant.history(conversation_id)
    sources = assistant.tools.context().sources
    cited = {citation.document for turn in turns for citation in turn.answer.citations}
    found = [sources.document(path) for path in cited]
    # what is not in the snapshot any more may have been for staff
    if all(document and document.audience == "public" for document in found):
        return conversation_id
    replies = _asked_again(assistant, turns, product)
    return replies[-1].conversation_id if replies else None


def _asked_again(assistant: Assistant, turns: Sequence[StoredTurn], product: str | None) -> list[Answer]:
    replies: list[Answer] = []
    for turn in turns[-_EARLIER - 1 :]:
        if turn.screened.question:
            conversation = replies[-1].conversation_id if replies else None
            again = Turn(
                message=turn.screened.question, conversation_id=conversation, product=product, channel="slack"
            )
            replies.append(assistant.reply(again))
    return replies
