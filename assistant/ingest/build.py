"""Builds an index snapshot beside the current one, verifies it, and makes it current."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.errors import CorpusError, Problem, SnapshotError
from assistant.ingest.embedding_store import EmbeddingStore
from assistant.ingest.progress import Reporter
from assistant.ingest.read import READING_VERSION
from assistant.ingest.survey import Survey, survey
from assistant.retrieval.dense import DenseIndex, Leaf
from assistant.retrieval.encoders import Encoder, Vectors
from assistant.retrieval.lexical import LEXICAL_VERSION, write_lexical
from assistant.retrieval.manifest import Manifest
from assistant.retrieval.moments import Moments
from assistant.retrieval.passages import Document, Passage, write_passages
from assistant.retrieval.snapshot import (
    CHROMA_FOLDER,
    ENTRIES_FILE,
    KNOWLEDGE_FILE,
    LEXICAL_FOLDER,
    MOMENTS_FILE,
    PASSAGES_FILE,
    VECTORS_FILE,
    Snapshot,
)
from assistant.retrieval.snapshots import Snapshots

INDEX_VERSION = f"{READING_VERSION}.{LEXICAL_VERSION}"


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


def ingest(options: IngestOptions, encoder: Encoder, today: dt.date, reporter: Reporter) -> Summary:
    """Brings the index up to date with the corpus.

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
            return Summary(current.id, False, *difference, current.manifest.passages, 0, found.problems)
        passages = _passages(documents, found, current, reporter)
        store = EmbeddingStore(snapshots.folder / "embeddings.sqlite")
        try:
            embedded = _build(snapshots, manifest, found, documents, passages, encoder, store, reporter)
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


def _build(
    snapshots: Snapshots,
    manifest: Manifest,
    found: Survey,
    documents: list[Document],
    passages: list[Passage],
    encoder: Encoder,
    store: EmbeddingStore,
    reporter: Reporter,
) -> int:
    names = {product: known.product.name for product, known in found.base.products.items()}
    entries = [entry_texts(passage, names[passage.product]) for passage in passages]
    texts = [text for group in entries for text in group]
    passage_of = np.array([number for number, group in enumerate(entries) for _ in group], np.int64)
    missing = 0

    def begin(count: int) -> None:
        nonlocal missing
        missing = count
        reporter.step("Embedding", count)

    vectors = store.embed(encoder, texts, begin, reporter.tick)
    leaves = [Leaf(passages[number].product, passages[number].audience) for number in passage_of]
    folder = snapshots.begin(manifest.id)
    write_passages(folder / PASSAGES_FILE, documents, passages)
    (folder / KNOWLEDGE_FILE).write_text(found.base.model_dump_json(), encoding="utf-8")
    _write_vectors(folder, passage_of, leaves, vectors)
    reporter.step("Indexing", 2 * len(texts))
    write_lexical(folder / LEXICAL_FOLDER, texts)
    dense = DenseIndex(folder / CHROMA_FOLDER, manifest.id, manifest.chroma_url)
    try:
        dense.write(leaves, vectors, reporter.tick)
    finally:
        dense.close()
    manifest.model_copy(update={"passages": len(passages), "entries": len(texts)}).write(folder)
    _verify(folder, vectors)
    snapshots.finish(manifest.id)
    store.keep_only(store.keys(encoder, texts))
    return missing


def entry_texts(passage: Passage, product_name: str) -> tuple[str, ...]:
    """The texts under which a passage is found: itself below its headings, and each other wording."""
    heading = " ".join(dict.fromkeys((product_name, passage.title, *passage.section)))
    return (f"{heading}\n{passage.reading}", *passage.wordings)


def _write_vectors(folder: Path, passage_of: np.ndarray, leaves: Sequence[Leaf], vectors: Vectors) -> None:
    moments = Moments.of(leaves, vectors)
    places = {leaf: place for place, leaf in enumerate(moments.leaves)}
    leaf_of = np.array([places[leaf] for leaf in leaves], np.int64)
    np.savez(folder / ENTRIES_FILE, passage_of=passage_of, leaf_of=leaf_of)
    np.save(folder / VECTORS_FILE, vectors)
    moments.write(folder / MOMENTS_FILE)


def _verify(folder: Path, vectors: Vectors) -> None:
    """Opens the new snapshot as a reader would: counts agree and entries find themselves.

    Raises:
        SnapshotError: they do not.
    """
    snapshot = Snapshot(folder)
    try:
        counts = snapshot.dense.counts()
        everything = sum(count for scope, count in counts.items() if scope.startswith("all."))
        stored = sum(1 for _ in snapshot.passages.passages())
        if not everything == snapshot.lexical.size == len(vectors) or stored != snapshot.manifest.passages:
            raise SnapshotError(
                f"the new index is incomplete ({everything} dense, {snapshot.lexical.size} lexical entries of "
                f"{len(vectors)}, {stored} passages of {snapshot.manifest.passages}): it was not made current"
            )
        for number in range(0, len(vectors), max(1, len(vectors) // 20)):
            nearest = snapshot.dense.nearest(vectors[number], 3, None, ("public", "staff"))
            if not any(float(vectors[number] @ vectors[other]) > 0.999 for other in nearest):
                raise SnapshotError(f"entry {number} of the new index does not find itself: it was not made current")
    finally:
        snapshot.close()
