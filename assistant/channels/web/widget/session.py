"""POST /api/v1/widget/session: the token with which a page talks to the assistant."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.channels.web.openapi import problems
from assistant.channels.web.widget.gate import API, SESSION_PATH, bearer, foreign_origin
from assistant.channels.web.widget.tokens import Tokens
from assistant.settings import Settings


class SessionToken(BaseModel):
    """What a page sends as `Authorization: Bearer TOKEN`."""

    model_config = ConfigDict(frozen=True)

    token: str
    expires_in: int = Field(description="Seconds for which it holds.")
    product: str | None = Field(
        description="Id of the product that the website is about, where the settings say one."
    )


def session_router(settings: Settings, tokens: Tokens) -> APIRouter:
    """The route that issues `tokens`."""
    router = APIRouter(prefix=API.rstrip("/"), tags=["widget"])

    @router.post(SESSION_PATH.removeprefix(API.rstrip("/")), responses=problems(403, 429))
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

    return router
