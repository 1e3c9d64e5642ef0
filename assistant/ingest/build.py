"""Builds an index snapshot beside the current one, verifies it, and makes it current."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from assistant.errors import CorpusError, Problem, SnapshotError
from assistant.ingest.embedding_store import EmbeddingStore
from assistant.ingest.progress import Reporter
from assistant.ingest.read import READING_VERSION
from assistant.ingest.snapshot_writer import Contents, verify_snapshot, write_snapshot
from assistant.ingest.survey import Survey, survey
from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.retrieval.entries import dense_texts
from assistant.retrieval.lexical import LEXICAL_VERSION
from assistant.retrieval.manifest import Manifest
from assistant.retrieval.passages import Document, Passage
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.snapshots import Snapshots

INDEX_VERSION = f"{READING_VERSION}.{LEXICAL_VERSION}"
Preparation = Callable[[KnowledgeBase, Encoder, Reporter], None]
"""Makes ready what questions need beside the index; a step of its own."""


def nothing_more(base: KnowledgeBase, encoder: Encoder, reporter: Reporter) -> None:
    """The preparation of an index that is only searched."""


class Summary(NamedTuple):
    """What an ingest did: paths of documents, counts, and the problems that did not stop it.

    `snapshot` is the current snapshot's name, `built` whether it is new; `embedded` counts the texts that had
    to be embedded.
    """

    snapshot: str
    built: bool
    added: list[str]
    changed: list[str]
    removed: list[str]
    unchanged: int
    passages: int
    embedded: int
    problems: list[Problem]


class IngestOptions(NamedTuple):
    """Where an ingest reads and writes, and how strict it is.

    `skip_broken` leaves out documents with errors instead of stopping; errors in YAML always stop. `only` limits the
    update to documents at or below these paths; others stay as they are in the current snapshot.
    """

    corpus: Path
    data_dir: Path
    max_bytes: int
    chroma_url: str | None = None
    skip_broken: bool = False
    only: tuple[str, ...] = ()


def ingest(
    options: IngestOptions,
    encoder: Encoder,
    today: dt.date,
    reporter: Reporter,
    prepare: Preparation = nothing_more,
) -> Summary:
    """Brings the index up to date with the corpus.

    Args:
        today: what is valid until this day or later has not expired.
        prepare: called before the new snapshot becomes current, and where nothing has changed.

    Raises:
        CorpusError: the corpus has errors; the current snapshot stays as it is.
        SnapshotError: another ingest is running, or the new snapshot did not stand its verification.
    """
    snapshots = Snapshots(options.data_dir)
    with snapshots.writer():
        current = _usable(snapshots)
        known = current.passages.documents() if current else {}
        found = survey(options.corpus, options.max_bytes, today, known, reporter, options.only)
        documents = _fit(found, options.skip_broken)
        manifest = _manifest(found, documents, encoder, options.chroma_url)
        difference = _difference(known, documents)
        if current and _same(current.manifest, manifest):
            prepare(found.base, encoder, reporter)
            return Summary(current.id, False, *difference, current.manifest.passages, 0, found.problems)
        passages = _passages(documents, found, current, reporter)
        store = EmbeddingStore(snapshots.folder / "embeddings.sqlite")
        try:
            vectors, embedded = _embed(encoder, passages, found, store, reporter)
            folder = snapshots.begin(manifest.id, options.chroma_url)
            write_snapshot(folder, manifest, Contents(found.base, documents, passages, vectors), reporter)
            verify_snapshot(folder)
            prepare(found.base, encoder, reporter)
            snapshots.finish(manifest.id)
            store.forget_unused()
        finally:
            store.close()
        return Summary(manifest.id, True, *difference, len(passages), embedded, found.problems)


def _usable(snapshots: Snapshots) -> Snapshot | None:
    """The current snapshot, where there is one that this version can read."""
    try:
        return snapshots.current()
    except SnapshotError:
        return None


def _fit(found: Survey, skip_broken: bool) -> list[Document]:
    """The documents to index: all of them, or those without errors.

    Raises:
        CorpusError: there are errors that may not be skipped, or nothing is left.
    """
    broken = {read.document.path for read in found.documents if _errors(read.document)}
    fatal = [problem for problem in found.errors if not (skip_broken and problem.file in broken)]
    if fatal:
        raise CorpusError(fatal)
    documents = [read.document for read in found.documents if read.document.path not in broken]
    if not documents:
        message = "holds no document: add one to a product's folder"
        raise CorpusError([Problem("corpus", None, None, message)])
    return documents


def _errors(document: Document) -> bool:
    return any(problem.severity == "error" for problem in document.problems)


def _manifest(found: Survey, documents: list[Document], encoder: Encoder, chroma_url: str | None) -> Manifest:
    now = dt.datetime.now(dt.UTC)
    return Manifest(
        id=f"{now:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(2)}",
        created=now,
        encoder=encoder.fingerprint,
        dimensions=encoder.dimensions,
        reading=INDEX_VERSION,
        chroma_url=chroma_url,
        documents={document.path: f"{document.digest}/{document.reading}" for document in documents},
        knowledge=found.digest,
        passages=0,
        entries=0,
    )


def _same(current: Manifest, wanted: Manifest) -> bool:
    varying = {"id", "created", "passages", "entries"}
    return current.model_dump(exclude=varying) == wanted.model_dump(exclude=varying)


def _difference(known: dict[str, Document], documents: list[Document]) -> tuple[list[str], list[str], list[str], int]:
    """Paths added, changed and removed, and how many are unchanged."""
    paths = {document.path for document in documents}
    added = [document.path for document in documents if document.path not in known]
    changed = [d.path for d in documents if d.path in known and known[d.path].digest != d.digest]
    removed = [path for path in known if path not in paths]
    return added, changed, removed, len(documents) - len(added) - len(changed)


def _passages(
    documents: list[Document], found: Survey, current: Snapshot | None, reporter: Reporter
) -> list[Passage]:
    """All passages: those of unchanged documents from the current snapshot, the others split anew."""
    # LlamaIndex takes over a second to import: not for an ingest that finds nothing to do
    from assistant.ingest.documents import parse_passages

    blocks = {read.document.path: read.blocks for read in found.documents}
    reporter.step("Splitting", len(documents))
    passages: list[Passage] = []
    for document in documents:
        own = blocks[document.path]
        if own is None and current is not None:
            passages.extend(passage for _, passage in current.passages.passages(document.path))
        else:
            passages.extend(parse_passages(document, own or ()))
        reporter.tick(detail=document.path)
    return passages


def _embed(
    encoder: Encoder, passages: list[Passage], found: Survey, store: EmbeddingStore, reporter: Reporter
) -> tuple[Vectors, int]:
    """The vectors of all entries, and how many had to be computed."""
    products = {product: known.product for product, known in found.base.products.items()}
    missing = 0

    def begin(count: int) -> None:
        nonlocal missing
        missing = count
        reporter.step("Embedding", count)

    return store.embed(encoder, dense_texts(passages, products), begin, reporter.tick), missing
