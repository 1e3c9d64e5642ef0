"""Asks a language model to grade replies."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Literal

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.tools import FunctionTool
from pydantic import BaseModel, ValidationError, create_model

from assistant.agent.llm.agent import deadline, within
from assistant.agent.llm.brain import Model
from assistant.agent.llm.calls import ModelCalls
from assistant.agent.llm.chunks import Tokens
from assistant.agent.llm.faults import Fault, fault_of
from assistant.agent.llm.providers import Connection
from assistant.errors import AssistantError
from evals.judge.grades import Graded
from evals.judge.rubric import Case, Rubric

_AT_ONCE = 4
"""Calls at the same time."""
_TOOL = "grade"


class JudgeError(AssistantError):
    """The judge cannot be asked."""


class Judge:
    """A language model that grades replies by a rubric."""

    def __init__(self, model: Model, rubric: Rubric, seconds: float) -> None:
        """Names the judge; nothing is asked yet.

        Args:
            model: the model.
            rubric: what it grades by.
            seconds: how long one reply may take.
        """
        self._model, self._seconds = model, seconds
        self._rubric = rubric
        self._system = ChatMessage(role=MessageRole.SYSTEM, content=rubric.instructions())
        fields: dict[str, Any] = {each.id: (Literal[0, 1, 2], ...) for each in rubric.criteria}
        self._grades: type[BaseModel] = create_model("Grades", **fields)

    def grade(self, cases: Sequence[Case], done: Callable[[], None]) -> list[Graded]:
        """The grades in order; calls `done` after each.

        Raises:
            JudgeError: the model cannot be reached, or refuses; the first reply tells.
        """
        return asyncio.run(self._grade_all(cases, done)) if cases else []

    async def _grade_all(self, cases: Sequence[Case], done: Callable[[], None]) -> list[Graded]:
        try:
            connection = self._model.connect()
        except Exception as error:
            raise JudgeError(f"{self._model.name} cannot be opened: {error}") from error
        places = asyncio.Semaphore(_AT_ONCE)

        async def grade(case: Case) -> Graded:
            async with places:
                graded = await self._grade(connection, case)
            done()
            return graded

        try:
            first = await grade(cases[0])
            if first.fault is not None and Fault(first.fault).of_provider:
                raise JudgeError(f"{self._model.name} cannot be asked ({first.fault}): run 'assistant doctor'")
            return [first, *await asyncio.gather(*map(grade, cases[1:]))]
        finally:
            await connection.close()

    async def _grade(self, connection: Connection, case: Case) -> Graded:
        calls = ModelCalls(connection.llm, deadline(self._seconds))
        levels: dict[str, int] = {}
        fault: Fault | None = None
        try:
            await within(self._seconds, self._ask(connection, calls, case, levels))
        except Fault as error:
            fault = error
        except ValidationError:
            fault = Fault("malformed", "no such levels")
        except Exception as error:
            fault = fault_of(error)
        used: Tokens = calls.used
        return Graded(
            id=case.id,
            levels=levels,
            fault=None if fault is None else fault.kind,
            input_tokens=used.input,
            output_tokens=used.output,
        )

    async def _ask(self, connection: Connection, calls: ModelCalls, case: Case, levels: dict[str, int]) -> None:
        tool = FunctionTool.from_defaults(_received, name=_TOOL, fn_schema=self._grades)
        asked = ChatMessage(role=MessageRole.USER, content=self._rubric.asks(case))
        response = await calls.call([self._system, asked], [tool])
        called = connection.llm.get_tool_calls_from_response(response, error_on_no_tool_call=False)
        if not called:
            raise Fault("malformed", "the tool was not called")
        levels.update(self._grades.model_validate(called[0].tool_kwargs).model_dump())


def _received(**levels: int) -> dict[str, int]:
    """Hands in the level of each criterion."""
    return levels
