"""Calls of the language model in one turn: streamed, bounded, tried again where that may help, counted."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from llama_index.core.base.llms.types import ChatMessage, ChatResponse, ToolCallBlock
from llama_index.core.tools import BaseTool

from assistant.agent.llm.chunks import Tokens, estimated, is_cut, is_refusal, stop_reason, tokens
from assistant.agent.llm.faults import Fault, fault_of

if TYPE_CHECKING:
    from llama_index.core.llms.function_calling import FunctionCallingLLM

MOST_CALLS = 12
"""Calls of a turn, those that are tried again included."""
_ATTEMPTS = 3
_FIRST_WAIT = 0.5
"""Seconds; doubled with each attempt, and spread at random so that many turns do not come back at once."""
_MOST_CHARACTERS = 20_000
"""Of one answer of the model, tool calls included."""


class ModelCalls:
    """Calls a model on behalf of one turn.

    Attributes:
        used: tokens so far, those of failed calls included.
        answered: how many calls were answered whole.
        faults: what went wrong on the way, in order.
    """

    def __init__(self, llm: FunctionCallingLLM, deadline: float, history: int = 0) -> None:
        """Begins a turn.

        Args:
            llm: the model.
            deadline: when the turn must end, by `time.monotonic`.
            history: how many messages behind the first are of earlier turns; they are left out where all is too much.
        """
        self._llm, self._deadline, self._history = llm, deadline, history
        self._made = 0
        self.used = Tokens()
        self.answered = 0
        self.faults: list[Fault] = []

    async def call(self, messages: Sequence[ChatMessage], tools: Sequence[BaseTool]) -> ChatResponse:
        """The model's whole answer.

        Raises:
            Fault: there is none, after all attempts.
        """
        forgetful, attempt = False, 0
        while True:
            attempt += 1
            given = [messages[0], *messages[1 + self._history :]] if forgetful else list(messages)
            try:
                return await self._once(given, tools)
            except Exception as error:
                fault = fault_of(error)
                self.faults.append(fault)
                if fault.kind == "context_overflow" and self._history and not forgetful:
                    forgetful = True
                    continue
                if not fault.again or attempt >= _ATTEMPTS:
                    raise fault from error
                wait = fault.retry_after if fault.retry_after is not None else _wait(attempt)
                if time.monotonic() + wait >= self._deadline:
                    raise fault from error
                await asyncio.sleep(wait)

    async def _once(self, messages: list[ChatMessage], tools: Sequence[BaseTool]) -> ChatResponse:
        self._made += 1
        if self._made > MOST_CALLS:
            raise Fault("tool_loop", f"{MOST_CALLS} calls")
        last: ChatResponse | None = None
        counted: Tokens | None = None
        reason: str | None = None
        size = 0
        try:
            stream = await self._llm.astream_chat_with_tools(
                tools=list(tools), chat_history=messages, allow_parallel_tool_calls=True
            )
            async with aclosing(stream) as chunks:
                async for last in chunks:
                    reason = stop_reason(last) or reason
                    counted = tokens(last) or counted
                    size += len(last.delta or "")
                    if size + _called(last) > _MOST_CHARACTERS:
                        raise Fault("too_long", f"over {_MOST_CHARACTERS} characters")
        finally:
            # a call that was refused at the door costs nothing
            if last is not None or counted is not None:
                self._count(counted or estimated(messages, last))
        return self._whole(last, reason)

    def _whole(self, response: ChatResponse | None, reason: str | None) -> ChatResponse:
        if response is None or reason is None:
            raise Fault("empty" if response is None else "broken_stream", "no end")
        if is_refusal(reason):
            raise Fault("refused", reason)
        if is_cut(reason):
            raise Fault("too_long", reason)
        called = self._llm.get_tool_calls_from_response(response, error_on_no_tool_call=False)
        if not called and not (response.message.content or "").strip():
            raise Fault("empty")
        self.answered += 1
        return response

    def _count(self, more: Tokens) -> None:
        self.used = Tokens(self.used.input + more.input, self.used.output + more.output)


def _wait(attempt: int) -> float:
    """Seconds before the next attempt."""
    longest: float = _FIRST_WAIT * 2 ** (attempt - 1)
    return random.uniform(longest / 2, longest)


def _called(response: ChatResponse) -> int:
    """Letters of the arguments of tool calls."""
    arguments: list[Any] = [each.tool_kwargs for each in response.message.blocks if isinstance(each, ToolCallBlock)]
    return sum(len(each) if isinstance(each, str) else len(str(each)) for each in arguments)
