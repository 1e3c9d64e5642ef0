"""What must be ready beside the index before a question comes: vectors of all names, and what follows from it."""

from __future__ import annotations

from pathlib import Path

from assistant.agent.understanding.concerns import concern_texts
from assistant.agent.understanding.examples import example_texts
from assistant.agent.understanding.fact_concerns import open_fact_concerns
from assistant.agent.understanding.intents import open_intents
from assistant.agent.understanding.perils import open_perils
from assistant.ingest.build import Preparation
from assistant.ingest.progress import Reporter
from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.encoders import Encoder
from assistant.tools.context import kept_of
from assistant.tools.coverage import CoverageFinder
from assistant.tools.name_lists import TOOL_LISTS, NameList, encode_lists, name_file

NAME_LISTS: tuple[NameList, ...] = (*TOOL_LISTS, example_texts, concern_texts)
"""All lists of names that any part compares questions with: a part that has one of its own adds it here."""


def name_preparation(data_dir: Path) -> Preparation:
    """Encodes the names of `NAME_LISTS` that are not kept below `data_dir` yet."""

    def prepare(base: KnowledgeBase, encoder: Encoder, reporter: Reporter) -> None:
        def begin(count: int) -> None:
            reporter.step("Names", count)

        encode_lists(NAME_LISTS, base, encoder, name_file(data_dir), begin, reporter.tick)
        # what it keeps of the knowledge base is all that is wanted
        CoverageFinder(base, kept=kept_of(base, data_dir))
        open_intents(encoder, data_dir).prepare()
        open_perils(encoder, data_dir).prepare()
        open_fact_concerns(encoder, data_dir).prepare(base)

    return prepare
