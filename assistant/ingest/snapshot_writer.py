"""Writes a snapshot into an empty folder and verifies it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.errors import SnapshotError
from assistant.ingest.forms import passage_forms
from assistant.ingest.progress import Reporter
from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.dense import DenseIndex
from assistant.retrieval.encoders import Vectors
from assistant.retrieval.entries import Entries, lexical_texts
from assistant.retrieval.lexical import write_lexical
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

_PROBES = 20
"""Entries that a new snapshot must find by their own vectors."""
_SAME = 0.999


class Contents(NamedTuple):
    """What a snapshot holds; `vectors` are those of its entries, see `Entries`."""

    base: KnowledgeBase
    documents: list[Document]
    passages: list[Passage]
    vectors: Vectors


def write_snapshot(folder: Path, manifest: Manifest, contents: Contents, reporter: Reporter) -> None:
    """Writes all parts into the empty `folder`, the manifest, with its counts filled in, last."""
    base, documents, passages, vectors = contents
    entries = Entries.of(passages)
    write_passages(folder / PASSAGES_FILE, documents, passages, map(passage_forms, passages))
    (folder / KNOWLEDGE_FILE).write_text(base.model_dump_json(), encoding="utf-8")
    entries.write(folder / ENTRIES_FILE)
    Moments.of(entries, vectors).write(folder / MOMENTS_FILE)
    np.save(folder / VECTORS_FILE, vectors)
    # every entry goes into two collections
    reporter.step("Indexing", len(passages) + 2 * len(vectors))
    products = {product: known.product for product, known in base.products.items()}
    write_lexical(folder / LEXICAL_FOLDER, lexical_texts(passages, products))
    reporter.tick(len(passages))
    dense = DenseIndex(folder / CHROMA_FOLDER, manifest.id, manifest.chroma_url)
    try:
        dense.write(entries, vectors, reporter.tick)
    finally:
        dense.close()
    manifest.model_copy(update={"passages": len(passages), "entries": len(vectors)}).write(folder)


def verify_snapshot(folder: Path) -> None:
    """Opens a new snapshot as a reader would: counts agree and entries find themselves.

    Raises:
        SnapshotError: they do not.
    """
    snapshot = Snapshot(folder)
    try:
        vectors, expected = snapshot.vectors, snapshot.manifest
        dense, lexical = snapshot.dense.size(), snapshot.lexical.size
        stored = sum(1 for _ in snapshot.passages.passages())
        if not dense == len(vectors) == expected.entries or not lexical == stored == expected.passages:
            raise SnapshotError(
                f"the new index is incomplete ({dense} vectors of {expected.entries}; {stored} passages and "
                f"{lexical} lexical entries of {expected.passages}): it was not made current"
            )
        for number in range(0, len(vectors), max(1, len(vectors) // _PROBES)):
            nearest = snapshot.dense.nearest(vectors[number], 3, snapshot.entries.leaves, everything=True)
            if not any(float(vectors[number] @ vectors[other]) > _SAME for other in nearest):
                raise SnapshotError(f"entry {number} of the new index does not find itself: it was not made current")
    finally:
        snapshot.close()
