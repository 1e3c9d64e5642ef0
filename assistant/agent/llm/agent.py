"""One turn of the model: a LlamaIndex FunctionAgent that looks things up and hands a reply in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from llama_index.core.agent.workflow import FunctionAgent, ToolCall, ToolCallResult
from llama_index.core.agent.workflow.agent_context import AgentContext
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole
from llama_index.core.memory import ChatMemoryBuffer
from llama_index.core.tools import AsyncBaseTool

from assistant.agent.llm.calls import MOST_CALLS, ModelCalls
from assistant.agent.llm.desk import Desk
from assistant.agent.llm.faults import Fault, fault_of
from assistant.agent.llm.prose import read_prose
from assistant.agent.llm.providers import Connection
from assistant.agent.llm.tools import REPLY, agent_tools
from assistant.agent.turn import Listener, Stage
from assistant.tools.requests import TOOLS
from assistant.tools.toolbox import Toolbox

_WITHOUT_LIMIT = 10**9
"""Tokens of the agent's memory: what goes in has been cut to its budget already."""
_STOP_SECONDS = 0.1
_CORRECT = "Your reply was not sent. Correct this and hand the whole reply in with the reply tool:\n{wrong}"


class _Agent(FunctionAgent):
    """An agent whose calls of the model are bounded, tried again and counted."""

    calls: Any

    async def _get_streaming_response(
        self,
        ctx: AgentContext,  # noqa: ARG002
        current_llm_input: list[ChatMessage],
        tools: Sequence[AsyncBaseTool],
    ) -> ChatResponse:
        calls = cast(ModelCalls, self.calls)
        return await calls.call(current_llm_input, tools)


class Talk(NamedTuple):
    """What a turn says to the model."""

    prompt: str
    history: list[ChatMessage]
    message: str


async def converse(
    connection: Connection, talk: Talk, toolbox: Toolbox, desk: Desk, calls: ModelCalls, tell: Listener
) -> None:
    """Lets the model work until the desk closes.

    Raises:
        Fault: the model gave no reply that could be judged.
    """
    agent = _Agent(
        system_prompt=talk.prompt,
        tools=list(agent_tools(toolbox, desk)),
        llm=connection.llm,
        calls=calls,
        timeout=None,
    )
    # it keeps what the model looked up, for when its reply comes back
    memory = ChatMemoryBuffer.from_defaults(chat_history=talk.history, token_limit=_WITHOUT_LIMIT)
    message: str | None = talk.message
    while message is not None and not desk.is_closed:
        said = await _run(agent, message, memory, tell)
        message = None
        if not desk.is_closed:
            reply = read_prose(said)
            if reply is None:
                raise Fault("empty")
            wrong = desk.hand_in(reply)
            message = None if wrong is None else _CORRECT.format(wrong=wrong)


async def _run(agent: _Agent, message: str, memory: ChatMemoryBuffer, tell: Listener) -> str:
    """What the model says at the end where it does not hand it in."""
    handler = agent.run(
        user_msg=ChatMessage(role=MessageRole.USER, content=message),
        memory=memory,
        max_iterations=MOST_CALLS + 1,
    )
    try:
        async for event in handler.stream_events():
            if (stage := _stage(event)) is not None:
                tell(stage)
        output: Any = await handler
    except Exception as error:
        raise _cause(error) from error
    except BaseException:
        # time is up, or nobody waits; what does not stop by itself ends with the event loop
        await handler.cancel_run(timeout=_STOP_SECONDS)
        raise
    return str(output.response.content or "")


def _stage(event: object) -> Stage | None:
    """What an event of the agent tells whoever waits."""
    if isinstance(event, ToolCallResult):
        return "correcting" if event.tool_name == REPLY and event.tool_output.is_error else None
    if isinstance(event, ToolCall) and event.tool_name in TOOLS:
        return cast(Stage, event.tool_name)
    return None


def _cause(error: BaseException) -> Fault:
    """The fault behind an error of the workflow."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, Fault):
            return seen
        seen = seen.__cause__ or seen.__context__
    if "max iterations" in str(error).lower():
        return Fault("tool_loop", "iterations")
    return fault_of(error)


async def within(seconds: float, work: Any) -> None:
    """Waits for `work` so long.

    Raises:
        Fault: it took longer.
    """
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError as error:
        raise Fault("deadline", f"{seconds:g} s") from error


def deadline(seconds: float) -> float:
    """When so many seconds have passed, by `time.monotonic`."""
    return time.monotonic() + seconds
