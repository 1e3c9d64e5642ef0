"""Finds the facts that somebody asks about: by name, else by likeness, else none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.encoders import Encoder
from assistant.text import collapse, normalise
from assistant.tools.coverage.facts import is_general, is_refusal
from assistant.tools.coverage.names import FactKey, FactNames, Mention, Reading, core
from assistant.tools.coverage.similarity import FactSimilarity, Likeness, thresholds
from assistant.tools.coverage.words import words
from assistant.tools.vector_file import VectorFile


class Finding(NamedTuple):
    """One thing that a text asks about.

    Attributes:
        name: its name, as the knowledge base writes it; None where no name decided.
        method: by a name in the text, or by its likeness to the names of facts; None where nothing was found.
        similarity: how like, -1 to 1, where that was the method.
        facts: what was found, in the asked product or else in general word; in all products where none was asked.
        rest: what the text says of the thing that its name leaves out (パソコン of ウイルス感染したパソコン).
        circumstances: words of words.yaml that stand beside it.
        related: facts that are near where none was found.
    """

    name: str | None = None
    method: Literal["name", "similarity"] | None = None
    similarity: float | None = None
    facts: tuple[FactKey, ...] = ()
    rest: str = ""
    circumstances: tuple[str, ...] = ()
    related: tuple[FactKey, ...] = ()


class CoverageFinder:
    """Texts to the facts of a knowledge base.

    A name that a text holds decides. For a product that has no such name, a shorter one inside it decides if it is
    that of the same thing, and else general word. Likeness counts only where a text is no name of any product: on
    what a product calls by no name it is wrong more often than right (similarity.yaml).
    """

    def __init__(
        self, knowledge: KnowledgeBase, encoder: Encoder | None = None, cache: VectorFile | None = None
    ) -> None:
        """Without an `encoder` only names decide; `cache` keeps the vectors of the names for other processes."""
        self._names = FactNames(knowledge)
        self._similarity = FactSimilarity(knowledge, encoder, cache) if encoder else None
        self._general = frozenset(product for product, known in knowledge.products.items() if is_general(known))
        self._refusals = frozenset(
            FactKey(product, fact.id)
            for product, known in knowledge.products.items()
            for fact in known.coverage
            if is_refusal(fact)
        )

    def find(self, text: str, product: str | None = None) -> tuple[Finding, ...]:
        """What `text`, an item or a whole message, asks about; always one finding at least.

        Args:
            product: id of the product whose facts are wanted, with general word where it is silent; None is all.
        """
        reading = self._names.read(text)
        items = [each for each in reading.mentions if each.role == "item" or self._refusals & set(each.facts)]
        found = [self._by_name(each, product) for each in items]
        if not any(finding.facts for finding in found) and not _is_all(reading):
            alike = self._by_likeness(core(collapse(normalise(text))), product, reading.blocked)
            partly = self._by_context(reading, product, alike)
            found = [partly or alike] if partly or alike.facts or not found else found
        around = _circumstances(reading)
        distinct = {finding.facts or finding.name: finding._replace(circumstances=around) for finding in found}
        return tuple(distinct.values())

    def _by_context(self, reading: Reading, product: str | None, alike: Finding) -> Finding | None:
        """The last name that is context, where likeness found nothing else."""
        for context in reversed(reading.mentions):
            named = self._by_name(context, product)
            if context.role == "context" and named.facts:
                if alike.facts and not set(alike.facts) & set(context.facts):
                    return None
                related = tuple(key for key in alike.related if key not in context.facts)
                return named._replace(rest=context.rest, related=related)
        return None

    def _by_name(self, mention: Mention, product: str | None) -> Finding:
        facts = mention.facts
        if product is not None:
            facts = self._told(mention, {product}) or self._told(mention, self._general)
        return Finding(name=self._names.spelling(mention.name), method="name" if facts else None, facts=facts)

    def _told(self, mention: Mention, products: frozenset[str] | set[str]) -> tuple[FactKey, ...]:
        """The facts of `products` that a name is about.

        Where none has it: those of a shorter name inside it that is one of the same thing (情報漏えい in
        ハッキングによる情報漏えい); and for a name in English, which few facts list, those of the same thing.
        """
        own = tuple(key for key in mention.facts if key.product in products)
        return own or self._names.same_in(products, mention.facts, None if mention.name.isascii() else mention.name)

    def _by_likeness(self, text: str, product: str | None, blocked: frozenset[FactKey]) -> Finding:
        if self._similarity is None or not text:
            return Finding()
        every = [each for each in self._similarity.compare(text) if each.key not in blocked]
        own = [each for each in every if product in (None, each.key.product)]
        general = [each for each in every if each.key.product in self._general]
        for near in (own, general):
            if facts := self._clear(near, every, product):
                score = round(near[0].score, 4)
                return Finding(method="similarity", similarity=score, facts=facts)
        limits = thresholds()
        refused = [each for each in general if each.key in self._refusals and each.score >= limits.refusal_threshold]
        related = refused + [each for each in own if each.score >= limits.related_threshold]
        return Finding(related=tuple(dict.fromkeys(each.key for each in related))[: limits.related])

    def _clear(self, near: Sequence[Likeness], every: Sequence[Likeness], product: str | None) -> tuple[FactKey, ...]:
        """The first of `near` with what is the same thing, where it is like enough and nothing speaks against it."""
        limits = thresholds()
        if not near or near[0].score < limits.threshold:
            return ()
        best = near[0]
        others = [each for each in every if not self._names.same(each.key, best.key)]
        if product is not None and any(
            each.score > best.score + limits.rival_margin and each.key.product != best.key.product for each in others
        ):
            return ()
        if best.key not in self._refusals and any(
            each.score >= max(limits.refusal_threshold, best.score - limits.refusal_margin)
            for each in others
            if each.key in self._refusals and each.key.product in {product, best.key.product, *self._general}
        ):
            return ()
        return tuple(
            each.key
            for each in near
            if self._names.same(each.key, best.key)
            and (each.score >= limits.threshold or each.key.product == best.key.product)
        )


def _is_all(reading: Reading) -> bool:
    """Whether a name is all that a text says: then it means that and nothing like it."""
    return any(mention.name == core(reading.text) for mention in reading.mentions)


def _circumstances(reading: Reading) -> tuple[str, ...]:
    """Words of words.yaml that stand in a text beside the names."""
    found = words().circumstances.apart(reading.text)
    named = [(mention.start, mention.end) for mention in reading.mentions]
    beside = [each for each in found if all(each.end <= start or end <= each.start for start, end in named)]
    return tuple(dict.fromkeys(each.meaning for each in beside))
