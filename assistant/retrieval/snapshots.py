"""The folder of snapshots: one is current, the last three are kept.

    DATA_DIR/index/current              the name of the current snapshot
    DATA_DIR/index/snapshots/NAME/      a finished snapshot
    DATA_DIR/index/snapshots/.NAME/     one that is being built, or was when its builder died

The switch is one atomic rename of `current`. Readers look at the pointer before each use.
"""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import SnapshotError
from assistant.retrieval.dense import DenseIndex
from assistant.retrieval.manifest import server_of
from assistant.retrieval.snapshot import CHROMA_FOLDER, Snapshot

KEPT = 3


class Snapshots:
    """The snapshots below `data_dir`."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "index"
        self._snapshots = self.folder / "snapshots"
        self._pointer = self.folder / "current"
        self._guard = threading.Lock()
        self._open: Snapshot | None = None

    def current_name(self) -> str | None:
        """The name of the current snapshot, None before the first ingest."""
        try:
            return self._pointer.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None

    def current(self) -> Snapshot:
        """The current snapshot, reopened where another process has made a new one current.

        Raises:
            SnapshotError: there is none, or it is damaged.
        """
        name = self.current_name()
        if name is None:
            raise SnapshotError("there is no index yet: run 'assistant ingest'")
        with self._guard:
            if self._open is None or self._open.id != name:
                # the old one is left to its last reader; it closes when nobody holds it
                self._open = Snapshot(self._snapshots / name)
            return self._open

    def names(self) -> list[str]:
        """The finished snapshots, oldest first."""
        if not self._snapshots.is_dir():
            return []
        return sorted(path.name for path in self._snapshots.iterdir() if not path.name.startswith("."))

    def writer(self) -> FileLock:
        """The lock that a builder holds.

        Raises:
            SnapshotError: another process is building.
        """
        self._snapshots.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "ingest.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise SnapshotError("another ingest is running: wait for it to end") from error
        return lock

    def begin(self, name: str, chroma_url: str | None) -> Path:
        """An empty folder to build the snapshot `name` in; what dead builders left is removed."""
        for left in self._snapshots.glob(".*"):
            _remove(left, left.name.removeprefix("."), chroma_url)
        folder = self._snapshots / f".{name}"
        folder.mkdir()
        return folder

    def finish(self, name: str) -> None:
        """Makes the snapshot `name`, built and verified, the current one."""
        building = self._snapshots / f".{name}"
        _sync(building)
        building.replace(self._snapshots / name)
        self._point(name)
        self._prune()

    def rollback(self) -> tuple[str, str]:
        """Goes back to the snapshot before the current one; gives the names (left, now current).

        Raises:
            SnapshotError: there is none before it.
        """
        current = self.current_name()
        earlier = [name for name in self.names() if current is not None and name < current]
        if current is None or not earlier:
            raise SnapshotError("there is no earlier index to go back to")
        self._point(earlier[-1])
        return current, earlier[-1]

    def _point(self, name: str) -> None:
        fresh = self._pointer.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._pointer)

    def _prune(self) -> None:
        current = self.current_name()
        for name in [name for name in self.names() if name != current][: -(KEPT - 1)]:
            folder = self._snapshots / name
            _remove(folder, name, server_of(folder))


def _remove(folder: Path, name: str, chroma_url: str | None) -> None:
    """Deletes a snapshot, its collections on a server too."""
    if chroma_url:
        dense = DenseIndex(folder / CHROMA_FOLDER, name, chroma_url)
        dense.drop()
        dense.close()
    shutil.rmtree(folder)


def _sync(folder: Path) -> None:
    """Flushes every file of a folder to disk, so that the rename is not ahead of what it names."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
