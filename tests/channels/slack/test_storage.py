"""What is kept beside the conversations."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.channels.slack.storage import Answered, SlackStore, Thread
from assistant.storage import ConversationStore
from assistant.storage.database import Database

DAY = dt.timedelta(days=1)
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/conversations.sqlite"


@pytest.fixture
def store(url: str) -> Iterator[SlackStore]:
    opened = SlackStore(Database(url), lambda: NOW)
    yield opened
    opened.close()


def test_of_two_processes_one_takes_a_message_on(store: SlackStore, url: str) -> None:
    other = SlackStore(Database(url))
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda n: (store, other)[n % 2].claim("message:C:1"), range(16)))
    other.close()
    assert taken.count(True) == 1


def test_what_came_to_nothing_can_be_taken_on_again(store: SlackStore) -> None:
    assert store.claim("message:C:1")
    store.release("message:C:1")
    assert store.claim("message:C:1")
    assert not store.claim("message:C:1")


def test_threads_and_answers_come_back_as_they_were_kept(store: SlackStore) -> None:
    thread = Thread(channel="C", thread="1.0", conversation_id="c", engaged=True, context_channel="C2")
    answered = Answered(message_id="m", conversation_id="c", channel="C", thread="1.0", product="yayoi")
    store.save_thread(thread.model_copy(update={"engaged": False}))
    store.save_thread(thread)
    store.save_answered(answered)
    assert store.thread("C", "1.0") == thread
    assert store.answered("m") == answered
    assert store.thread("C", "2.0") is None
    assert store.answered("n") is None


def test_what_is_past_its_time_is_forgotten(store: SlackStore) -> None:
    store.claim("message:C:1")
    store.save_thread(Thread(channel="C", thread="1.0"))
    store.save_answered(Answered(message_id="m", conversation_id="c", channel="C", thread="1.0"))
    store.purge(NOW - DAY)
    assert store.thread("C", "1.0")
    store.purge(NOW + DAY)
    assert store.thread("C", "1.0") is None
    assert store.answered("m") is None
    assert store.claim("message:C:1")


def test_it_shares_the_database_of_the_conversations(store: SlackStore, url: str) -> None:
    conversations = ConversationStore.open(url)
    store.claim("message:C:1")
    assert conversations.load("none") is None
    conversations.close()


def test_no_table_of_it_can_hold_what_people_write(store: SlackStore, tmp_path: Path) -> None:
    store.claim("message:C:1")
    reading = sqlite3.connect(tmp_path / "conversations.sqlite")
    columns = {
        column[1]
        for table in ("slack_claims", "slack_threads", "slack_answers")
        for column in reading.execute(f"PRAGMA table_info({table})")
    }
    reading.close()
    assert not columns & {"message", "text", "question", "user"}
