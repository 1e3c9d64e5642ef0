"""The HTTP API and the demo page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.agent.assistant import Assistant, Turn, open_assistant
from assistant.answers import Answer
from assistant.channels.web.problems import install_problems
from assistant.channels.web.tools import tools_router
from assistant.settings import Settings
from assistant.tools.toolbox import CurrentTools

_PAGE = Path(__file__).with_name("demo.html")


class ChatRequest(BaseModel):
    """A message of 1 to 2,000 characters."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"message": "支払い方法は?"}})

    message: str
    conversation_id: Annotated[str | None, Field(max_length=64)] = None
    product: str | None = None
    locale: str | None = None


def create_app(settings: Settings) -> FastAPI:
    """The application over the current index.

    Raises:
        SnapshotError: there is no index.
    """
    assistant: Assistant = open_assistant(settings)
    app = FastAPI(title="Coverage assistant", version="0.1.0")
    install_problems(app)
    app.include_router(tools_router(CurrentTools(assistant.search, settings.data_dir)))

    @app.post("/api/v1/chat")
    async def chat(request: ChatRequest) -> Answer:
        turn = Turn(request.message, request.conversation_id, request.product)
        return await run_in_threadpool(assistant.reply, turn)

    @app.get("/api/v1/products")
    def products() -> list[dict[str, str]]:
        known = assistant.search.snapshot.knowledge.products
        return [{"id": each.product.id, "name": each.product.name} for each in known.values()]

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> dict[str, str]:
        return {"status": "ready", "snapshot": assistant.search.snapshot.id}

    @app.get("/", include_in_schema=False)
    def page() -> FileResponse:
        return FileResponse(_PAGE)

    return app
