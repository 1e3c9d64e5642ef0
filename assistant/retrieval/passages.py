"""Passages of documents, kept in one SQLite file a snapshot."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from assistant.errors import Problem, SnapshotError
from assistant.knowledge.front_matter import Audience
from assistant.retrieval.forms import PassageForms

_KEPT = 4096
"""Passages that are kept in memory once they were read."""
_SCHEMA = """
create table documents (path text primary key, record text not null);
create table passages (
    number integer primary key, document text not null, passage text not null, forms text not null
);
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
    """A passage.

    `text` is verbatim, `reading` is what search sees, `section` its headings, `english` the English rendering of the
    whole section, where the document has one.
    """

    model_config = ConfigDict(frozen=True)

    document: str
    product: str
    title: str
    section: tuple[str, ...]
    text: str
    reading: str
    wordings: tuple[str, ...] = ()
    english: str | None = None
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


class Stored(NamedTuple):
    """A passage as it is kept in a snapshot; `pairs` are its pairs of neighbouring characters, as sorted numbers."""

    passage: Passage
    forms: PassageForms
    pairs: NDArray[np.int64]


class PassageStore:
    """Reads the passages of a snapshot; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise SnapshotError(f"{path} is missing: run 'assistant ingest'")
        self._database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._kept: dict[int, Stored] = {}

    def passage(self, number: int) -> Passage:
        """The passage with this number."""
        return self.stored(number).passage

    def stored(self, number: int) -> Stored:
        """The passage with this number and what goes with it."""
        found = self._kept.get(number)
        if found is None:
            query = "select passage, forms from passages where number = ?"
            passage, forms = self._database.execute(query, (number,)).fetchone()
            found = _stored(Passage.model_validate_json(passage), PassageForms.from_json(forms))
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[number] = found
        return found

    def passages(self, document: str | None = None) -> Iterator[tuple[int, Passage]]:
        """All passages, or those of one document, by number."""
        where, values = (" where document = ?", (document,)) if document else ("", ())
        query = f"select number, passage from passages{where} order by number"
        for number, passage in self._database.execute(query, values):
            yield number, Passage.model_validate_json(passage)

    def mention(self, words: str) -> bool:
        """Whether a document has the words, as they are written."""
        query = "select 1 from documents where instr(record, ?) > 0 limit 1"
        return self._database.execute(query, (words,)).fetchone() is not None

    def texts(self) -> Iterator[tuple[str, str]]:
        """The document and the text of each passage."""
        yield from self._database.execute("select document, passage ->> '$.text' from passages")

    def documents(self) -> dict[str, Document]:
        """All documents by path."""
        rows = self._database.execute("select path, record from documents order by path")
        return {path: Document.model_validate_json(record) for path, record in rows}

    def close(self) -> None:
        """Closes the file."""
        self._database.close()


def _stored(passage: Passage, forms: PassageForms) -> Stored:
    written = "".join(piece.form.written for piece in forms.pieces)
    codes = np.frombuffer(written.encode("utf-32-le"), np.uint32).astype(np.int64)
    return Stored(passage, forms, np.unique(codes[:-1] << 21 | codes[1:]))


def write_passages(
    path: Path, documents: Iterable[Document], passages: Sequence[Passage], forms: Iterable[PassageForms]
) -> None:
    """Writes the passages of a snapshot and their forms, numbered in their order."""
    database = sqlite3.connect(path)
    try:
        database.executescript(_SCHEMA)
        rows: Iterator[tuple[Any, ...]] = ((d.path, d.model_dump_json()) for d in documents)
        database.executemany("insert into documents values (?, ?)", rows)
        pairs = enumerate(zip(passages, forms, strict=True))
        rows = ((number, p.document, p.model_dump_json(), form.to_json()) for number, (p, form) in pairs)
        database.executemany("insert into passages values (?, ?, ?, ?)", rows)
        database.commit()
    finally:
        database.close()
