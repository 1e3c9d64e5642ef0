"""Any model that sentence-transformers can load, with the prompts that its family wants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from assistant.data_file import read_data
from assistant.errors import ConfigurationError
from assistant.retrieval.encoders import Tick, Vectors

_BATCH = 32


class Prompts(NamedTuple):
    """What stands before a query and before a passage."""

    query: str
    passage: str


def family_prompts(name: str) -> Prompts | None:
    """The prompts of the family that `name` belongs to, or None where no family is known."""
    families = read_data(__file__, "families.yaml")
    for family in families:
        if family["pattern"] in name.lower():
            return Prompts(family["query"], family["passage"])
    return None


class SentenceEncoder:
    """A sentence-transformers model by name or folder."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                f"ASSISTANT_EMBEDDING={name}: there is no such model here ({error}). Give 'bundled', the name of "
                "a sentence-transformers model, or the folder that holds one."
            ) from error
        own = Prompts(
            self._model.prompts.get("query") or "",
            self._model.prompts.get("document") or self._model.prompts.get("passage") or "",
        )
        self._prompts = own if any(own) else family_prompts(name) or Prompts("", "")
        self.fingerprint = f"{name}|{self._prompts.query}|{self._prompts.passage}"
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of queries."""
        return self._encode([self._prompts.query + text for text in texts])

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:
        """Vectors of passages, in batches of texts of like length."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            vectors[batch] = self._encode([self._prompts.passage + texts[index] for index in batch])
            if tick:
                tick(len(batch))
        return vectors

    def _encode(self, texts: list[str]) -> Vectors:
        encoded = self._model.encode(
            texts, prompt="", normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(encoded, np.float32)
