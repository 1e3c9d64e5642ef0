"""POST /api/v1/feedback: what people think of an answer."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from assistant.channels.web.chat import ID
from assistant.channels.web.negotiation import require_json
from assistant.channels.web.openapi import problems
from assistant.channels.web.problems import Refusal
from assistant.channels.web.service import Service


class FeedbackRequest(BaseModel):
    """A rating of one answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    message_id: Annotated[str, Field(pattern=ID)]
    rating: Literal["up", "down"]
    reason: Annotated[
        str | None, Field(max_length=1000, description="In the person's words; personal data is masked.")
    ] = None


def feedback_router(service: Service) -> APIRouter:
    """The route over the assistant of `service`."""
    router = APIRouter(prefix="/api/v1", tags=["chat"], dependencies=[Depends(require_json)])

    @router.post("/feedback", status_code=204, responses=problems(400, 401, 403, 404, 413, 415, 422, 503))
    def feedback(request: FeedbackRequest) -> None:
        """Rates an answer; a second rating replaces the first."""
        if not service.assistant.feedback(request.message_id, request.rating, request.reason):
            raise Refusal(404, "unknown_message")

    return router
