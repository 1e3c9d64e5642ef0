"""GET /metrics: counts of turns, checks and the language model, in the text format of Prometheus."""

from __future__ import annotations

from fastapi import APIRouter, Response

from assistant.channels.web.service import Service


def metrics_router(_: Service) -> APIRouter:
    """The route; it answers while the assistant is still loading too."""
    router = APIRouter(tags=["health"])

    @router.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        """Counts since the process began."""
        from assistant.metrics import CONTENT_TYPE, exposition

        return Response(exposition(), media_type=CONTENT_TYPE)

    return router
