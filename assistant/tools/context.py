"""What the tools work with: one snapshot's knowledge, search and finders, shared between turns."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from assistant.derived import Derived, derived_data
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.retrieval.search import HybridSearch
from assistant.tools.coverage import CoverageFinder
from assistant.tools.coverage.facts import is_general
from assistant.tools.coverage.names import FactNames
from assistant.tools.coverage.stated import StatedFacts
from assistant.tools.industries import IndustryFinder
from assistant.tools.name_lists import name_file
from assistant.tools.sources import Sources


class ToolContext(NamedTuple):
    """All of it, over one snapshot."""

    search: HybridSearch
    knowledge: KnowledgeBase
    sources: Sources
    industries: IndustryFinder
    coverage: CoverageFinder
    facts: FactNames
    stated: StatedFacts

    def products(self, pinned: str | None) -> tuple[ProductKnowledge, ...]:
        """The products that may be asked about on a page that pins one: that, and general word; None is all."""
        known = self.knowledge.products.values()
        return tuple(each for each in known if pinned in (None, each.product.id) or is_general(each))


def kept_of(knowledge: KnowledgeBase, data_dir: Path) -> Derived:
    """What follows from a knowledge base, kept below `data_dir`."""
    return derived_data(data_dir, knowledge.model_dump_json())


def open_context(search: HybridSearch, data_dir: Path) -> ToolContext:
    """The context over the snapshot of `search`.

    An ingest keeps the vectors of all names below `data_dir`; those that it lacks are encoded here, which is logged.
    """
    knowledge, file = search.snapshot.knowledge, name_file(data_dir)
    return ToolContext(
        search,
        knowledge,
        Sources(search.snapshot),
        IndustryFinder(knowledge, search.encoder, file),
        CoverageFinder(knowledge, search.encoder, file, kept_of(knowledge, data_dir)),
        FactNames(knowledge),
        StatedFacts(knowledge),
    )
