"""Bodies above a limit are refused before they are read."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.channels.web.problems import Refusal, problem_response

MAXIMUM_BYTES = 1_000_000


class BodyLimit:
    """Middleware that answers 413 to a body above `MAXIMUM_BYTES`, announced or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on that is small enough."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > MAXIMUM_BYTES:
            await problem_response(_too_large())(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > MAXIMUM_BYTES:
                raise _too_large()
            return message

        await self._app(scope, counted, send)


def _too_large() -> Refusal:
    return Refusal(413, "too_large", limit=MAXIMUM_BYTES)
