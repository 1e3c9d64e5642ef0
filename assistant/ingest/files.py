"""Finds the documents of a corpus."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.errors import Problem
from assistant.ingest.readers import SUFFIXES
from assistant.knowledge.load import CORPUS_FILES, PRODUCT_FILES

_YAML = (".yaml", ".yml")
_SAVE_AS = {".doc": ".docx", ".rtf": ".docx", ".xls": ".xlsx", ".tsv": ".csv", ".ppt": ".pdf", ".pptx": ".pdf"}
"""Kinds that people have, and what to save them as."""
_SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini"))
_PAGE_SUFFIXES = (".html", ".htm")
_PAGE_FOLDERS = ("_files", ".files", "のファイル")
"""What browsers append to a page's name for the folder with its pictures and scripts."""


_DECOMPOSED = (
    "its name is in decomposed characters, as macOS writes them (カ and ゛ for ガ), and is not found by evidence "
    "that names it as it looks: rename it"
)


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

    Links to folders outside are followed once. Told are: loops, what cannot be opened, unknown kinds, files above
    `max_bytes`, and names that other systems write otherwise.
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
                problems.append(_warning(name, "lies outside the product folders: move it into one"))
        elif suffix not in SUFFIXES:
            problems.append(_warning(name, _unread(suffix)))
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
            if not unicodedata.is_normalized("NFC", name):
                problems.append(_warning(name, _DECOMPOSED))
    return Listing(sorted(documents), problems)


def _files(corpus: Path) -> Iterator[tuple[Path, Problem | None]]:
    """Every visible file; what cannot be read, or is read elsewhere, as a problem."""
    root = os.path.realpath(corpus)
    linked: set[str] = set()
    failed: list[Problem] = []

    def fail(error: OSError) -> None:
        failed.append(Problem(_name(Path(error.filename), corpus), None, None, f"cannot be opened: {error.strerror}"))

    for current, folders, names in os.walk(corpus, followlinks=True, onerror=fail):
        here = Path(current)
        kept = []
        for folder in sorted(folders):
            place = here / folder
            if folder.startswith(".") or _is_page_folder(folder, names):
                continue
            if place.is_symlink():
                real = os.path.realpath(place)
                if _contains(real, root) or any(_contains(other, real) for other in (root, *linked)):
                    message = "is a link to a folder that is read already: not followed"
                    yield place, _warning(_name(place, corpus), message)
                    continue
                linked.add(real)
            kept.append(folder)
        folders[:] = kept
        for name in sorted(names):
            if name.startswith((".", "~$")) or name.lower() in _SYSTEM_FILES:
                continue
            yield here / name, _unreadable(here / name, corpus)
    for problem in failed:
        yield corpus, problem


def _unreadable(path: Path, corpus: Path) -> Problem | None:
    name = _name(path, corpus)
    if not _is_unicode(path.name):
        return Problem(name, None, None, "its name is not UTF-8: rename it")
    if path.is_symlink() and not path.exists():
        return _warning(name, "is a link to nothing, or to itself: not read")
    if not path.is_file():
        return _warning(name, "is no regular file: not read")
    try:
        path.open("rb").close()
    except OSError as error:
        return Problem(name, None, None, f"cannot be opened: {error.strerror}")
    return None


def _is_unicode(name: str) -> bool:
    """Whether a file's name is text; bytes that are none come as lone surrogates."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _name(path: Path, corpus: Path) -> str:
    """The path below the corpus folder; bytes that are no UTF-8 as U+FFFD."""
    return os.fsencode(path.relative_to(corpus).as_posix()).decode("utf-8", "replace")


def _is_page_folder(folder: str, beside: list[str]) -> bool:
    """Whether a browser made the folder when it saved a page beside it."""
    pages = (folder.removesuffix(ending) for ending in _PAGE_FOLDERS if folder.endswith(ending))
    return any(f"{page}{suffix}" in beside for page in pages for suffix in _PAGE_SUFFIXES)


def _contains(folder: str, path: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _unread(suffix: str) -> str:
    better = _SAVE_AS.get(suffix)
    advice = f"save it as {better}" if better else f"read are {' '.join(SUFFIXES)}"
    return f"is of a kind that is not read ({advice})"


def _warning(name: str, message: str) -> Problem:
    return Problem(name, None, None, message, "warning")


def _unknown_yaml(name: str, product: str | None) -> Iterator[Problem]:
    known = CORPUS_FILES if product is None else PRODUCT_FILES
    base = name.rsplit("/", 1)[-1]
    if base in known and name.count("/") <= (product is not None):
        return
    close = difflib.get_close_matches(base, known, 1, cutoff=0.5)
    hint = f": did you mean '{close[0]}'?" if close else f": known here are {', '.join(known)}"
    yield Problem(name, None, None, f"is a YAML file that nothing reads{hint}")
