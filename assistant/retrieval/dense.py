"""The dense leg: Chroma collections of one snapshot, in its folder or on a Chroma server.

Entries lie in one collection an audience over all products and one an audience and product: a collection that
fits the scope is faster than a filter over a larger one, and never lets a staff entry slip through.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

from assistant.errors import ConfigurationError, SnapshotError
from assistant.knowledge.front_matter import Audience
from assistant.retrieval.encoders import Vectors

_BATCH = 4000
_EVERYTHING = "all"


class Leaf(NamedTuple):
    """The entries of one product and audience."""

    product: str
    audience: Audience


class DenseIndex:
    """The collections of the snapshot called `snapshot`."""

    def __init__(self, folder: Path, snapshot: str, url: str | None) -> None:
        self._prefix = re.sub(r"[^a-zA-Z0-9-]", "-", snapshot)
        self._client = _client(folder, url)
        # a snapshot that was replaced is closed when its last reader lets go of it
        self._finalizer = weakref.finalize(self, self._client.close)
        self._open: dict[str, Any] = {}

    def nearest(
        self, vector: Vectors, count: int, leaves: Iterable[Leaf] | None, audiences: Sequence[Audience]
    ) -> list[int]:
        """The entries nearest to a query vector of shape (dimensions,), best first within each collection.

        `leaves` None searches all products; a collection that does not exist holds nothing.
        """
        scopes = (
            [f"{_EVERYTHING}.{audience}" for audience in audiences]
            if leaves is None
            else [f"{leaf.product}.{leaf.audience}" for leaf in leaves]
        )
        found: list[int] = []
        for scope in scopes:
            collection = self._collection(scope)
            if collection is not None:
                result = collection.query(
                    query_embeddings=[vector], n_results=min(count, collection.count()), include=[]
                )
                found.extend(int(number) for number in result["ids"][0])
        return found

    def write(self, leaves: Sequence[Leaf], vectors: Vectors, tick: Callable[[int], None]) -> None:
        """Adds all entries; `leaves[i]` and `vectors[i]` belong to entry i."""
        scopes: dict[str, list[int]] = {}
        for number, leaf in enumerate(leaves):
            scopes.setdefault(f"{_EVERYTHING}.{leaf.audience}", []).append(number)
            scopes.setdefault(f"{leaf.product}.{leaf.audience}", []).append(number)
        for scope, numbers in scopes.items():
            collection = self._client.create_collection(
                self._name(scope), embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
            for start in range(0, len(numbers), _BATCH):
                batch = numbers[start : start + _BATCH]
                collection.upsert(ids=[str(number) for number in batch], embeddings=vectors[batch])
                tick(len(batch))

    def counts(self) -> dict[str, int]:
        """How many entries each collection of the snapshot holds, by scope."""
        start = f"{self._prefix}."
        names = (collection.name for collection in self._client.list_collections())
        scopes = (name.removeprefix(start) for name in names if name.startswith(start))
        return {scope: self._collection(scope).count() for scope in scopes}

    def drop(self) -> None:
        """Deletes the collections of the snapshot."""
        for scope in self.counts():
            self._client.delete_collection(self._name(scope))

    def close(self) -> None:
        """Lets go of the files."""
        self._finalizer()

    def _name(self, scope: str) -> str:
        return f"{self._prefix}.{scope}"

    def _collection(self, scope: str) -> Any:
        if scope not in self._open:
            try:
                self._open[scope] = self._client.get_collection(self._name(scope), embedding_function=None)
            except (ChromaError, ValueError):
                self._open[scope] = None
        return self._open[scope]


def leaf_numbers(leaves: Sequence[Leaf]) -> dict[Leaf, NDArray[np.int64]]:
    """The entries of each leaf."""
    numbers: dict[Leaf, list[int]] = {}
    for number, leaf in enumerate(leaves):
        numbers.setdefault(leaf, []).append(number)
    return {leaf: np.array(entries) for leaf, entries in numbers.items()}


def _client(folder: Path, url: str | None) -> Client:
    quiet = ChromaSettings(anonymized_telemetry=False)
    if url is None:
        return cast(Client, chromadb.PersistentClient(str(folder), settings=quiet))
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"ASSISTANT_CHROMA_URL={url}: write it as http://HOST:PORT")
    port = parts.port or (443 if parts.scheme == "https" else 8000)
    try:
        return cast(Client, chromadb.HttpClient(parts.hostname, port, ssl=parts.scheme == "https", settings=quiet))
    except (ValueError, ChromaError) as error:
        raise SnapshotError(
            f"the Chroma server at {url} does not answer ({error}): start it or check the address"
        ) from error
