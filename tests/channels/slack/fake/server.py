"""The local Slack on the network: its Web API, uploads, response addresses, and the socket of Socket Mode."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import WSMsgType, web

from tests.channels.slack.fake.methods import METHODS
from tests.channels.slack.fake.workspace import APP_TOKEN, BOT_TOKEN, Call, Data, Refused, Trouble, Workspace

_SECONDS = 30.0


class Server:
    """Serves a workspace; `sockets` are the open connections of Socket Mode, the last is the newest."""

    def __init__(self) -> None:
        self.workspace = Workspace()
        self.address = ""
        self.loop = asyncio.new_event_loop()
        self.sockets: list[web.WebSocketResponse] = []
        self.acknowledged: dict[str, Data] = {}

    @property
    def api(self) -> str:
        """The address of the Web API."""
        return f"{self.address}/api/"

    def push(self, envelope: Data) -> None:
        """Sends an envelope to the newest connection."""
        sending = self._newest().send_str(json.dumps(envelope))
        asyncio.run_coroutine_threadsafe(sending, self.loop).result(_SECONDS)

    def drop(self) -> None:
        """Ends the newest connection without a word."""
        request = self._newest()._req
        assert request is not None
        assert request.transport is not None
        self.loop.call_soon_threadsafe(request.transport.abort)

    def _newest(self) -> web.WebSocketResponse:
        """The newest connection, which the app may know of a moment before we do."""
        last = time.monotonic() + _SECONDS
        while not self.sockets:
            assert time.monotonic() < last, "the app does not connect"
            time.sleep(0.01)
        return self.sockets[-1]

    def application(self) -> web.Application:
        """The routes."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_post("/response/{id}", self._respond)
        app.router.add_get("/link", self._socket)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name, given = request.match_info["method"], await _arguments(request)
        slack = self.workspace
        with slack.guard:
            slack.calls.append(Call(name, given))
            trouble = slack.troubles[name].pop(0) if slack.troubles.get(name) else None
            if trouble and not trouble.carried_out:
                return _failed(trouble)
            answer = self._carried_out(name, given, request.headers.get("Authorization", ""))
        if trouble:
            return _failed(trouble)
        return web.json_response(answer)

    def _carried_out(self, name: str, given: Data, authorization: str) -> Data:
        slack, token = self.workspace, authorization.removeprefix("Bearer ")
        try:
            if token in slack.revoked:
                raise Refused("token_revoked")
            if name == "apps.connections.open":
                if token != APP_TOKEN:
                    raise Refused("not_allowed_token_type")
                return {"ok": True, "url": f"{self.address.replace('http', 'ws')}/link"}
            if token != BOT_TOKEN:
                raise Refused("invalid_auth")
            method = METHODS.get(name)
            if method is None:
                raise Refused("unknown_method")
            kind = slack.kind(str(given.get("channel", "")))
            if lacking := {each.replace("*", kind) for each in method.scopes} - slack.scopes:
                raise Refused("missing_scope", needed=min(lacking), provided=",".join(slack.scopes))
            missing, unknown = method.needed - given.keys(), given.keys() - method.allowed
            if missing or unknown:
                slack.refusals.append(f"{name}: missing {set(missing)}, unknown {set(unknown)}")
                raise Refused("invalid_arguments")
            answer = method.work(slack, given)
        except Refused as refused:
            return refused.answer
        known = {key: _addressed(value, self.address) for key, value in answer.items()}
        return {"ok": True, **known}

    async def _upload(self, request: web.Request) -> web.Response:
        content = await request.read()
        if request.content_type.startswith("multipart/"):
            part = (await request.post())["file"]
            content = part.file.read() if isinstance(part, web.FileField) else str(part).encode()
        with self.workspace.guard:
            (file,) = [each for each in self.workspace.files if each["id"] == request.match_info["file"]]
            file["content"] = content
        return web.Response(text=f"OK - {len(content)}")

    async def _respond(self, request: web.Request) -> web.Response:
        given = await request.json()
        with self.workspace.guard:
            if given.get("blocks"):
                self.workspace.check_blocks(given["blocks"])
            self.workspace.responses.append(given)
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                answer = json.loads(message.data)
                self.acknowledged[answer["envelope_id"]] = answer
        return socket


@contextmanager
def slack_server() -> Iterator[Server]:
    """A local Slack on a free port."""
    server = Server()
    started = threading.Event()
    runner = web.AppRunner(server.application(), shutdown_timeout=1.0)

    async def start() -> None:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        server.address = f"http://{host}:{port}"
        started.set()

    def run() -> None:
        asyncio.set_event_loop(server.loop)
        server.loop.run_until_complete(start())
        server.loop.run_forever()
        server.loop.run_until_complete(runner.cleanup())
        server.loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(_SECONDS)
    try:
        yield server
    finally:
        server.loop.call_soon_threadsafe(server.loop.stop)
        thread.join(_SECONDS)


async def _arguments(request: web.Request) -> Data:
    given: Data = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    else:
        given |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    return {key: _parsed(value) for key, value in given.items()}


def _parsed(value: Any) -> Any:
    """Forms carry lists and objects as JSON."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _failed(trouble: Trouble) -> web.Response:
    headers = {} if trouble.retry_after is None else {"Retry-After": str(trouble.retry_after)}
    if trouble.code is None:
        return web.Response(
            status=trouble.status, text="<html>oops</html>", content_type="text/html", headers=headers
        )
    return web.json_response({"ok": False, "error": trouble.code}, status=trouble.status, headers=headers)


def _addressed(value: Any, address: str) -> Any:
    return value.replace("{address}", address) if isinstance(value, str) else value
