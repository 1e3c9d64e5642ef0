"""What the tools work with: one snapshot's knowledge, search and finders, shared between turns."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.retrieval.search import HybridSearch
from assistant.tools.coverage import CoverageFinder
from assistant.tools.coverage.facts import is_general
from assistant.tools.industries import IndustryFinder
from assistant.tools.sources import Sources
from assistant.tools.vector_file import VectorFile


class Bench(NamedTuple):
    """All of it, over one snapshot."""

    search: HybridSearch
    knowledge: KnowledgeBase
    sources: Sources
    industries: IndustryFinder
    coverage: CoverageFinder

    def products(self, pinned: str | None) -> tuple[ProductKnowledge, ...]:
        """The products that may be asked about on a page that pins one: that, and general word; None is all."""
        known = self.knowledge.products.values()
        return tuple(each for each in known if pinned in (None, each.product.id) or is_general(each))


def open_bench(search: HybridSearch, data_dir: Path) -> Bench:
    """The bench over the snapshot of `search`; vectors of names are kept below `data_dir`."""
    knowledge, folder = search.snapshot.knowledge, data_dir / "vectors"
    return Bench(
        search,
        knowledge,
        Sources(search.snapshot),
        IndustryFinder(knowledge, search.encoder, VectorFile(folder / "industries.npz")),
        CoverageFinder(knowledge, search.encoder, VectorFile(folder / "coverage.npz")),
    )
