"""An index snapshot, open for reading."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from assistant.errors import SnapshotError
from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.dense import DenseIndex
from assistant.retrieval.encoders import Vectors
from assistant.retrieval.entries import Entries
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.manifest import Manifest, read_manifest
from assistant.retrieval.moments import Moments
from assistant.retrieval.passages import PassageStore

PASSAGES_FILE = "passages.sqlite"
KNOWLEDGE_FILE = "knowledge.json"
VECTORS_FILE = "vectors.npy"
ENTRIES_FILE = "entries.npz"
MOMENTS_FILE = "moments.npz"
LEXICAL_FOLDER = "lexical"
CHROMA_FOLDER = "chroma"


class Snapshot:
    """The parts of a snapshot, each opened when first used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: Manifest = read_manifest(folder)
        try:
            self.entries = Entries.read(folder / ENTRIES_FILE)
            self.vectors: Vectors = np.load(folder / VECTORS_FILE, mmap_mode="r")
            self.moments = Moments.read(folder / MOMENTS_FILE)
        except (OSError, KeyError, ValueError, BadZipFile) as error:
            raise SnapshotError(f"the index {folder} is damaged ({error}): run 'assistant ingest'") from error
        self.passages = PassageStore(folder / PASSAGES_FILE)

    @property
    def id(self) -> str:
        """The snapshot's name."""
        return self.manifest.id

    @cached_property
    def knowledge(self) -> KnowledgeBase:
        """The typed knowledge base as it was when the snapshot was made."""
        return KnowledgeBase.model_validate_json((self.folder / KNOWLEDGE_FILE).read_bytes())

    @cached_property
    def dense(self) -> DenseIndex:
        """The Chroma collections."""
        return DenseIndex(self.folder / CHROMA_FOLDER, self.id, self.manifest.chroma_url)

    @cached_property
    def lexical(self) -> LexicalIndex:
        """The BM25 index."""
        return LexicalIndex(self.folder / LEXICAL_FOLDER)

    def require_encoder(self, fingerprint: str) -> None:
        """Raises `SnapshotError` where the snapshot was made with another embedding model."""
        if self.manifest.encoder != fingerprint:
            raise SnapshotError(
                f"the index was made with the embedding '{self.manifest.encoder}', the setting is "
                f"'{fingerprint}': run 'assistant ingest', or set ASSISTANT_EMBEDDING back"
            )

    def close(self) -> None:
        """Lets go of the files."""
        self.passages.close()
        if "dense" in self.__dict__:
            self.dense.close()
