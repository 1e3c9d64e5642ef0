"""What follows from code and knowledge alone, kept as JSON between processes: an ingest makes it, a start reads it.

Each value is kept with a digest of all that it follows from: the source files and data files of this package, the
libraries that take part, and what the caller names. A value with another digest is computed anew, so none is stale.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)
_PACKAGE = Path(__file__).parent
_SOURCES = (".py", ".yaml")
_LIBRARIES = ("SudachiPy", "SudachiDict-core")


class Derived:
    """Values below `folder`, one file each, that follow from the code and from `inputs`."""

    def __init__(self, folder: Path, *inputs: str) -> None:
        self._folder = folder
        self._inputs = inputs

    def get(self, name: str, make: Callable[[], Any]) -> Any:
        """The value called `name`, as JSON gives it back; `make` computes it where it is not kept.

        Where the code cannot be told from other code, or nothing can be written, the value is computed each time.
        """
        code = code_digest()
        if code is None:
            return _plain(make())
        key = hashlib.sha256(json.dumps([name, code, *self._inputs]).encode()).hexdigest()
        path = self._folder / f"{name}.json"
        try:
            kept = json.loads(path.read_bytes())
            if kept["key"] == key:
                return kept["value"]
        except (OSError, ValueError, KeyError, TypeError):
            pass
        value = _plain(make())
        self._write(path, {"key": key, "value": value})
        return value

    def _write(self, path: Path, kept: dict[str, Any]) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".json")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(kept, file, ensure_ascii=False)
            Path(name).replace(path)
        except OSError as error:
            _log.warning("derived data cannot be kept in %s: %s", path, error)


def derived_data(data_dir: Path, *inputs: str) -> Derived:
    """What is kept below the data folder."""
    return Derived(data_dir / "derived", *inputs)


@cache
def code_digest() -> str | None:
    """Tells this code, with its data files and libraries, from any other; None where its files cannot be read."""
    return digest_of(_PACKAGE)


def digest_of(package: Path) -> str | None:
    """The digest of the code in the folder `package`; None where its sources are not there (a zip, .pyc only)."""
    digest = hashlib.sha256(sys.version.encode())
    for library in _LIBRARIES:
        digest.update(f"\0{library} {metadata.version(library)}".encode())
    if not (package / "__init__.py").is_file():
        return None
    for folder, folders, files in os.walk(package):
        folders.sort()
        for name in sorted(files):
            if name.endswith(_SOURCES):
                path = Path(folder, name)
                content = path.read_bytes()
                digest.update(f"\0{path.relative_to(package)}\0{len(content)}\0".encode())
                digest.update(content)
    return digest.hexdigest()


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))
