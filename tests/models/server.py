"""The server: every request is kept, and answered as the script says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NamedTuple

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from tests.channels.serving import served
from tests.models import anthropic, ollama, openai
from tests.models.asked import Asked
from tests.models.moves import Move, Script


class BrokenOff(Exception):
    """The connection breaks in the middle of a stream."""


class Models:
    """A scripted model behind an address.

    Attributes:
        script: what it does when it is asked; set it.
        asked: all that it was asked, in order.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[Asked] = []
        self.address = ""

    def restart(self, script: Script) -> None:
        """Another model, which was asked nothing yet."""
        self.script = script
        self.asked = []


class Protocol(NamedTuple):
    """A protocol, and what its streams are."""

    module: ModuleType
    media_type: str


_PATHS = {
    "/v1/chat/completions": Protocol(openai, "text/event-stream"),
    "/v1/messages": Protocol(anthropic, "text/event-stream"),
    "/api/chat": Protocol(ollama, "application/x-ndjson"),
}


@contextmanager
def models(script: Script = lambda _: Move(text="?")) -> Iterator[Models]:
    """A model on a free port."""
    model = Models(script)
    with served(_app(model)) as address:
        model.address = address
        yield model


def _app(model: Models) -> FastAPI:
    app = FastAPI()

    async def answer(request: Request) -> Response:
        protocol = _PATHS[request.url.path]
        body = await request.json()
        asked = protocol.module.asked(body, {name.lower(): value for name, value in request.headers.items()})
        model.asked.append(asked)
        move = model.script(asked)
        await asyncio.sleep(move.waits)
        if move.status != 200:
            return JSONResponse(protocol.module.refusal(move), move.status, dict(move.headers))

        async def stream() -> AsyncIterator[str]:
            for number, event in enumerate(protocol.module.events(move, body)):
                if move.breaks is not None and number >= move.breaks:
                    raise BrokenOff
                yield event
                await asyncio.sleep(0)

        return StreamingResponse(stream(), media_type=protocol.media_type)

    for path in _PATHS:
        app.post(path)(answer)
    return app
