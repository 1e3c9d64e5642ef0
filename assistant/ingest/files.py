"""Finds the documents of a corpus."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.errors import Problem
from assistant.ingest.readers import SUFFIXES
from assistant.knowledge.load import CORPUS_FILES, PRODUCT_FILES

_YAML = (".yaml", ".yml")


class Found(NamedTuple):
    """A document: its path below the corpus folder, with slashes, and its product, the topmost folder."""

    path: str
    product: str


class Listing(NamedTuple):
    """The documents of a corpus and what is amiss among its files."""

    documents: list[Found]
    problems: list[Problem]


def find_documents(corpus: Path, products: frozenset[str], max_bytes: int) -> Listing:
    """Lists the documents below `corpus` in the order of their paths.

    Links to folders are followed once; a loop, an unknown kind of file and a file above `max_bytes` are told.
    """
    documents: list[Found] = []
    problems: list[Problem] = []
    for path, problem in _files(corpus):
        if problem:
            problems.append(problem)
            continue
        name = path.relative_to(corpus).as_posix()
        folder, _, rest = name.partition("/")
        suffix = path.suffix.lower()
        if suffix in _YAML:
            problems.extend(_unknown_yaml(name, folder if rest else None))
        elif not rest:
            if suffix in SUFFIXES:
                problems.append(
                    Problem(name, None, None, "lies outside the product folders: move it into one", "warning")
                )
        elif suffix not in SUFFIXES:
            kinds = " ".join(SUFFIXES)
            problems.append(Problem(name, None, None, f"is of a kind that is not read (read are {kinds})", "warning"))
        elif folder not in products:
            close = difflib.get_close_matches(folder, products, 1)
            hint = f" (or did you mean '{close[0]}'?)" if close else ""
            message = f"its folder '{folder}' is no product: add '{folder}' to products.yaml{hint}"
            problems.append(Problem(name, None, None, message))
        elif (size := path.stat().st_size) > max_bytes:
            message = (
                f"has {size / 1e6:.0f} MB, above the limit of {max_bytes / 1e6:.0f} MB: split it, "
                "or raise ASSISTANT_MAX_FILE_MB"
            )
            problems.append(Problem(name, None, None, message))
        else:
            documents.append(Found(name, folder))
    return Listing(sorted(documents), problems)


def _files(corpus: Path) -> Iterator[tuple[Path, Problem | None]]:
    """Every visible file; a folder that was seen already, or a link to nothing, as a problem."""
    seen: set[str] = set()
    for current, folders, names in os.walk(corpus, followlinks=True):
        here = Path(current)
        kept = []
        for folder in sorted(folders):
            place = here / folder
            real = os.path.realpath(place)
            if folder.startswith("."):
                continue
            if place.is_symlink() and (real in seen or _contains(real, current)):
                message = "is a link to a folder that is read already: not followed"
                yield place, Problem(place.relative_to(corpus).as_posix(), None, None, message, "warning")
                continue
            seen.add(real)
            kept.append(folder)
        folders[:] = kept
        for name in sorted(names):
            path = here / name
            if name.startswith((".", "~$")):
                continue
            if not path.is_file():
                message = "is a link to nothing or no regular file: not read"
                yield path, Problem(path.relative_to(corpus).as_posix(), None, None, message, "warning")
            else:
                yield path, None


def _contains(folder: str, path: str) -> bool:
    real = os.path.realpath(path)
    return real == folder or real.startswith(folder + os.sep)


def _unknown_yaml(name: str, product: str | None) -> Iterator[Problem]:
    known = CORPUS_FILES if product is None else PRODUCT_FILES
    base = name.rsplit("/", 1)[-1]
    if base in known and name.count("/") <= (product is not None):
        return
    close = difflib.get_close_matches(base, known, 1, cutoff=0.5)
    hint = f": did you mean '{close[0]}'?" if close else f": known here are {', '.join(known)}"
    yield Problem(name, None, None, f"is a YAML file that nothing reads{hint}")
