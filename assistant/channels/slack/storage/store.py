"""The store of the Slack channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import URL, delete
from sqlalchemy.exc import IntegrityError

from assistant.channels.slack.storage.records import Answered, Thread
from assistant.channels.slack.storage.schema import SlackAnswerRow, SlackClaimRow, SlackThreadRow
from assistant.errors import StorageError
from assistant.settings import Settings
from assistant.storage.database import Database


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class SlackStore:
    """Claims, threads and answers, safe to use from several threads and processes.

    All methods raise StorageError where the database cannot be read or written.
    """

    def __init__(self, database: Database, clock: Callable[[], dt.datetime] = _now) -> None:
        self._database = database
        self._clock = clock

    def close(self) -> None:
        """Closes all connections."""
        self._database.close()

    def claim(self, key: str) -> bool:
        """Whether `key` was not claimed before, by this process or another; it is from now on."""
        try:
            with self._database.writing() as session:
                if session.get(SlackClaimRow, key) is not None:
                    return False
                session.add(SlackClaimRow(key=key, at=self._clock()))
        except StorageError as error:
            if isinstance(error.__cause__, IntegrityError):
                return False
            raise
        return True

    def release(self, key: str) -> None:
        """Lets `key` be claimed again."""
        with self._database.writing() as session:
            session.connection().execute(delete(SlackClaimRow).where(SlackClaimRow.key == key))

    def thread(self, channel: str, thread: str) -> Thread | None:
        """A thread; None where the assistant had no part in it."""
        with self._database.reading() as session:
            row = session.get(SlackThreadRow, (channel, thread))
            return None if row is None else _thread_of(row)

    def save_thread(self, thread: Thread) -> None:
        """Keeps a thread in place of what was known of it."""
        with self._database.writing() as session:
            session.merge(SlackThreadRow(**thread.model_dump(), updated_at=self._clock()))

    def answered(self, message_id: str) -> Answered | None:
        """Where an answer was asked for; None where it is not known (any more)."""
        with self._database.reading() as session:
            row = session.get(SlackAnswerRow, message_id)
            return None if row is None else Answered.model_validate(row, from_attributes=True)

    def save_answered(self, answered: Answered) -> None:
        """Keeps where an answer was asked for."""
        with self._database.writing() as session:
            session.merge(SlackAnswerRow(**answered.model_dump(), at=self._clock()))

    def purge(self, older_than: dt.datetime) -> None:
        """Forgets what was before `older_than`."""
        with self._database.writing() as session:
            connection = session.connection()
            connection.execute(delete(SlackClaimRow).where(SlackClaimRow.at < older_than))
            connection.execute(delete(SlackThreadRow).where(SlackThreadRow.updated_at < older_than))
            connection.execute(delete(SlackAnswerRow).where(SlackAnswerRow.at < older_than))


def open_slack_store(settings: Settings) -> SlackStore:
    """The store as the settings say, beside the conversations; what is past its time is forgotten.

    Raises:
        ConfigurationError, StorageError: as `Database` does.
    """
    default = URL.create("sqlite", database=str(settings.data_dir / "conversations.sqlite"))
    store = SlackStore(Database(settings.database_url or default))
    store.purge(_now() - dt.timedelta(days=settings.retention_days))
    return store


def _thread_of(row: SlackThreadRow) -> Thread:
    return Thread.model_validate(row, from_attributes=True)
