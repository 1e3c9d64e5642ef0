"""The manifest of a snapshot: what it was made from, with what, and how much it holds."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import SnapshotError

FORMAT_VERSION = 2
MANIFEST_FILE = "manifest.json"


class Manifest(BaseModel):
    """Written last, when everything else of the snapshot stands on disk and was verified.

    `encoder` is the fingerprint of the embedding model, `reading` the versions of readers, chunking and lexical
    index, `documents` the SHA-256 of each file, `knowledge` that of the YAML; `entries` counts passages,
    wordings and English renderings.
    """

    model_config = ConfigDict(frozen=True)

    format: int = FORMAT_VERSION
    id: str
    created: dt.datetime
    encoder: str
    dimensions: int
    reading: str
    chroma_url: str | None
    documents: dict[str, str]
    knowledge: str
    passages: int
    entries: int

    def write(self, folder: Path) -> None:
        """Writes the manifest into the snapshot's folder."""
        (folder / MANIFEST_FILE).write_text(self.model_dump_json(indent=1), encoding="utf-8")


def server_of(folder: Path) -> str | None:
    """The Chroma server that a snapshot of any format keeps its vectors on; None where that cannot be read."""
    try:
        known: object = json.loads((folder / MANIFEST_FILE).read_bytes()).get("chroma_url")
    except (OSError, ValueError, AttributeError):
        return None
    return known if isinstance(known, str) else None


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`.

    Raises:
        SnapshotError: it is missing or damaged, or its format is another version's.
    """
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST_FILE).read_bytes())
    except FileNotFoundError as error:
        raise SnapshotError(f"{folder} is no index snapshot: run 'assistant ingest'") from error
    except ValidationError as error:
        raise SnapshotError(f"the index {folder} is damaged: run 'assistant ingest' to build a new one") from error
    if manifest.format != FORMAT_VERSION:
        raise SnapshotError(
            f"the index {folder} has format {manifest.format}, this version reads {FORMAT_VERSION}: "
            "run 'assistant ingest'"
        )
    return manifest
