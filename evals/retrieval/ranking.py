"""Ranks questions with both legs of a search and with their fusion."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.retrieval.search import Hit, HybridSearch, Scope
from assistant.text import comparable
from evals.questions import Question
from evals.retrieval.ranked import DEPTH, LEGS, Leg, Place, Ranked, Ranking

_SHOWN = 5
_SNIPPET = 120


class Rankings:
    """Ranks questions with each leg of a search."""

    def __init__(self, search: HybridSearch) -> None:
        self._legs: dict[Leg, HybridSearch] = {
            "fused": search,
            "dense": HybridSearch(search.snapshot, search.encoder, 1),
            "lexical": HybridSearch(search.snapshot, search.encoder, 0),
        }
        self._encoder = search.encoder
        self._texts = [(number, comparable(p.text)) for number, p in search.snapshot.passages.passages()]

    def rank(self, question: Question) -> Ranked:
        """The rankings for the last turn of a question.

        Nothing is relevant to a question without evidence, or to the last of several turns: it does not say by itself
        what it is about.
        """
        told = question.evidence is not None and len(question.turns) == 1
        relevant = self.holding(question.evidence or "") if told else ()
        return Ranked(id=question.id, relevant=relevant, rankings=self.of(question.turns[-1], question.product))

    def holding(self, quote: str) -> tuple[int, ...]:
        """The passages that hold a quote."""
        wanted = comparable(quote)
        return tuple(number for number, text in self._texts if wanted in text)

    def of(self, query: str, product: str | None) -> tuple[Ranking, ...]:
        """What each leg finds for a query on the page of a product."""
        scope = Scope(None if product is None else (product,))
        vector = self._encoder.queries([query])[0]
        return tuple(_ranking(leg, self._legs[leg].search(query, DEPTH, scope, vector)) for leg in LEGS)


def _ranking(leg: Leg, hits: Sequence[Hit]) -> Ranking:
    best = tuple(
        Place(
            number=hit.number,
            document=hit.passage.document,
            section=hit.passage.heading,
            text=hit.passage.text[:_SNIPPET],
            score=round({"fused": hit.score, "dense": hit.cosine, "lexical": hit.bm25}[leg], 3),
        )
        for hit in hits[:_SHOWN]
    )
    return Ranking(leg=leg, numbers=tuple(hit.number for hit in hits), best=best)
