"""A real server for tests: uvicorn in a thread, on a free port."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from fastapi import FastAPI

_PATIENCE_SECONDS = 60.0


@contextmanager
def served(app: FastAPI, port: int = 0) -> Iterator[str]:
    """The address of a server of `app`, on a port that is free or that an earlier server had."""
    listening = socket.create_server(("127.0.0.1", port))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    host, port = listening.getsockname()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_SECONDS)
        listening.close()


def wait_until_ready(client: httpx.Client) -> None:
    """Waits as an operator's probe does."""
    last = time.monotonic() + _PATIENCE_SECONDS
    while client.get("/readyz").status_code != 200:
        assert time.monotonic() < last, "the server does not become ready"
        time.sleep(0.05)
