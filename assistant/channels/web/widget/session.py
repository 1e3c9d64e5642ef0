"""/api/v1/widget/session: the token with which a page talks to the assistant, and the end of what it said."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.channels.web.openapi import problems
from assistant.channels.web.problems import Refusal
from assistant.channels.web.service import Service
from assistant.channels.web.widget.gate import API, SESSION_PATH, bearer, foreign_origin, session_of
from assistant.channels.web.widget.tokens import Session, Tokens
from assistant.settings import Settings


class SessionToken(BaseModel):
    """What a page sends as `Authorization: Bearer TOKEN`."""

    model_config = ConfigDict(frozen=True)

    token: str
    expires_in: int = Field(description="Seconds for which it holds.")
    product: str | None = Field(
        description="Id of the product that the website is about, where the settings say one."
    )


def session_router(service: Service, settings: Settings, tokens: Tokens) -> APIRouter:
    """The routes that issue `tokens`, and delete what was said with them."""
    router = APIRouter(prefix=API.rstrip("/"), tags=["widget"])
    path = SESSION_PATH.removeprefix(API.rstrip("/"))

    @router.post(path, responses=problems(403, 429))
    async def widget_session(request: Request) -> SessionToken:
        """A session token for a page of a listed website, or of the assistant's own.

        With a token of an earlier session in `Authorization`, expired or not, that session goes on with its
        conversations. No body.
        """
        origin = request.headers.get("origin")
        foreign = foreign_origin(request.headers)
        product = settings.widget_origins.get(foreign) if foreign else None
        token = bearer(request.headers)
        earlier = tokens.renewable(token, origin) if token else None
        return SessionToken(token=tokens.issue(origin, product, earlier), expires_in=tokens.lifetime, product=product)

    @router.delete(path, status_code=204, responses=problems(401, 403, 503))
    def forget_session(session: Annotated[Session | None, Depends(session_of)]) -> None:
        """Deletes all conversations of the session, also those whose answer never reached the page.

        The token stays good: what is asked with it next begins a new conversation.
        """
        if session is None:
            raise Refusal(401, "session_needed")
        assistant = service.assistant
        for conversation in assistant.store.owned(session.id):
            assistant.forget(conversation)

    return router
