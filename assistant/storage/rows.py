"""Records as rows of the tables, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from assistant.agent.memory import Memory
from assistant.agent.screening import Screened
from assistant.agent.turn import Exchange
from assistant.agent.usage import Usage
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
    answer, used = turn.answer, turn.usage
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
        model=used.model if used else None,
        model_calls=used.calls if used else None,
        input_tokens=used.input_tokens if used else None,
        output_tokens=used.output_tokens if used else None,
        cost_usd=used.cost_usd if used else None,
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
        usage=_usage_of(row),
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


def _usage_of(row: TurnRow) -> Usage | None:
    if row.model is None:
        return None
    return Usage(
        model=row.model,
        calls=row.model_calls or 0,
        input_tokens=row.input_tokens or 0,
        output_tokens=row.output_tokens or 0,
        cost_usd=row.cost_usd,
    )


def _feedback_of(row: TurnRow) -> Feedback | None:
    given = row.feedback
    return None if given is None else Feedback.model_validate({"vote": given.vote, "reason": given.reason})
