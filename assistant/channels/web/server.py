"""The server process: socket, logging, and the application."""

from __future__ import annotations

import logging
import socket

import uvicorn
from rich.console import Console

from assistant.channels.web.app import create_app
from assistant.errors import ConfigurationError
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import NO_MODEL, Settings

_SHUTDOWN_SECONDS = 5
"""How long running answers may take to end when the server is stopped."""


def serve(settings: Settings, host: str, port: int, messages: Console) -> None:
    """Serves until it is stopped.

    Raises:
        SnapshotError: there is no index.
        ConfigurationError: nothing can listen at that address; a setting is wrong; the language model is not named
            rightly, or its package or key is missing.
    """
    Snapshots(settings.data_dir).current()
    if settings.llm != NO_MODEL:
        from assistant.agent.llm.opening import open_model

        open_model(settings)
    app = create_app(settings)
    listening = _listen(host, port)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    logging.getLogger("assistant").setLevel(logging.INFO)
    shown = f"[{host}]" if ":" in host else host
    messages.print(f"Serving http://{shown}:{port} (Ctrl+C stops)", highlight=False, markup=False, soft_wrap=True)
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=_SHUTDOWN_SECONDS)
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise ConfigurationError(
            f"cannot listen at {host}, port {port} ({error.strerror or error}): stop what listens there, or "
            "choose another with --port or ASSISTANT_PORT"
        ) from error
