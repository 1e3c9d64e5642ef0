"""Which facts a passage states: those that quote it as their evidence."""

from __future__ import annotations

from assistant.knowledge.base import KnowledgeBase
from assistant.text import comparable
from assistant.tools.coverage.names import FactKey


class StatedFacts:
    """The facts of a knowledge base by the quotes that they stand on."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._quotes: dict[str, list[tuple[str, FactKey]]] = {}
        for product, known in knowledge.products.items():
            for fact in known.coverage:
                for proof in fact.evidence:
                    quote = (comparable(proof.quote), FactKey(product, fact.id))
                    self._quotes.setdefault(proof.document, []).append(quote)

    def within(self, document: str, text: str) -> tuple[FactKey, ...]:
        """The facts of which a quote from `document` stands in `text`, in the order of the knowledge base."""
        if document not in self._quotes:
            return ()
        said = comparable(text)
        return tuple(dict.fromkeys(key for quote, key in self._quotes[document] if quote in said))
