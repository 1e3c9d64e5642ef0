"""One assistant over the index that all tests share, with a database of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.agent.assistant import Assistant, open_assistant
from assistant.settings import Settings


@pytest.fixture(scope="session")
def assistant(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    database = f"sqlite:///{tmp_path_factory.mktemp('conversations')}/conversations.sqlite"
    opened = open_assistant(settings.model_copy(update={"database_url": database}))
    yield opened
    opened.store.close()
