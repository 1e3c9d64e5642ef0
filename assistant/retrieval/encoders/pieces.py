"""Tokenises single texts without the whole vocabulary, whose 250,002 pieces take most of a second to load.

A Unigram tokenizer only ever weighs pieces that stand in its text: one that knows no others cuts the text in the same
way. So the pieces lie on disk, found by the hashes of all short enough parts of a text, and a tokenizer is made of
those that were found. A hash that two texts share finds a piece too many, which does no harm.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

_log = logging.getLogger(__name__)
_FOLDER = "pieces-1"
"""Counts changes of the files below."""
_HASHES, _PIECES, _SHELL = "hashes.npy", "pieces.npy", "shell.json"
_SPECIAL = 4
"""Pieces that stand first in any vocabulary: those around a text, for padding, and for what is unknown."""
_UNKNOWN = 3
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SPACE = "▁"


class PieceTokenizer:
    """The tokenizer whose files lie in `folder`; safe to share between threads."""

    def __init__(self, folder: Path, maximum: int, padding: int) -> None:
        """Opens the files.

        Args:
            maximum: tokens to which a text is cut.
            padding: number of the token that shorter texts end with.
        """
        self._hashes = np.asarray(np.load(folder / _HASHES, mmap_mode="r"))
        self._pieces = np.asarray(np.load(folder / _PIECES, mmap_mode="r"))
        shell = json.loads((folder / _SHELL).read_bytes())
        self._longest: int = shell.pop("longest")
        always: list[tuple[int, str, float]] = shell.pop("always")
        self._always = [(piece, score) for _, piece, score in always]
        self._numbers = [number for number, _, _ in always]
        self._tokenizer = Tokenizer.from_str(json.dumps(shell))
        self._tokenizer.enable_truncation(maximum)
        self._padding = padding
        self._guard = threading.Lock()

    def encode(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers of the tokens and which of them are the texts' own (1, else 0), both of shape (texts, tokens)."""
        found = self._pieces[np.unique(np.concatenate([self._places(text) for text in texts]))]
        pieces = [
            (piece.decode(), score) for piece, score in zip(found["piece"], found["score"].tolist(), strict=True)
        ]
        numbers = np.concatenate([self._numbers, found["number"]])
        model = models.Unigram([*self._always, *pieces], unk_id=_UNKNOWN)
        with self._guard:
            self._tokenizer.model = model
            # not in a batch, for which threads are woken that a busy machine gives late
            encoded = [self._tokenizer.encode(text).ids for text in texts]
        tokens = np.full((len(texts), max(map(len, encoded))), self._padding, np.int64)
        mask = np.zeros_like(tokens)
        for row, ids in enumerate(encoded):
            tokens[row, : len(ids)], mask[row, : len(ids)] = numbers[ids], 1
        return tokens, mask

    def _places(self, text: str) -> NDArray[np.int64]:
        """Where the pieces that stand in a text are listed."""
        normal: str = self._tokenizer.normalizer.normalize_str(text)
        wanted = np.concatenate(list(_parts(_SPACE + normal.replace(" ", _SPACE), self._longest)))
        places = np.minimum(np.searchsorted(self._hashes, wanted), len(self._hashes) - 1)
        known: NDArray[np.int64] = places[self._hashes[places] == wanted]
        return known


def open_pieces(model: Path, maximum: int, padding: int) -> PieceTokenizer | None:
    """The tokenizer of the unpacked model in the folder `model`; its files are made the first time.

    None where they cannot be kept there, which is logged.
    """
    folder = model / _FOLDER
    try:
        if not folder.is_dir():
            _write(model / "tokenizer.json", folder)
        return PieceTokenizer(folder, maximum, padding)
    except OSError as error:
        _log.warning("what single texts are tokenised with cannot be kept in %s: %s", folder, error)
        return None


def _write(tokenizer: Path, folder: Path) -> None:
    """Writes the files of a tokenizer (.json) into a new folder."""
    shell: dict[str, Any] = json.loads(tokenizer.read_bytes())
    vocabulary: list[tuple[str, float]] = [(piece, score) for piece, score in shell["model"]["vocab"]]
    # the least likely piece is what unknown letters are weighed by
    least = min(range(_SPECIAL, len(vocabulary)), key=lambda number: vocabulary[number][1])
    always = [(number, *vocabulary[number]) for number in (*range(_SPECIAL), least)]
    others = [number for number in range(_SPECIAL, len(vocabulary)) if number != least]
    hashes = _wholes([vocabulary[number][0] for number in others])
    order = np.argsort(hashes)
    if np.any(np.diff(hashes[order]) == 0):
        raise ValueError(f"{tokenizer}: two pieces have one hash")
    longest, size = (max(map(len, texts)) for texts in zip(*((p, p.encode()) for p, _ in vocabulary), strict=True))
    pieces = np.zeros(len(others), [("piece", f"S{size}"), ("score", "<f8"), ("number", "<i4")])
    pieces["piece"] = [vocabulary[number][0].encode() for number in others]
    pieces["score"] = [vocabulary[number][1] for number in others]
    pieces["number"] = others
    shell["model"]["vocab"] = vocabulary[:_SPECIAL]
    building = Path(tempfile.mkdtemp(prefix=".pieces-", dir=folder.parent))
    try:
        np.save(building / _HASHES, hashes[order])
        np.save(building / _PIECES, pieces[order])
        (building / _SHELL).write_text(json.dumps({"always": always, "longest": longest, **shell}), encoding="utf-8")
        building.replace(folder)
    except OSError:
        # another process was faster
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _parts(text: str, longest: int) -> Iterator[NDArray[np.uint64]]:
    """Hashes of all parts of a text of up to `longest` letters, those of one letter first."""
    letters = _letters(text)
    hashes = np.zeros(len(letters), np.uint64)
    for length in range(1, min(longest, len(letters)) + 1):
        hashes = hashes[: len(letters) - length + 1] * _FACTOR + letters[length - 1 :]
        yield hashes


def _wholes(pieces: Sequence[str]) -> NDArray[np.uint64]:
    """The hash of each piece as a whole."""
    lengths, hashes = np.array(list(map(len, pieces))), np.zeros(len(pieces), np.uint64)
    for length in np.unique(lengths).tolist():
        own = np.flatnonzero(lengths == length)
        for letter in _letters("".join(pieces[number] for number in own.tolist())).reshape(-1, length).T:
            hashes[own] = hashes[own] * _FACTOR + letter
    return hashes


def _letters(text: str) -> NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64) + np.uint64(1)
