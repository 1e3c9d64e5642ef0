"""POST /api/v1/chat: one turn of conversation, as JSON or as server-sent events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Header, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.answers import Answer
from assistant.channels.web.events import event_stream
from assistant.channels.web.negotiation import EVENT_STREAM, require_json, wants_events
from assistant.channels.web.openapi import problems
from assistant.channels.web.problems import Refusal
from assistant.channels.web.service import Service
from assistant.channels.web.turns import RunningTurn
from assistant.channels.web.widget.gate import session_of
from assistant.channels.web.widget.owned import SessionReplies
from assistant.channels.web.widget.tokens import Session
from assistant.knowledge.values import Language

if TYPE_CHECKING:
    from assistant.agent.turn import Turn

ID = r"^[A-Za-z0-9_-]{1,64}$"
"""Conversations and messages are named so."""


def _absent(value: object) -> object:
    return None if value == "" else value


def _language(value: object) -> object:
    """The language of a locale: ja of ja-JP."""
    return value.replace("_", "-").partition("-")[0].lower() or None if isinstance(value, str) else value


class ChatRequest(BaseModel):
    """A message, and where it belongs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    message: Annotated[str, Field(description="1 to 2,000 characters, in Japanese or English.")]
    conversation_id: Annotated[
        Annotated[str, Field(pattern=ID)] | None,
        BeforeValidator(_absent),
        Field(description="Of the conversation that this continues; none begins one."),
    ] = None
    product: Annotated[
        Annotated[str, Field(max_length=64)] | None,
        BeforeValidator(_absent),
        Field(description="Id of the product that the page is about."),
    ] = None
    locale: Annotated[
        Language | None,
        BeforeValidator(_language),
        Field(description="Language of the reply (ja, en; ja-JP is ja); none is that of the message."),
    ] = None


def chat_router(service: Service) -> APIRouter:
    """The route over the assistant of `service`."""
    router = APIRouter(prefix="/api/v1", tags=["chat"], dependencies=[Depends(require_json)])

    stream: dict[int | str, dict[str, Any]] = {200: {"content": {EVENT_STREAM: {}}}}

    @router.post("/chat", response_model=Answer, responses=stream | problems(400, 401, 403, 413, 415, 422, 429, 503))
    async def chat(
        request: ChatRequest,
        session: Annotated[Session | None, Depends(session_of)],
        accept: Annotated[str, Header()] = "",
    ) -> Answer | Response:
        """Answers a message.

        With `Accept: text/event-stream` the same turn comes as events: `status` (stage and text), `block`,
        `citation`, `tool_result`, and `done` (the whole answer) or `error` (a problem) at the end.
        """
        from assistant.agent.language import language_of

        assistant = service.assistant
        known = assistant.search.snapshot.knowledge.products
        # known before a stream begins, so that it is a status of its own
        if request.product is not None and request.product not in known:
            raise Refusal(422, "unknown_product", given=request.product, known=", ".join(known))
        turn = _turn(request)
        reply = SessionReplies(assistant, session)
        if not wants_events(accept):
            return await run_in_threadpool(reply, turn)
        language = turn.locale or language_of(turn.message)
        return await event_stream(RunningTurn(reply, turn), language)

    return router


def _turn(request: ChatRequest) -> Turn:
    # imported here, as with it come the libraries of search
    from assistant.agent.turn import Turn

    return Turn.model_validate(request.model_dump())
