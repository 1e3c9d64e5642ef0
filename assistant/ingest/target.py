"""What the paths of `assistant ingest` mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.errors import CorpusError, Problem


def ingest_target(paths: Sequence[Path], corpus_dir: Path) -> tuple[Path, tuple[str, ...]]:
    """The corpus folder, and the paths below it to which an update is limited (none: all of it).

    A path that holds a products.yaml is a corpus folder itself.

    Raises:
        CorpusError: a path does not exist or lies outside the corpus.
    """
    folders = [path for path in paths if (path / "products.yaml").is_file()]
    if len(folders) > 1:
        raise CorpusError([_problem(folders[1], "is a second corpus folder: name one")])
    corpus = folders[0] if folders else corpus_dir
    only: list[str] = []
    for path in paths:
        if path in folders:
            continue
        if not path.exists():
            raise CorpusError([_problem(path, "does not exist")])
        if not path.resolve().is_relative_to(corpus.resolve()):
            message = f"lies outside the corpus folder {corpus}: copy it into a product's folder there"
            raise CorpusError([_problem(path, message)])
        name = path.resolve().relative_to(corpus.resolve()).as_posix()
        if name != ".":
            only.append(name)
    return corpus, tuple(only)


def within(path: str, only: Sequence[str]) -> bool:
    """Whether a document's path is one of `only` or below one of them; all are where `only` is empty."""
    return not only or any(path == each or path.startswith(f"{each}/") for each in only)


def _problem(path: Path, message: str) -> Problem:
    return Problem(str(path), None, None, message)
