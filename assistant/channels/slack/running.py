"""The process behind `assistant slack`."""

from __future__ import annotations

import asyncio
import logging

from rich.console import Console

from assistant.channels.slack.credentials import socket_credentials
from assistant.channels.slack.desk import open_desk
from assistant.channels.slack.socket import listen
from assistant.channels.web.service import open_warm
from assistant.settings import Settings


def run(settings: Settings, messages: Console) -> None:
    """Answers in Slack until it is stopped.

    Raises:
        ConfigurationError: a token, the configuration or the database is not as it should be.
        SnapshotError: there is no index.
        StorageError: the database cannot be opened.
    """
    credentials = socket_credentials(settings)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    logging.getLogger("assistant").setLevel(logging.INFO)

    def connected() -> None:
        messages.print("Connected to Slack (Ctrl+C stops)", highlight=False)

    desk = open_desk(settings, credentials, lambda: assistant)
    assistant = open_warm(settings)
    try:
        asyncio.run(listen(settings, credentials, desk, connected))
    finally:
        assistant.store.close()
