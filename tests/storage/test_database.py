from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from assistant.agent.memory import Memory
from assistant.errors import ConfigurationError, StorageError
from assistant.storage import ConversationStore
from assistant.storage.schema import VERSION
from tests.storage.turns import completed, url_of


def test_a_database_of_a_newer_version_is_refused(store: ConversationStore, file: Path) -> None:
    store.close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE schema_version SET version = ?", (VERSION + 1,))
    connection.close()
    with pytest.raises(StorageError, match=rf"newer version \(schema {VERSION + 1}.*update the assistant"):
        ConversationStore.open(url_of(file))


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("これはデータベースではありません。" * 100, "utf-8")
    with pytest.raises(StorageError, match=r"notes\.txt.*not a database.*move the file away"):
        ConversationStore.open(url_of(file))


def test_damage_is_a_storage_error(store: ConversationStore, file: Path) -> None:
    conversation = store.begin("web")
    for _ in range(30):
        store.save_turn(store.load(conversation.id) or conversation, completed(reply="長い返答。" * 500), Memory())
    store.close()
    content = file.read_bytes()
    file.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    damaged = ConversationStore.open(url_of(file))
    with pytest.raises(StorageError):
        damaged.turns(conversation.id)
    damaged.close()


def test_a_row_that_makes_no_sense_is_a_storage_error(store: ConversationStore, file: Path) -> None:
    conversation = store.begin("web")
    store.save_turn(conversation, completed(), Memory())
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE conversations SET memory = '{\"items\": 3}'")
    connection.close()
    with pytest.raises(StorageError, match=r"memory\.items"):
        store.load(conversation.id)


def test_a_file_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"conversations\.sqlite"):
        ConversationStore.open(url_of(tmp_path / "file" / "conversations.sqlite"))


def test_a_database_that_cannot_be_written_can_be_read(store: ConversationStore, file: Path) -> None:
    conversation = store.begin("web")
    store.save_turn(conversation, completed(), Memory())
    opened = ConversationStore.open(f"sqlite:///file:{file}?mode=ro&uri=true")
    loaded = opened.load(conversation.id)
    assert loaded is not None
    with pytest.raises(StorageError, match="readonly"):
        opened.save_turn(loaded, completed(), Memory())
    opened.close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("conversations.sqlite", "no database URL"),
        ("nosuch://host/db", "no database URL"),
        ("mssql+pymssql://u:secret@host/db", "driver that is not installed"),
        ("sqlite://", "has to be a file"),
        ("sqlite:///:memory:", "has to be a file"),
    ],
)
def test_a_wrong_url_is_the_operator_s(url: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as raised:
        ConversationStore.open(url)
    assert "secret" not in str(raised.value)


def test_an_error_does_not_tell_what_people_wrote(store: ConversationStore) -> None:
    turn = completed("ひみつの質問")
    store.save_turn(store.begin("web"), turn, Memory())
    with pytest.raises(StorageError) as raised:
        store.save_turn(store.begin("web"), turn, Memory())
    assert "ひみつ" not in str(raised.value)
    assert "ひみつ" not in str(raised.value.__cause__)
