"""Passages of documents, kept in one SQLite file a snapshot."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.errors import Problem, SnapshotError
from assistant.knowledge.front_matter import Audience

_SCHEMA = """
create table documents (path text primary key, record text not null);
create table passages (number integer primary key, document text not null, passage text not null);
create index passages_document on passages (document);
"""


class Document(BaseModel):
    """A document as it was read; `path` is below the corpus folder.

    `text` is all that it says (for checking quotes), `digest` the SHA-256 of the file, `reading` the versions
    of reader and chunking that it went through.
    """

    model_config = ConfigDict(frozen=True)

    path: str
    digest: str
    reading: str
    product: str
    title: str
    kind: str = "document"
    audience: Audience = "public"
    as_of: dt.date | None = None
    valid_until: dt.date | None = None
    source: str | None = None
    described: bool = False
    text: str = ""
    problems: tuple[Problem, ...] = ()


class Passage(BaseModel):
    """A passage: `text` is verbatim, `reading` is what search sees, `section` its headings."""

    model_config = ConfigDict(frozen=True)

    document: str
    product: str
    title: str
    section: tuple[str, ...]
    text: str
    reading: str
    wordings: tuple[str, ...] = ()
    position: int
    line: int | None = None
    page: int | None = None
    audience: Audience = "public"
    kind: str = "document"
    as_of: dt.date | None = None
    source: str | None = None

    @property
    def heading(self) -> str:
        """The headings as one line."""
        return " > ".join(self.section)


class PassageStore:
    """Reads the passages of a snapshot; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise SnapshotError(f"{path} is missing: run 'assistant ingest'")
        self._database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    def passage(self, number: int) -> Passage:
        """The passage with this number."""
        row = self._database.execute("select passage from passages where number = ?", (number,)).fetchone()
        return Passage.model_validate_json(row[0])

    def passages(self, document: str | None = None) -> Iterator[tuple[int, Passage]]:
        """All passages, or those of one document, by number."""
        where, values = (" where document = ?", (document,)) if document else ("", ())
        query = f"select number, passage from passages{where} order by number"
        for number, passage in self._database.execute(query, values):
            yield number, Passage.model_validate_json(passage)

    def documents(self) -> dict[str, Document]:
        """All documents by path."""
        rows = self._database.execute("select path, record from documents order by path")
        return {path: Document.model_validate_json(record) for path, record in rows}

    def close(self) -> None:
        """Closes the file."""
        self._database.close()


def write_passages(path: Path, documents: Iterable[Document], passages: Sequence[Passage]) -> None:
    """Writes the passages of a snapshot, numbered in their order."""
    database = sqlite3.connect(path)
    try:
        database.executescript(_SCHEMA)
        rows: Iterator[tuple[Any, ...]] = ((d.path, d.model_dump_json()) for d in documents)
        database.executemany("insert into documents values (?, ?)", rows)
        rows = ((number, p.document, p.model_dump_json()) for number, p in enumerate(passages))
        database.executemany("insert into passages values (?, ?, ?)", rows)
        database.commit()
    finally:
        database.close()
