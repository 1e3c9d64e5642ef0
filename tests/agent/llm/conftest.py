"""Assistants over the index that all tests share, with a scripted model behind the wire."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from assistant.agent.assistant import Assistant
from assistant.agent.extractive.brain import ExtractiveBrain
from assistant.agent.llm.opening import open_brain
from assistant.settings import Settings
from assistant.storage.store import ConversationStore, open_store
from tests.agent.llm.talking import Opener, llm_settings
from tests.models.server import Models, models


@pytest.fixture(scope="session")
def server() -> Iterator[Models]:
    with models() as served:
        yield served


@pytest.fixture
def model(server: Models) -> Models:
    """A scripted model that was asked nothing yet; `restart` it with the script of the test."""
    server.restart(server.script)
    return server


@pytest.fixture
def opened(model: Models, settings: Settings, assistant: Assistant, tmp_path: Path) -> Iterator[Opener]:
    """Opens assistants that ask the scripted model; all share one database."""
    stores: list[ConversationStore] = []

    def opened(provider: str = "openai", **changes: Any) -> Assistant:
        own = llm_settings(settings, model.address, tmp_path, provider, **changes)
        stores.append(open_store(own))
        brain = open_brain(own, cast(ExtractiveBrain, assistant.brain), stores[-1])
        return Assistant(assistant.search, assistant.tools, brain, stores[-1])

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def llm(opened: Opener) -> Assistant:
    """An assistant that asks the scripted model in OpenAI's protocol."""
    return opened()
