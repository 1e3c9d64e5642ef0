"""Assistants over the index that all tests share, with a scripted model behind the wire."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.agent.assistant import Assistant, open_assistant
from assistant.settings import Settings
from tests.agent.llm.talking import llm_settings
from tests.models.server import Models, models


@pytest.fixture(scope="module")
def model() -> Iterator[Models]:
    """A scripted model; `restart` it with the script of the test."""
    with models() as served:
        yield served


@pytest.fixture(scope="session")
def opened(settings: Settings) -> Assistant:
    """What is slow to open, opened once."""
    return open_assistant(settings)


@pytest.fixture
def llm(model: Models, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant that asks the scripted model in OpenAI's protocol."""
    own = llm_settings(settings, model.address, tmp_path_factory.mktemp("conversations"))
    assistant = open_assistant(own)
    yield assistant
    assistant.store.close()
