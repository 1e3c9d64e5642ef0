from __future__ import annotations

from assistant.retrieval.open import open_search
from assistant.retrieval.retriever import HybridRetriever
from assistant.retrieval.search import Scope
from assistant.settings import Settings


def test_a_llama_index_retriever_gives_the_passages_of_the_search(settings: Settings) -> None:
    engine = open_search(settings).engine()
    scope = Scope(("yayoi",))
    nodes = HybridRetriever(engine, 3, scope).retrieve("支払い方法は?")
    hits = engine.search("支払い方法は?", 3, scope)
    assert [node.score for node in nodes] == [hit.score for hit in hits]
    assert [node.get_content() for node in nodes] == [hit.passage.text for hit in hits]
    assert {node.metadata["product"] for node in nodes} == {"yayoi"}
