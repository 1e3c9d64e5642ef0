from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.schema import CreateTable

from assistant.agent.memory import Memory
from assistant.agent.usage import Usage
from assistant.errors import StorageError
from assistant.storage import ConversationStore
from assistant.storage.schema import VERSION, Base, SpendingRow, TurnRow
from tests.storage.turns import completed, url_of

NEW_COLUMNS = ("model", "model_calls", "input_tokens", "output_tokens", "cost_usd")


def _make_first_version(file: Path) -> str:
    """A database as version 1 left it, with a turn in it; the id of its conversation."""
    store = ConversationStore.open(url_of(file))
    conversation = store.begin("http")
    store.save_turn(conversation, completed("身代金は補償される?"), Memory(product="yayoi"))
    store.close()
    with sqlite3.connect(file) as raw:
        for column in NEW_COLUMNS:
            raw.execute(f"ALTER TABLE turns DROP COLUMN {column}")
        raw.execute("DROP TABLE spending")
        raw.execute("UPDATE schema_version SET version = 1")
    raw.close()
    return conversation.id


def test_a_database_of_the_first_version_is_upgraded_with_all_that_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    old = _make_first_version(file)
    store = ConversationStore.open(url_of(file))
    (kept,) = store.turns(old)
    assert (kept.screened.question, kept.usage) == ("身代金は補償される?", None)
    known = store.load(old)
    assert known is not None
    usage = Usage(model="openai:gpt-4o-mini", calls=2, input_tokens=10, output_tokens=5, cost_usd=0.25)
    store.save_turn(known, completed().model_copy(update={"usage": usage}), known.memory)
    store.spend(usage, old)
    assert store.turns(old)[-1].usage == usage
    assert store.spent() == 0.25
    store.close()
    with sqlite3.connect(file) as raw:
        assert raw.execute("SELECT version FROM schema_version").fetchall() == [(VERSION,)]
    raw.close()


def test_an_upgrade_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    old = _make_first_version(file)
    with sqlite3.connect(file) as raw:
        raw.execute("ALTER TABLE turns ADD COLUMN model VARCHAR(128)")
    raw.close()
    store = ConversationStore.open(url_of(file))
    assert len(store.turns(old)) == 1
    store.close()


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    _make_first_version(file)
    with sqlite3.connect(file) as raw:
        raw.execute(f"UPDATE schema_version SET version = {VERSION + 1}")
    raw.close()
    with pytest.raises(StorageError, match="newer version"):
        ConversationStore.open(url_of(file))


def test_the_new_columns_can_be_added_to_any_database() -> None:
    for column in NEW_COLUMNS:
        assert TurnRow.__table__.columns[column].nullable
    engine = create_engine("sqlite://")
    assert "spending" in str(CreateTable(Base.metadata.tables[SpendingRow.__tablename__]).compile(engine))
    engine.dispose()


def test_what_was_spent_stays_and_belongs_to_nobody_once_the_conversation_is_deleted(tmp_path: Path) -> None:
    store = ConversationStore.open(url_of(tmp_path / "c.sqlite"))
    conversation = store.begin("http")
    store.save_turn(conversation, completed(), Memory())
    store.spend(Usage(model="m", cost_usd=2.0), conversation.id)
    assert store.spent(None, conversation.id) == 2.0
    store.delete(conversation.id)
    assert store.spent(None, conversation.id) == 0.0
    assert store.spent() == 2.0
    store.close()
