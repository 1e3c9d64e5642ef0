"""How a SQLite database is opened, and how what was deleted leaves its files."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

BUSY_SECONDS = 10
"""How long a connection waits for another one's lock."""
_WIPE_MILLISECONDS = 1000
"""How long a wipe waits for readers."""
WRITES = "assistant_writes"
"""Execution option of connections that will write: their transactions begin with the write lock."""

_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")


def prepare_file(path: Path) -> None:
    """Makes the database file, readable by its owner only; SQLite gives the files beside it the same rights.

    Raises:
        OSError: it cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def listen(engine: Engine) -> None:
    """Sets up every connection of `engine`."""
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def wipe(engine: Engine) -> bool:
    """Rewrites the database without the remains of what was deleted; False where others keep it in use for now.

    `secure_delete` overwrites rows where they stand, but not the copies that moving a row left on its old page, and
    the write-ahead log holds pages as they were.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_WIPE_MILLISECONDS}")
        try:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, _, _ = cursor.fetchone() or (1, 0, 0)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            busy = 1
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        return not busy
    finally:
        connection.close()


def _set_up(connection: sqlite3.Connection, record: object) -> None:  # noqa: ARG001
    # the driver's own BEGIN comes only before writes, and without the write lock
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")
