"""Search as a LlamaIndex retriever."""

from __future__ import annotations

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from typing_extensions import override

from assistant.retrieval.search import EVERYTHING, Hit, HybridSearch, Scope


class HybridRetriever(BaseRetriever):
    """Retrieves the `limit` best passages within `scope`; a node's score is that of its `Hit`."""

    def __init__(self, search: HybridSearch, limit: int = 10, scope: Scope = EVERYTHING) -> None:
        super().__init__()
        self._search = search
        self._limit = limit
        self._scope = scope

    @override
    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._search.search(query_bundle.query_str, self._limit, self._scope)
        return [NodeWithScore(node=_node(hit), score=hit.score) for hit in hits]


def _node(hit: Hit) -> TextNode:
    passage = hit.passage
    return TextNode(
        id_=f"{passage.document}#{passage.position}",
        text=passage.text,
        metadata={
            "document": passage.document,
            "product": passage.product,
            "title": passage.title,
            "section": passage.heading,
            "page": passage.page,
            "line": passage.line,
            "as_of": passage.as_of.isoformat() if passage.as_of else None,
            "source": passage.source,
        },
    )
