"""GET /healthz and /readyz: whether the process lives, and whether it can answer."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from assistant.channels.web.openapi import problems
from assistant.channels.web.service import Service


class Alive(BaseModel):
    """The process lives."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """Questions are answered, from this snapshot of the index."""

    status: Literal["ready"] = "ready"
    snapshot: str


def health_router(service: Service) -> APIRouter:
    """The routes over the assistant of `service`."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    async def healthz() -> Alive:
        """Whether the process lives."""
        return Alive()

    @router.get("/readyz", responses=problems(503))
    def readyz() -> Ready:
        """Whether index, embedding model and tools are loaded; a new index is loaded here, ahead of questions."""
        return Ready(snapshot=service.assistant.tools.context().search.snapshot.id)

    return router
