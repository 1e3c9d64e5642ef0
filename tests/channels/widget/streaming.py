"""An assistant whose answers are written to the wire by hand: late, in pieces, never."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.channels.web.app import create_app
from assistant.settings import Settings
from tests.channels.scripted import ANSWER, scripted
from tests.channels.serving import served

Piece = bytes | float
"""Bytes to send, or seconds to wait; fewer where `go_on` is set."""
BLOCK = 'event: block\ndata: {"type":"paragraph","text":"身代金は補償の対象外です。","citations":[]}\n\n'.encode()
DONE = f"event: done\ndata: {ANSWER.model_dump_json()}\n\n".encode()
ALIVE = b": keep-alive\n\n"


class Written(NamedTuple):
    """What is sent in place of what the application would: `pieces` for a question, `before` for any other call."""

    pieces: Callable[[], Iterator[Piece]]
    go_on: threading.Event
    before: Callable[[Request], Response | float | None] = lambda _: None


class _ByHand:
    def __init__(self, app: ASGIApp, written: Written) -> None:
        self._app = app
        self._written = written

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] == "OPTIONS":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        instead = self._written.before(request)
        if isinstance(instead, float):
            await self._wait(instead)
        if scope["path"] == "/api/v1/chat" and not isinstance(instead, Response):
            instead = StreamingResponse(self._stream(), media_type="text/event-stream")
        if isinstance(instead, Response):
            instead.headers["Access-Control-Allow-Origin"] = request.headers.get("origin", "*")
            instead.headers["Access-Control-Expose-Headers"] = "Retry-After"
            await instead(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _stream(self) -> AsyncIterator[bytes]:
        for piece in self._written.pieces():
            if isinstance(piece, bytes):
                yield piece
            else:
                await self._wait(piece)

    async def _wait(self, seconds: float) -> None:
        """Waits so long, or until it may go on."""
        last = time.monotonic() + seconds
        while time.monotonic() < last and not self._written.go_on.is_set():
            await asyncio.sleep(0.05)


@contextmanager
def writing(origin: str, folder: Path, written: Written) -> Iterator[str]:
    """The address of an assistant that lists `origin`."""
    settings = Settings(data_dir=folder).model_copy(update={"widget_origins": {origin: None}})
    app = create_app(settings, scripted(lambda *_: ANSWER))
    app.add_middleware(_ByHand, written=written)
    with served(app) as address:
        try:
            yield address
        finally:
            written.go_on.set()
