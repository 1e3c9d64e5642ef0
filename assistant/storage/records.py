"""What goes into the store and comes out of it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from assistant.agent.memory import Memory
from assistant.agent.screening import Screened
from assistant.agent.turn import Exchange
from assistant.agent.usage import Usage
from assistant.answers import Answer, Outcome
from assistant.knowledge.values import Language

Vote = Literal["up", "down"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Conversation(_Part):
    """A conversation as a turn finds it.

    Attributes:
        id: made by the store, 32 hexadecimal digits.
        version: how many turns have been saved; 0 is a conversation that is not stored yet.
        product: id of the product that the page pinned where it began.
        memory: what carries over from its last turn.
        history: its last exchanges, the oldest first.
    """

    id: str
    version: int = 0
    channel: str
    product: str | None = None
    locale: Language | None = None
    memory: Memory = Memory()
    history: tuple[Exchange, ...] = ()


class CompletedTurn(_Part):
    """A turn to be saved. It takes the message only as screening leaves it.

    Attributes:
        snapshot: id of the index snapshot that it was answered from.
        versions: what the answer stood on: path of each cited document, and its digest.
        grounding: what the language model and the check of figures and verdicts did, one object an event.
        usage: what a language model cost; None where none was asked.
        latency_ms: from the message to the answer, in milliseconds.
    """

    screened: Screened
    answer: Answer
    snapshot: str
    versions: dict[str, str] = {}
    grounding: tuple[dict[str, Any], ...] = ()
    usage: Usage | None = None
    latency_ms: int


class Feedback(_Part):
    """What the person thought of an answer, personal data masked."""

    vote: Vote
    reason: str | None = None


class StoredTurn(CompletedTurn):
    """A turn as it was saved; `number` counts from 1."""

    number: int
    at: dt.datetime
    feedback: Feedback | None


class Unanswered(_Part):
    """A question that the base did not answer, or not well: a draft for an editor of the corpus."""

    message_id: str
    at: dt.datetime
    question: str
    outcome: Outcome
    channel: str
    product: str | None
    locale: Language | None
    feedback: Feedback | None
