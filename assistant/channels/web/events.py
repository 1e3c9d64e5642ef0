"""A turn as server-sent events: `status`, `block`, `citation`, `tool_result`, and `done` or `error` at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.answers import Answer
from assistant.channels.stages import stage_text
from assistant.channels.web.problems import problem_of
from assistant.knowledge.values import Language

if TYPE_CHECKING:
    from assistant.agent.turn import Stage
    from assistant.channels.web.turns import RunningTurn

KEEP_ALIVE_SECONDS = 15.0
"""Seconds of silence after which a comment is sent, so that nothing between here and the client hangs up."""
_LINE_END = "\n"
EventName = Literal["status", "block", "citation", "tool_result", "done", "error"]


class Status(BaseModel):
    """What the assistant is doing; `text` is in the language of the reply."""

    stage: str
    text: str


async def event_stream(running: RunningTurn, language: Language) -> EventSourceResponse:
    """The response that tells a turn as it goes on.

    Raises:
        Exception: the turn failed before anything could be told.
    """
    first = await running.next()
    return EventSourceResponse(
        _events(first, running, language),
        ping=KEEP_ALIVE_SECONDS,
        ping_message_factory=lambda: ServerSentEvent(comment="keep-alive", sep=_LINE_END),
    )


async def _events(news: Stage | Answer, running: RunningTurn, language: Language) -> AsyncIterator[ServerSentEvent]:
    try:
        while not isinstance(news, Answer):
            yield _event("status", Status(stage=news, text=stage_text(news, language)))
            news = await running.next()
        for event in _answered(news):
            yield event
    except Exception as error:
        yield _event("error", problem_of(error))
    finally:
        running.leave()


def example_stream(answer: Answer) -> str:
    """A turn that ends with `answer`, as it stands on the wire."""
    stages: tuple[Stage, ...] = ("understanding", "searching", "checking")
    told = (_event("status", Status(stage=each, text=stage_text(each, "ja"))) for each in stages)
    return b"".join(event.encode() for event in (*told, *_answered(answer))).decode()


def _answered(answer: Answer) -> Iterator[ServerSentEvent]:
    for block in answer.blocks:
        yield _event("block", block)
    for citation in answer.citations:
        yield _event("citation", citation)
    for result in answer.tool_results:
        yield _event("tool_result", result)
    yield _event("done", answer)


def _event(name: EventName, data: BaseModel) -> ServerSentEvent:
    return ServerSentEvent(data.model_dump_json(), event=name, sep=_LINE_END)
