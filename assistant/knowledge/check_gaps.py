"""Which covers do the documents state that no fact knows of?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from assistant.errors import Problem
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.check_evidence import DocumentText
from assistant.knowledge.eligibility import IndustryRule
from assistant.knowledge.verdict_phrases import speaks_generally, verdicts_in
from assistant.text import comparable

_QUESTION_ENDS = ("か", "か。", "?", "？")


class _Statement(NamedTuple):
    """A sentence that states whether something is covered."""

    text: str
    verdicts: frozenset[str]
    general: bool


class _Known(NamedTuple):
    """What the facts and rules of a product say, in the form of `comparable`: quotes, and names with verdicts."""

    quotes: tuple[str, ...]
    names: tuple[tuple[str, str], ...]


def check_gaps(base: KnowledgeBase, documents: Sequence[DocumentText]) -> Iterator[Problem]:
    """A warning for each public document that states covers beyond the facts and rules of its product.

    What a document says of such insurance in general is known where a fact of any product says it.
    """
    labels = {industry.id: industry.label.ja for industry in base.industries}
    by_product = {product: _known(knowledge, labels) for product, knowledge in base.products.items()}
    for document in documents:
        if document.audience == "public" and document.product in by_product:
            own = by_product[document.product]
            gaps = [each for each in _statements(document.text) if not _is_known(each, own, by_product)]
            if gaps:
                what = "states a cover" if len(gaps) == 1 else f"states {len(gaps)} covers"
                first = f"「{gaps[0].text:.60}」"
                message = f"{what} that no fact in {document.product}/coverage.yaml is about: {first}: add a fact"
                yield Problem(document.path, None, None, message, "warning")


def _known(known: ProductKnowledge, industries: dict[str, str]) -> _Known:
    """What is known of a product; `industries` has the labels of the classes that its rules name."""
    backed = (*known.coverage, *known.eligibility, *known.premiums.notes, *known.premiums.discounts)
    quotes = dict.fromkeys(comparable(each.quote) for record in backed for each in record.evidence)
    names: dict[tuple[str, str], None] = {
        (comparable(name), fact.verdict): None for fact in known.coverage for name in (fact.label.ja, *fact.aliases)
    }
    for rule in known.eligibility:
        if isinstance(rule, IndustryRule):
            named = (industries[each] for each in (*rule.excluded, *rule.borderline) if each in industries)
            names |= {(comparable(label), "not_covered"): None for label in named}
    return _Known(tuple(quotes), tuple(names))


def _statements(text: str) -> Iterator[_Statement]:
    for line in text.replace("。", "。\n").splitlines():
        verdicts = verdicts_in(line)
        if verdicts and not line.strip().endswith(_QUESTION_ENDS):
            yield _Statement(line.strip(), verdicts, speaks_generally(line))


def _is_known(statement: _Statement, own: _Known, by_product: dict[str, _Known]) -> bool:
    line = comparable(statement.text)
    if any(quote in line or line in quote for quote in own.quotes) or any(name in line for name, _ in own.names):
        return True
    if not statement.general:
        return False
    others = chain.from_iterable(known.names for known in by_product.values())
    return any(name in line and verdict in (*statement.verdicts, "conditional") for name, verdict in others)
