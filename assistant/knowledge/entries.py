"""Records of the knowledge base and where in their files they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from assistant.knowledge.yaml_file import YamlFile, YamlPath

T = TypeVar("T")


def raw_entries(file: YamlFile, path: YamlPath = ()) -> list[Any]:
    """The list at `path` of the file as YAML gives it; empty where there is none."""
    data = file.data
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data if isinstance(data, list) else []


def numbered(file: YamlFile, path: YamlPath, records: Sequence[T]) -> Iterator[tuple[int, T]]:
    """Records with their index in the list at `path`; faulty entries, which were told already, have no record."""
    entries = enumerate(raw_entries(file, path))
    for record in records:
        identity = getattr(record, "id", None)
        for index, entry in entries:
            if identity is None or (isinstance(entry, dict) and entry.get("id") == identity):
                yield index, record
                break
