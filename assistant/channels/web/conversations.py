"""/api/v1/conversations: a conversation so far, to go on with it, and its deletion."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict

from assistant.answers import Answer
from assistant.channels.web.chat import ID
from assistant.channels.web.openapi import problems
from assistant.channels.web.problems import Refusal
from assistant.channels.web.service import Service
from assistant.channels.web.widget.gate import session_of
from assistant.channels.web.widget.owned import belongs
from assistant.channels.web.widget.tokens import Session

BrowserSession = Annotated[Session | None, Depends(session_of)]
ConversationId = Annotated[str, Path(pattern=ID, description="As the answers of the conversation name it.")]


class PastExchange(BaseModel):
    """An earlier message, with personal data masked, and its answer."""

    model_config = ConfigDict(frozen=True)

    message: str
    answer: Answer


class Conversation(BaseModel):
    """A conversation so far, the oldest exchange first."""

    model_config = ConfigDict(frozen=True)

    conversation_id: str
    exchanges: tuple[PastExchange, ...]


def conversations_router(service: Service) -> APIRouter:
    """The routes over the assistant of `service`."""
    router = APIRouter(prefix="/api/v1/conversations", tags=["conversations"])

    @router.get("/{conversation_id}", responses=problems(401, 403, 404, 422, 503))
    def conversation(conversation_id: ConversationId, session: BrowserSession) -> Conversation:
        """A conversation so far.

        One that a browser session began is for that session; whoever knows the id of another can read it.
        """
        assistant = service.assistant
        turns = assistant.history(conversation_id) if belongs(assistant, conversation_id, session) else ()
        if not turns:
            raise Refusal(404, "unknown_conversation")
        exchanges = tuple(PastExchange(message=each.screened.question, answer=each.answer) for each in turns)
        return Conversation(conversation_id=conversation_id, exchanges=exchanges)

    @router.delete("/{conversation_id}", status_code=204, responses=problems(401, 403, 404, 422, 503))
    def forget(conversation_id: ConversationId, session: BrowserSession) -> None:
        """Deletes a conversation: its messages, answers, feedback and memory."""
        assistant = service.assistant
        if not belongs(assistant, conversation_id, session) or not assistant.forget(conversation_id):
            raise Refusal(404, "unknown_conversation")

    return router
