"""The dense leg: Chroma collections of one snapshot, in its folder or on a Chroma server.

Passages and wordings lie apart, each in one collection an audience over all products and one an audience and
product: a collection that fits the scope is faster than a filter over a larger one, and never lets a staff entry
slip through.

Chroma takes a second to import, and a small index is searched without it (see search.py): it is imported when a
collection is opened.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ConfigurationError, SnapshotError
from assistant.retrieval.encoders import Vectors
from assistant.retrieval.entries import Entries, Leaf

if TYPE_CHECKING:
    from chromadb.api.client import Client

_BATCH = 4000
_EVERYTHING = "_all"
"""No product is called so."""


class DenseIndex:
    """The collections of the snapshot called `snapshot`."""

    def __init__(self, folder: Path, snapshot: str, url: str | None) -> None:
        self._prefix = re.sub(r"[^a-zA-Z0-9-]", "-", snapshot)
        self._client = _client(folder, url)
        # a snapshot that was replaced is closed when its last reader lets go of it
        self._finalizer = weakref.finalize(self, _close, self._client)
        self._open: dict[str, tuple[Any, int]] = {}

    def nearest(self, vector: Vectors, count: int, leaves: Iterable[Leaf], *, everything: bool) -> list[int]:
        """The entries nearest to a query vector of shape (dimensions,), best first within each collection.

        Args:
            count: at most so many a collection.
            leaves: what to search.
            everything: whether `leaves` are all products' of their audiences.
        """
        scopes = {_scope(None if everything else leaf.product, leaf) for leaf in leaves}
        found: list[int] = []
        for scope in sorted(scopes):
            collection, size = self._collection(scope)
            if size:
                result = collection.query(query_embeddings=[vector], n_results=min(count, size), include=[])
                found.extend(int(number) for number in result["ids"][0])
        return found

    def write(self, entries: Entries, vectors: Vectors, tick: Callable[[int], None]) -> None:
        """Adds all entries; `vectors[i]` belongs to entry i."""
        scopes: dict[str, list[NDArray[np.int64]]] = {}
        for leaf in entries.leaves:
            for scope in (_scope(None, leaf), _scope(leaf.product, leaf)):
                scopes.setdefault(scope, []).append(entries.members(leaf))
        for scope, members in scopes.items():
            collection = self._client.create_collection(
                self._name(scope), embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
            numbers = np.concatenate(members)
            for start in range(0, len(numbers), _BATCH):
                batch = numbers[start : start + _BATCH]
                collection.upsert(ids=[str(number) for number in batch], embeddings=vectors[batch])
                tick(len(batch))

    def size(self) -> int:
        """How many entries the snapshot has."""
        return sum(count for scope, count in self.counts().items() if scope.startswith(f"{_EVERYTHING}."))

    def counts(self) -> dict[str, int]:
        """How many entries each collection of the snapshot holds, by scope."""
        start = f"{self._prefix}."
        scopes = (name.removeprefix(start) for name in self.names() if name.startswith(start))
        return {scope: self._collection(scope)[1] for scope in scopes}

    def names(self) -> list[str]:
        """The names of all collections, those of other snapshots on the server too."""
        return [collection.name for collection in self._client.list_collections()]

    def drop(self) -> None:
        """Deletes the collections of the snapshot."""
        for scope in self.counts():
            self._client.delete_collection(self._name(scope))

    def close(self) -> None:
        """Lets go of the files."""
        self._finalizer()

    def _name(self, scope: str) -> str:
        return f"{self._prefix}.{scope}"

    def _collection(self, scope: str) -> tuple[Any, int]:
        """A collection and its size, which never changes once it is written; (None, 0) where there is none."""
        from chromadb.errors import NotFoundError

        if scope not in self._open:
            try:
                collection = self._client.get_collection(self._name(scope), embedding_function=None)
                self._open[scope] = collection, collection.count()
            except NotFoundError:
                self._open[scope] = None, 0
        return self._open[scope]


def _scope(product: str | None, leaf: Leaf) -> str:
    return f"{product or _EVERYTHING}.{leaf.audience}.{leaf.kind}"


def _close(client: Client) -> None:
    client.close()
    # Chroma 1.5 leaves the HTTP connections of a server's client open
    parts: tuple[Any, ...] = (client, client._admin_client)
    for part in parts:
        session = getattr(part._server, "_session", None)
        if session is not None:
            session.close()


def _client(folder: Path, url: str | None) -> Client:
    import chromadb
    from chromadb.config import Settings as ChromaSettings
    from chromadb.errors import ChromaError

    quiet = ChromaSettings(anonymized_telemetry=False)
    if url is None:
        return cast("Client", chromadb.PersistentClient(str(folder), settings=quiet))
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError(f"ASSISTANT_CHROMA_URL={url}: write it as http://HOST:PORT")
    port = parts.port or (443 if parts.scheme == "https" else 8000)
    try:
        return cast("Client", chromadb.HttpClient(parts.hostname, port, ssl=parts.scheme == "https", settings=quiet))
    except (ValueError, ChromaError) as error:
        raise SnapshotError(
            f"the Chroma server at {url} does not answer ({error}): start it or check the address"
        ) from error
