"""One small request to the language model: does it answer, does it call tools, how fast?"""

from __future__ import annotations

import asyncio
import time

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.tools import FunctionTool

from assistant.agent.llm.agent import deadline, within
from assistant.agent.llm.calls import ModelCalls
from assistant.agent.llm.faults import Fault, FaultKind, fault_of
from assistant.agent.llm.opening import open_model
from assistant.errors import ConfigurationError
from assistant.settings import Settings

_ASK = "Call the tool `reply` with the text OK."
_ADVICE: dict[FaultKind, str] = {
    "no_access": "the provider refuses the key, or there is no credit left: check the key and the account",
    "bad_request": "the provider refuses the request: check the model's name",
    "connection": "nothing answers at that address: check that the server runs, the address and the network",
    "timeout": "the model takes longer than ASSISTANT_LLM_TIMEOUT_SECONDS",
    "deadline": "the model takes longer than ASSISTANT_LLM_TURN_SECONDS",
    "rate_limited": "the provider answers that there are too many requests: wait, or raise the account's limit",
    "server_error": "the provider has an error of its own: try again later, or look into the server's log",
    "empty": "the model says nothing",
    "context_overflow": "even a short request is too long: give the server a larger context",
}


def probe(settings: Settings) -> str:
    """What came of a request.

    Raises:
        ConfigurationError: nothing that can be used; the message says what to do.
    """
    model, start = open_model(settings), time.monotonic()
    try:
        calls_tools = asyncio.run(_calls_tools(settings))
    except Fault as fault:
        advice = _ADVICE.get(fault.kind, "the model cannot be used as it is")
        raise ConfigurationError(f"{model.name}: {advice} ({fault})") from fault
    took = f"{time.monotonic() - start:.1f} s"
    if not calls_tools:
        raise ConfigurationError(
            f"{model.name} answers ({took}) but calls no tools, so that most turns would be answered without it: "
            "take a model that calls functions, or start the server with tool calls enabled"
        )
    return f"{model.name} answers and calls tools ({took})"


async def _calls_tools(settings: Settings) -> bool:
    try:
        connection = open_model(settings).connect()
    except Exception as error:
        raise fault_of(error) from error
    calls = ModelCalls(connection.llm, deadline(settings.llm_turn_seconds))
    asked = ChatMessage(role=MessageRole.USER, content=_ASK)
    called: list[bool] = []

    async def ask() -> None:
        response = await calls.call([asked], [FunctionTool.from_defaults(_reply, name="reply")])
        called.append(bool(connection.llm.get_tool_calls_from_response(response, error_on_no_tool_call=False)))

    try:
        await within(settings.llm_turn_seconds, ask())
    finally:
        await connection.close()
    return any(called)


def _reply(text: str) -> str:
    """Hands in the reply."""
    return text
