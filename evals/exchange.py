"""A question as it was asked, and every reply to it."""

from __future__ import annotations

from assistant.agent.usage import Usage
from assistant.answers import Answer
from assistant.knowledge.values import Record
from evals.questions import Question


class ModelTurn(Record):
    """A turn in which a language model was to be asked.

    Attributes:
        usage: what it cost; None where it was not asked, or answered nothing.
        fallback: why the turn was answered without it; None where its reply was used.
    """

    usage: Usage | None = None
    fallback: str | None = None


class Reply(Record):
    """The reply to one message, or why there is none; `seconds` is how long it took.

    `model` is a language model's part in it; None where it had none, or where the target does not say.
    """

    message: str
    answer: Answer | None = None
    error: str | None = None
    seconds: float
    model: ModelTurn | None = None


class Exchange(Record):
    """A conversation that was had; a target that failed ended it early."""

    question: Question
    replies: tuple[Reply, ...]

    @property
    def last(self) -> Reply:
        """The reply that is scored."""
        return self.replies[-1]

    @property
    def answer(self) -> Answer | None:
        """The answer that is scored; None where the target failed."""
        return self.last.answer

    @property
    def told(self) -> str:
        """All that the person typed."""
        return "\n".join(reply.message for reply in self.replies)
