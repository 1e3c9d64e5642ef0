"""One turn of conversation: what comes in, what a brain is given, and what it drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict

from assistant.agent.memory import Memory
from assistant.agent.usage import Usage
from assistant.answers import Block, BrainName, Outcome, ToolResult, Verdict
from assistant.knowledge.values import Language
from assistant.tools.toolbox import Toolbox

if TYPE_CHECKING:
    from assistant.agent.grounding import Report

Stage = Literal[
    "understanding",
    "searching",
    "thinking",
    "check_eligibility",
    "estimate_premium",
    "check_coverage",
    "compare_plans",
    "search_knowledge",
    "contact",
    "checking",
    "correcting",
]
"""What the assistant is doing with a turn, for whoever waits for it; a tool's name where it calls that tool."""
Listener = Callable[[Stage], None]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Turn(_Part):
    """A message as a channel received it.

    Attributes:
        message: what the person typed, unscreened.
        conversation_id: of the conversation that it continues; None begins one.
        product: id of the product that the page pins.
        locale: language of the reply; None is that of the message.
        staff: whether staff documents may be shown.
        channel: where it came from (http, terminal, slack), for the record.
    """

    message: str
    conversation_id: str | None = None
    product: str | None = None
    locale: Language | None = None
    staff: bool = False
    channel: str = "http"


class Exchange(_Part):
    """An earlier message, screened, and the text of its reply."""

    message: str
    reply: str


class Request(_Part):
    """What a brain is given.

    Attributes:
        message: screened: no control characters, personal data masked.
        locale: language of the reply.
        memory: what carries over from earlier turns.
        history: earlier turns, the oldest first.
        incident: whether the person surely says that an incident is happening now.
        person: whether the person surely asks for a human.
        misuse: whether the person surely wants help to break into what is another's.
        instructions: whether orders to the assistant were taken out of the message.
        conversation_id: of the conversation, by which a budget is kept; None where there is none.
    """

    message: str
    locale: Language = "ja"
    memory: Memory = Memory()
    history: tuple[Exchange, ...] = ()
    incident: bool = False
    person: bool = False
    misuse: bool = False
    instructions: bool = False
    conversation_id: str | None = None


class Draft(_Part):
    """A reply before grounding.

    Attributes:
        blocks: their citations are numbers of the toolbox's evidence.
        results: the tool results that the reply shows, as the toolbox returned them.
        meant: of a model's draft, results on the question as the assistant itself understands it.
        meant_verdict: of a model's draft, the verdict that the assistant itself would give.
        memory: what the next turn is given.
        brain: who drafted it.
        events: what happened on the way, one object an event; nothing in them is the person's.
        usage: what a language model cost.
    """

    outcome: Outcome
    verdict: Verdict | None = None
    blocks: tuple[Block, ...]
    results: tuple[ToolResult, ...] = ()
    meant: tuple[ToolResult, ...] = ()
    meant_verdict: Verdict | None = None
    suggestions: tuple[str, ...] = ()
    memory: Memory = Memory()
    brain: BrainName = "extractive"
    events: tuple[dict[str, Any], ...] = ()
    usage: Usage | None = None


def nobody(_: Stage) -> None:
    """Nobody waits."""


class Work(NamedTuple):
    """What a brain may use while it drafts.

    Attributes:
        judge: finds what of a draft is not grounded, so that the brain can correct it before it hands it in; None
            where there is no such check.
        tell: is told what the brain is doing.
    """

    judge: Callable[[Draft], Report] | None = None
    tell: Listener = nobody


ALONE = Work()
"""Nobody judges and nobody waits."""


class Brain(Protocol):
    """Drafts replies; reaches knowledge only through the toolbox, which records what it handed out."""

    name: BrainName

    def draft(self, request: Request, toolbox: Toolbox, work: Work = ALONE) -> Draft:
        """The draft of a reply to `request`."""
        ...

    def prepare(self, toolbox: Toolbox) -> Draft:
        """Loads what the first draft would wait for, at no cost; gives a draft to warm up the rest with."""
        ...
