"""The tools as the agent calls them: the toolbox's, a few times a turn, and `reply`."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from llama_index.core.tools import FunctionTool, ToolMetadata
from pydantic import BaseModel, ValidationError

from assistant.agent.llm.desk import Desk
from assistant.agent.llm.reply import Reply
from assistant.answers import ToolResult
from assistant.tools.toolbox import Toolbox

MOST_TOOLS = 10
"""Calls of tools in a turn."""
_MOST_CHARACTERS = 16_000
"""Of one result, as the model is given it."""
REPLY = "reply"
_REPLY_DOES = (
    "Hand in the whole reply to the person, once, after looking things up. It is checked against the tool results; "
    "what is wrong is returned, to be corrected and handed in again."
)
_ENOUGH = "Nothing more can be looked up in this turn: call reply now, with what you have."
_FAILED = "This cannot be looked up at the moment."
_TOO_MUCH = "The result is too long to show: ask for less (one product, one plan, fewer items)."
_NOISE = frozenset({"document", "similarity", "method", "score"})
"""Keys of results that say nothing to a model."""
_TELLING = frozenset({"verdict", "eligible", "passages", "facts"})
"""Keys of results that say something also where they are empty."""
_log = logging.getLogger(__name__)


class NotTaken(Exception):
    """A reply that was sent back; the message says what is wrong."""


class _Metadata(ToolMetadata):
    """What a tool is; its schema, which each call of the model is given, is made once."""

    def get_parameters_dict(self) -> dict[str, Any]:
        return copy.deepcopy(_parameters(self.fn_schema))


@lru_cache(maxsize=128)
def _parameters(schema: type[BaseModel]) -> dict[str, Any]:
    return ToolMetadata("", fn_schema=schema).get_parameters_dict()


def _described(metadata: ToolMetadata) -> ToolMetadata:
    return _Metadata(metadata.description, metadata.name, metadata.fn_schema, metadata.return_direct)


def agent_tools(toolbox: Toolbox, desk: Desk) -> list[FunctionTool]:
    """The tools of one turn."""
    left = [MOST_TOOLS]
    tools = [
        FunctionTool(
            async_fn=_caller(toolbox, tool.metadata.get_name(), left, desk), metadata=_described(tool.metadata)
        )
        for tool in toolbox.function_tools()
    ]
    return [*tools, _reply_tool(desk)]


@contextmanager
def _kept_here(desk: Desk) -> Iterator[None]:
    """Errors of our own go to the log, as the agent would tell them to the model; no reply is taken then."""
    try:
        yield
    except Exception as error:
        _log.exception("a tool of the language model failed")
        desk.fail(error)


def _caller(toolbox: Toolbox, name: str, left: list[int], desk: Desk) -> Callable[..., Awaitable[str]]:
    async def call(**arguments: Any) -> str:
        # whoever waits is told before the work begins
        await asyncio.sleep(0)
        left[0] -= 1
        if left[0] < 0:
            return _ENOUGH
        with _kept_here(desk):
            return told(toolbox.call(name, arguments))
        return _FAILED

    return call


def told(result: ToolResult) -> str:
    """A result as the model reads it."""
    text = json.dumps(_told(result.result), ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= _MOST_CHARACTERS else json.dumps({"error": _TOO_MUCH})


def _told(value: Any) -> Any:
    """A value without what is empty and what says nothing to a model."""
    if isinstance(value, list):
        return [_told(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {key: _told(each) for key, each in value.items() if _says(key, each)}


def _says(key: str, value: Any) -> bool:
    """Whether a value says something to a model; a verdict or premium of null says that the sources do not say."""
    if key in _NOISE:
        return False
    return value not in (None, [], {}, "") or key in _TELLING or key.endswith("_yen")


def _reply_tool(desk: Desk) -> FunctionTool:
    async def reply(**arguments: Any) -> str:
        try:
            given = Reply.model_validate(arguments)
        except ValidationError as error:
            wrong = (f"- {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()[:5])
            raise NotTaken("The reply is not well formed:\n" + "\n".join(wrong)) from error
        if desk.is_closed:
            return ""
        wrong_with: str | None = None
        with _kept_here(desk):
            wrong_with = desk.hand_in(given)
        if wrong_with is not None:
            raise NotTaken(f"The reply was not sent. Correct this and hand the whole reply in again:\n{wrong_with}")
        return ""

    metadata = _Metadata(_REPLY_DOES, REPLY, Reply, return_direct=True)
    return FunctionTool(async_fn=reply, metadata=metadata)
