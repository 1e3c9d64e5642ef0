"""The application over the index that all tests share."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from assistant.channels.web.app import create_app
from assistant.settings import Settings
from tests.channels.serving import served, wait_until_ready


@pytest.fixture(scope="module")
def client(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Speaks to a server that is ready."""
    database = f"sqlite:///{tmp_path_factory.mktemp('conversations')}/conversations.sqlite"
    own = settings.model_copy(update={"database_url": database})
    with served(create_app(own)) as address, httpx.Client(base_url=address, timeout=60) as speaking:
        wait_until_ready(speaking)
        yield speaking
