"""The lists of names that questions are compared with, their vectors made ready before a question comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.encoders import Encoder, Tick
from assistant.tools.coverage.similarity import fact_texts
from assistant.tools.industries.similarity import trade_texts
from assistant.tools.name_vectors import encoded_names
from assistant.tools.vector_file import VectorFile

NameList = Callable[[KnowledgeBase], Sequence[str]]
"""The names of one kind for a knowledge base."""
TOOL_LISTS: tuple[NameList, ...] = (trade_texts, fact_texts)
"""Those that the tools compare questions with."""


def name_file(data_dir: Path) -> VectorFile:
    """Where the vectors of all lists are kept."""
    return VectorFile(data_dir / "vectors" / "names.npz")


def encode_lists(
    lists: Sequence[NameList],
    knowledge: KnowledgeBase,
    encoder: Encoder,
    file: VectorFile,
    begin: Callable[[int], None],
    tick: Tick,
) -> None:
    """Makes `file` hold the vectors of all lists and no others; `begin` and `tick` as of `encoded_names`."""
    texts = tuple(text for each in lists for text in each(knowledge))
    encoded_names(encoder, texts, file, begin, tick)
    file.keep(encoder.fingerprint, texts)
