"""Conditions dropped: a "covered" without the limit, condition, approval or exclusion that goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assistant.answers import Answer
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.figures import yen
from assistant.knowledge.values import Local
from assistant.text import comparable
from evals.corpus import Corpus
from evals.questions import Question
from evals.scoring.figures import read
from evals.scoring.words import overlap

_SAID = 0.6
"""Share of the content words of a condition that a reply must have."""
_POSITIVE = ("covered", "conditional")


class _Known(NamedTuple):
    """A fact and its product."""

    product: str
    fact: CoverageFact


def attached(question: Question, answer: Answer, corpus: Corpus) -> list[str]:
    """What must be said beside the "covered" of a reply, as fact and part (ransom.limit).

    It is what the facts attach that the question's evidence belongs to, and those that the reply's own coverage
    results show. A reply that says nothing is covered has nothing attached.
    """
    return [f"{each.fact.id}.{part}" for each in _facts(question, answer, corpus) for part, _ in _parts(each, answer)]


def dropped(question: Question, answer: Answer, corpus: Corpus) -> list[str]:
    """Those of `attached` that the reply leaves out."""
    return [
        f"{each.fact.id}.{part}"
        for each in _facts(question, answer, corpus)
        for part, said in _parts(each, answer)
        if not said
    ]


def _facts(question: Question, answer: Answer, corpus: Corpus) -> list[_Known]:
    if answer.outcome != "answered" or answer.verdict not in _POSITIVE:
        return []
    shown = _shown(answer)
    evidence = comparable(question.evidence or "")
    cited = {citation.product for citation in answer.citations}
    return [
        _Known(product, fact)
        for product, known in corpus.base.products.items()
        if product in cited
        for fact in known.coverage
        if fact.verdict in _POSITIVE and ((product, fact.id) in shown or _stands_on(fact, evidence))
    ]


def _shown(answer: Answer) -> set[tuple[str, str]]:
    """Product and id of the facts that coverage results of the reply show."""
    return {
        (product.get("product", ""), fact.get("fact", ""))
        for result in answer.tool_results
        for item in result.result.get("items", ())
        if isinstance(item, dict)
        for product in item.get("products", ())
        for fact in product.get("facts", ())
    }


def _stands_on(fact: CoverageFact, evidence: str) -> bool:
    quotes = [comparable(each.quote) for each in fact.evidence]
    return bool(evidence) and any(evidence in quote or quote in evidence for quote in quotes)


def _parts(known: _Known, answer: Answer) -> Iterator[tuple[str, bool]]:
    """The parts of a fact that must be said, and whether the reply says them."""
    fact = known.fact
    if fact.limit:
        said = read(answer.text)
        yield "limit", any(yen(limit.amount_yen).same_as(each) for limit in fact.limit for each in said)
    for part in ("condition", "approval", "exclusion"):
        text: Local | None = getattr(fact, part)
        if text is not None:
            yield part, any(overlap(each, answer.text) >= _SAID for each in (text.ja, text.en) if each)
