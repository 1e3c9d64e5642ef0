"""Listens in on a turn: what the brain was given, what it looked up, what it drafted."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from assistant.agent.turn import ALONE, Brain, Draft, Request, Turn, Work
from assistant.answers import Answer, BrainName
from assistant.storage import StoredTurn
from assistant.tools.ledger import TurnEvidence
from assistant.tools.toolbox import Toolbox


class Drafted(NamedTuple):
    """A draft, what it was made from, and all evidence that was handed out for it."""

    request: Request
    draft: Draft
    evidence: TurnEvidence


class Trace(NamedTuple):
    """One turn.

    Attributes:
        drafts: the last is the one that was sent, cut or replaced.
        events: what the check of the draft did; none where it was sent as it is.
    """

    turn: Turn
    drafts: tuple[Drafted, ...]
    answer: Answer
    events: tuple[dict[str, Any], ...]


class RecordingBrain:
    """Passes everything on to another brain and keeps what passed."""

    def __init__(self, brain: Brain) -> None:
        self.brain = brain
        self.name: BrainName = brain.name
        self.drafts: list[Drafted] = []

    def prepare(self, toolbox: Toolbox) -> Draft:
        """See `Brain`."""
        return self.brain.prepare(toolbox)

    def draft(self, request: Request, toolbox: Toolbox, work: Work = ALONE) -> Draft:
        """See `Brain`."""
        draft = self.brain.draft(request, toolbox, work)
        self.drafts.append(Drafted(request, draft, toolbox.evidence))
        return draft


class HasBrain(Protocol):
    """An assistant whose brain can be replaced."""

    brain: Brain

    def reply(self, turn: Turn, /) -> Answer:
        """The answer to a message."""
        ...

    def history(self, conversation_id: str, /) -> tuple[StoredTurn, ...]:
        """The turns of a conversation as they were saved."""
        ...


class RecordingAssistant:
    """An assistant whose turns can be looked at; as a target it has conversations."""

    name = "recorded"

    def __init__(self, assistant: HasBrain) -> None:
        self._assistant = assistant
        # there is no other way to listen in on a turn than in the brain's place
        self.brain = assistant.brain = RecordingBrain(assistant.brain)
        self.traces: list[Trace] = []

    def ask(self, message: str, conversation_id: str | None, product: str | None, /) -> Answer:
        """See `Target`."""
        turn = Turn(message=message, conversation_id=conversation_id, product=product)
        self.brain.drafts.clear()
        answer = self._assistant.reply(turn)
        saved = self._assistant.history(answer.conversation_id)
        self.traces.append(Trace(turn, tuple(self.brain.drafts), answer, saved[-1].grounding if saved else ()))
        return answer
