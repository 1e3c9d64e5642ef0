"""The LLM brain: the model's reply where it holds, the extractive brain's in all other cases."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from assistant.agent.extractive.brain import ExtractiveBrain
from assistant.agent.llm.agent import Talk, converse, deadline, within
from assistant.agent.llm.breaker import Breaker
from assistant.agent.llm.budget import Budget
from assistant.agent.llm.calls import ModelCalls
from assistant.agent.llm.desk import Desk
from assistant.agent.llm.faults import Fault, fault_of
from assistant.agent.llm.history import history
from assistant.agent.llm.naming import ModelName
from assistant.agent.llm.prices import Price
from assistant.agent.llm.prompt import Prompt, marked
from assistant.agent.llm.providers import Connection
from assistant.agent.llm.rules import HouseRules
from assistant.agent.turn import ALONE, Draft, Request, Work
from assistant.agent.usage import Usage
from assistant.answers import BrainName
from assistant.metrics import count_usage
from assistant.tools.toolbox import Toolbox

_log = logging.getLogger(__name__)


class Limits(NamedTuple):
    """Bounds of a turn: seconds in all, and tokens of earlier turns that the model is given."""

    turn_seconds: float
    history_tokens: int


class Model(NamedTuple):
    """A model that can be called; `price` is None where it is not known."""

    name: ModelName
    connect: Callable[[], Connection]
    price: Price | None


class LLMBrain:
    """Has a language model word the reply. Whatever goes wrong with it, the extractive brain answers."""

    name: BrainName = "llm"

    def __init__(
        self,
        model: Model,
        prompt: Prompt,
        extractive: ExtractiveBrain,
        budget: Budget,
        breaker: Breaker,
        limits: Limits,
    ) -> None:
        self._model, self._prompt, self._extractive = model, prompt, extractive
        self._budget, self._breaker, self._limits = budget, breaker, limits
        self._rules = HouseRules(prompt.template)

    def prepare(self, toolbox: Toolbox) -> Draft:
        """See `Brain`; the model is not called."""
        return self._extractive.prepare(toolbox)

    def draft(self, request: Request, toolbox: Toolbox, work: Work = ALONE) -> Draft:
        """The draft of a reply to `request`: of the model, or of the extractive brain where `events` says why."""
        if request.incident or request.person or request.misuse or not request.message.strip():
            return self._extractive.draft(request, toolbox, work)
        aside = toolbox.again()
        plain = _Plain(self._extractive.draft(request, aside, work), aside, toolbox)
        if plain.draft.outcome == "handoff":
            # first steps and hotlines are not left to a model
            return plain.taken()
        if (spent := self._budget.spent(request.conversation_id)) is not None:
            return _fallen_back(plain, spent)
        if not self._breaker.allows():
            return _fallen_back(plain, "breaker_open")
        return self._of_model(request, toolbox, plain, work)

    def _of_model(self, request: Request, toolbox: Toolbox, plain: _Plain, work: Work) -> Draft:
        work.tell("thinking")
        desk = Desk(toolbox, plain.draft, self._rules, work)
        past = history(request.history, self._limits.history_tokens)
        talk = Talk(self._prompt.filled(toolbox), past, marked(request.message))
        turn = _Turn(self._model, deadline(self._limits.turn_seconds), len(past))
        failed: Fault | None = None
        try:
            _run(turn.work(talk, toolbox, desk, work, self._limits.turn_seconds))
        except Fault as fault:
            failed = fault
        except Exception as error:
            _log.exception("the language model's turn failed")
            failed = fault_of(error)
        finally:
            usage = self._account(turn, request.conversation_id)
        if failed is not None and failed.of_provider:
            self._breaker.failed()
        else:
            self._breaker.succeeded()
        asked = {"event": "model", "model": str(self._model.name), "prompt": self._prompt.version}
        faults = [{"event": "fault", "kind": fault.kind} for fault in turn.faults]
        events = (asked, *faults, *desk.events)
        if desk.draft is not None:
            return desk.draft.model_copy(update={"events": events, "usage": usage})
        reason = failed.kind if failed is not None else "not_grounded" if desk.error is None else "internal"
        if failed is not None:
            _log.warning("the language model gave no reply: %s", failed)
        return _fallen_back(plain, reason, events, usage)

    def _account(self, turn: _Turn, conversation_id: str | None) -> Usage | None:
        """What the turn cost, entered in the accounts; None where nothing was answered."""
        calls = turn.calls
        if calls is None or not any(calls.used):
            return None
        price = self._model.price
        usage = Usage(
            model=str(self._model.name),
            calls=calls.answered,
            input_tokens=calls.used.input,
            output_tokens=calls.used.output,
            cost_usd=None if price is None else price.of(calls.used),
        )
        self._budget.spend(usage, conversation_id)
        count_usage(usage)
        return usage


class _Plain(NamedTuple):
    """The extractive brain's draft of a turn, and the toolbox aside of which it was made."""

    draft: Draft
    aside: Toolbox
    toolbox: Toolbox

    def taken(self) -> Draft:
        """The draft as the turn's; what a model looked up is no evidence any more."""
        self.toolbox.become(self.aside)
        return self.draft


def _fallen_back(
    plain: _Plain, reason: str, events: tuple[dict[str, Any], ...] = (), usage: Usage | None = None
) -> Draft:
    _log.info("answered without the language model: %s", reason)
    told = (*events, {"event": "fallback", "reason": reason})
    return plain.taken().model_copy(update={"events": told, "usage": usage})


class _Turn:
    """The model's part in one turn, in an event loop of its own."""

    def __init__(self, model: Model, until: float, history_messages: int) -> None:
        self._model, self._until, self._history = model, until, history_messages
        self.calls: ModelCalls | None = None

    @property
    def faults(self) -> list[Fault]:
        """What went wrong on the way."""
        return self.calls.faults if self.calls is not None else []

    async def work(self, talk: Talk, toolbox: Toolbox, desk: Desk, work: Work, seconds: float) -> None:
        try:
            connection = self._model.connect()
        except Exception as error:
            raise fault_of(error) from error
        self.calls = ModelCalls(connection.llm, self._until, self._history)
        try:
            await within(seconds, converse(connection, talk, toolbox, desk, self.calls, work.tell))
        finally:
            await connection.close()


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Runs `work` to its end, also where the caller is in an event loop already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
        return
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()
