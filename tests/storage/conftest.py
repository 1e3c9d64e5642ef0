"""A store in a SQLite file of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.storage import ConversationStore
from tests.storage.turns import url_of


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "conversations.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[ConversationStore]:
    opened = ConversationStore.open(url_of(file))
    yield opened
    opened.close()
