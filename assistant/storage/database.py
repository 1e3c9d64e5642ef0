"""A database of conversations: opened, checked, and its errors as ours."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import URL, Engine, create_engine, inspect, make_url, select, update
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from assistant.errors import ConfigurationError, StorageError
from assistant.storage import sqlite
from assistant.storage.schema import VERSION, Base, SchemaVersionRow
from assistant.storage.upgrades import upgrade


class Database:
    """An open database with our tables.

    Raises:
        ConfigurationError: the URL is wrong, or the driver that it names is not installed.
        StorageError: the database cannot be opened, is damaged, or was made by a newer version; from a session:
            it cannot be read or written, or a row cannot be read.
    """

    def __init__(self, url: str | URL) -> None:
        parsed = _parsed(url)
        self._name = parsed.render_as_string(hide_password=True)
        self._is_sqlite = parsed.get_backend_name() == "sqlite"
        with self._errors():
            self._engine = self._opened(parsed)
            self._prepare()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database."""
        with self._errors(), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are all made at its end, or none of them where anything is raised."""
        with self._errors():
            engine = self._engine.execution_options(**{sqlite.WRITES: True})
            with Session(engine) as session, session.begin():
                yield session

    def wipe(self) -> bool:
        """Has what was deleted leave the files; False where readers keep it for now. Other databases do it alone."""
        with self._errors():
            return not self._is_sqlite or sqlite.wipe(self._engine)

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    def _opened(self, url: URL) -> Engine:
        arguments: dict[str, object] = {}
        if self._is_sqlite:
            if not _is_uri(url):
                sqlite.prepare_file(Path(url.database or ""))
            arguments["timeout"] = sqlite.BUSY_SECONDS
        engine = create_engine(
            url,
            connect_args=arguments,
            pool_pre_ping=not self._is_sqlite,
            # an error's text goes to the log, what people wrote does not
            hide_parameters=True,
            json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
        )
        if self._is_sqlite:
            sqlite.listen(engine)
        return engine

    def _prepare(self) -> None:
        with self.writing() as session:
            connection = session.connection()
            if inspect(connection).has_table(SchemaVersionRow.__tablename__):
                version = session.scalar(select(SchemaVersionRow.version))
                if version is not None and version > VERSION:
                    raise StorageError(
                        f"{self._name} was made by a newer version (schema {version}, this one knows {VERSION}):"
                        " update the assistant, or set ASSISTANT_DATABASE_URL to another database"
                    )
                if version is not None and version < VERSION:
                    upgrade(connection, version)
                    session.execute(update(SchemaVersionRow).values(version=VERSION))
            Base.metadata.create_all(connection)
            if session.scalar(select(SchemaVersionRow.version)) is None:
                session.add(SchemaVersionRow(version=VERSION))

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise StorageError(f"{self._name}: {error.orig}: {_advice(str(error.orig))}") from error
        except ValidationError as error:
            faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
            raise StorageError(f"{self._name}: a row cannot be read: {faults}") from error
        except (SQLAlchemyError, sqlite3.Error, OSError, ValueError) as error:
            raise StorageError(f"{self._name}: {error}") from error


def _advice(reason: str) -> str:
    if "malformed" in reason or "not a database" in reason:
        return "move the file away and restart, or restore a copy"
    if "locked" in reason:
        return "another process holds the database"
    return "see that it can be reached and written"


def _is_uri(url: URL) -> bool:
    """Whether it names the file by a URI of SQLite's own, with options such as mode=ro."""
    return (url.database or "").startswith("file:")


def _parsed(url: str | URL) -> URL:
    try:
        parsed = make_url(url)
        parsed.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError) as error:
        raise ConfigurationError(f"ASSISTANT_DATABASE_URL is no database URL that is known here: {error}") from error
    except ImportError as error:
        raise ConfigurationError(f"ASSISTANT_DATABASE_URL needs a driver that is not installed: {error}") from error
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise ConfigurationError("ASSISTANT_DATABASE_URL: a SQLite database has to be a file (sqlite:///PATH)")
    return parsed
