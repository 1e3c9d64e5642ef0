"""Records as rows of the tables, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from assistant.agent.memory import Memory
from assistant.agent.screening import Screened
from assistant.agent.turn import Exchange
from assistant.answers import Answer
from assistant.storage.records import CompletedTurn, Conversation, Feedback, StoredTurn, Unanswered
from assistant.storage.schema import ConversationRow, TurnRow


def new_conversation(conversation: Conversation, at: dt.datetime) -> ConversationRow:
    """The row of a conversation without turns."""
    return ConversationRow(
        id=conversation.id,
        version=0,
        created_at=at,
        updated_at=at,
        channel=conversation.channel,
        product=conversation.product,
        locale=conversation.locale,
        memory=conversation.memory.model_dump(mode="json"),
    )


def new_turn(row: ConversationRow, turn: CompletedTurn, at: dt.datetime) -> TurnRow:
    """The row of the latest turn of a conversation."""
    answer = turn.answer
    return TurnRow(
        message_id=answer.message_id,
        conversation_id=row.id,
        number=row.version,
        at=at,
        message=turn.screened.question,
        screening=turn.screened.model_dump(mode="json", exclude={"question"}),
        answer=answer.model_dump(mode="json"),
        outcome=answer.outcome,
        verdict=answer.verdict,
        brain=answer.brain,
        snapshot=turn.snapshot,
        versions=turn.versions,
        grounding=list(turn.grounding),
        latency_ms=turn.latency_ms,
    )


def memory_of(row: ConversationRow) -> Memory:
    """The memory of a conversation."""
    return Memory.model_validate(row.memory)


def conversation_of(row: ConversationRow, latest: Iterable[TurnRow]) -> Conversation:
    """A conversation with its `latest` turns, the oldest first."""
    return Conversation.model_validate(
        {
            "id": row.id,
            "version": row.version,
            "channel": row.channel,
            "product": row.product,
            "locale": row.locale,
            "memory": row.memory,
            "history": [Exchange(message=turn.message, reply=turn.answer["text"]) for turn in latest],
        }
    )


def turn_of(row: TurnRow) -> StoredTurn:
    """A turn; its feedback has to be loaded."""
    return StoredTurn(
        number=row.number,
        at=row.at,
        screened=Screened.model_validate({**row.screening, "question": row.message}),
        answer=Answer.model_validate(row.answer),
        snapshot=row.snapshot,
        versions=row.versions,
        grounding=tuple(row.grounding),
        latency_ms=row.latency_ms,
        feedback=_feedback_of(row),
    )


def unanswered_of(row: TurnRow) -> Unanswered:
    """A turn as a question to be answered; its conversation and feedback have to be loaded."""
    conversation = row.conversation
    return Unanswered.model_validate(
        {
            "message_id": row.message_id,
            "at": row.at,
            "question": row.message,
            "outcome": row.outcome,
            "channel": conversation.channel,
            "product": conversation.product,
            "locale": conversation.locale,
            "feedback": _feedback_of(row),
        }
    )


def _feedback_of(row: TurnRow) -> Feedback | None:
    given = row.feedback
    return None if given is None else Feedback.model_validate({"vote": given.vote, "reason": given.reason})
