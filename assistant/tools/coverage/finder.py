"""Finds the facts that somebody asks about: by name, else by likeness, else none."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Literal, NamedTuple

from assistant.derived import Derived
from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.encoders import Encoder
from assistant.text import collapse, normalise
from assistant.tools.coverage.beside import beside_likeness, beside_name
from assistant.tools.coverage.circumstances import Circumstance
from assistant.tools.coverage.facts import is_general, is_refusal
from assistant.tools.coverage.likeness import Likeliest
from assistant.tools.coverage.names import FactKey, FactNames, Mention, Reading, core, has_content
from assistant.tools.coverage.similarity import Comparison, FactSimilarity, thresholds
from assistant.tools.coverage.speaking import FactTexts
from assistant.tools.coverage.stated import StatedFacts
from assistant.tools.coverage.vocabulary import Vocabulary
from assistant.tools.coverage.words import words
from assistant.tools.vector_file import VectorFile


class Finding(NamedTuple):
    """One thing that a text asks about.

    Attributes:
        name: its name, as the knowledge base writes it; None where no name decided.
        method: by a name in the text, or by its likeness to the names of facts; None where nothing was found.
        similarity: how like, -1 to 1, where that was the method.
        facts: what was found, in the asked product or else in general word; in all products where none was asked.
        circumstances: what the text has beside it, of which facts that cover it must speak.
        related: facts that are near where none was found.
    """

    name: str | None = None
    method: Literal["name", "similarity"] | None = None
    similarity: float | None = None
    facts: tuple[FactKey, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    related: tuple[FactKey, ...] = ()


Compare = Callable[[], Comparison]


class CoverageFinder:
    """Texts to the facts of a knowledge base.

    A name that a text holds decides. For a product that has no such name, a shorter one inside it decides if it is
    that of the same thing, and else general word. Likeness counts only where a text is no name of any product: on
    what a product calls by no name it is wrong more often than right (similarity.yaml). A refusal needs to speak of
    nothing that the text has beside it.
    """

    def __init__(
        self,
        knowledge: KnowledgeBase,
        encoder: Encoder | None = None,
        cache: VectorFile | None = None,
        kept: Derived | None = None,
    ) -> None:
        """Opens the finder.

        Args:
            encoder: without one only names decide.
            cache: keeps the vectors of the names for other processes.
            kept: keeps what follows from `knowledge` for them.
        """
        self.texts = FactTexts(knowledge, kept)
        self._names = FactNames(knowledge)
        self._vocabulary = Vocabulary(knowledge, self.texts, kept)
        self._stated = StatedFacts(knowledge)
        self._encoder = encoder
        self._similarity = FactSimilarity(knowledge, encoder, cache) if encoder else None
        self._general = frozenset(product for product, known in knowledge.products.items() if is_general(known))
        self._refusals = frozenset(
            FactKey(product, fact.id)
            for product, known in knowledge.products.items()
            for fact in known.coverage
            if is_refusal(fact)
        )
        self._likeliest = Likeliest(self._names, self._general, self._refusals)

    def find(self, text: str, product: str | None = None, *, encoder: Encoder | None = None) -> tuple[Finding, ...]:
        """What `text`, an item or a whole message, asks about; always one finding at least.

        Args:
            product: id of the product whose facts are wanted, with general word where it is silent; None is all.
            encoder: the finder's own, or one that remembers what it has encoded.
        """
        reading = self._names.read(text)
        plain = core(collapse(normalise(text)))

        @cache
        def compare() -> Comparison:
            used = encoder or self._encoder
            return self._similarity.compare(plain, used) if self._similarity and used and plain else Comparison()

        items = [each for each in reading.mentions if each.role == "item" or self._refusals & set(each.facts)]
        found = [self._of_name(each, product, reading, compare) for each in items]
        if not any(finding.facts for finding in found) and not _is_all(reading):
            alike = self._of_likeness(reading, product, compare())
            partly = self._of_context(reading, product, alike, compare)
            found = [partly or alike] if partly or alike.facts or not found else found
        distinct = {finding.facts or finding.name: finding for finding in found}
        return tuple(distinct.values())

    def stated_in(self, document: str, text: str) -> tuple[FactKey, ...]:
        """The facts that stand on a quote in `text`, a passage of `document`."""
        return self._stated.within(document, text)

    def _of_name(self, mention: Mention, product: str | None, reading: Reading, compare: Compare) -> Finding:
        facts = mention.facts
        if product is not None:
            facts = self._told(mention, {product}) or self._told(mention, self._general)
        named = Finding(self._names.spelling(mention.name), "name" if facts else None, facts=facts)
        if not facts or self._refusals.issuperset(facts):
            return named
        beside = beside_name(reading, mention)
        if has_content(reading.outside, words().asides):
            beside += tuple(map(Circumstance, self._vocabulary.unknown(reading.text, reading.spans)))
            if compare().uninsured:
                beside += (Circumstance(core(reading.text)),)
        if any(self.texts.silent(each, facts) for each in beside):
            return self._speaking(beside, product, compare) or named._replace(circumstances=beside)
        return named._replace(circumstances=beside)

    def _speaking(self, beside: tuple[Circumstance, ...], product: str | None, compare: Compare) -> Finding | None:
        """Other facts, which speak of all circumstances and are like the text."""
        if not all(each.words or each.pieces for each in beside):
            return None
        facts = [each for each in compare().facts if all(self.texts.speaks_of(one, each.key) for one in beside)]
        found = self._likeliest.of(tuple(facts), product)
        if not found.facts:
            return None
        return Finding(None, "similarity", found.score, found.facts, beside)

    def _of_context(self, reading: Reading, product: str | None, alike: Finding, compare: Compare) -> Finding | None:
        """The last name that is context, where likeness found nothing else.

        The text says more of it, which no fact speaks of; unless that is only what a cost is spent on.
        """
        for context in reversed(reading.mentions):
            named = self._of_name(context, product, reading, compare)
            if context.role != "context" or not named.facts:
                continue
            if alike.facts and not set(alike.facts) & set(context.facts):
                return None
            is_cost = context.rest.endswith(words().cost_nouns) and not self._names.is_event(context)
            if is_cost and set(alike.facts) & set(named.facts):
                return named
            related = tuple(key for key in alike.related if key not in context.facts)
            return named._replace(circumstances=(*named.circumstances, Circumstance(context.rest)), related=related)
        return None

    def _told(self, mention: Mention, products: frozenset[str] | set[str]) -> tuple[FactKey, ...]:
        """The facts of `products` that a name is about.

        Where none has it: those of a shorter name inside it that is one of the same thing (情報漏えい in
        ハッキングによる情報漏えい); and for a name in English, which few facts list, those of the same thing.
        """
        own = tuple(key for key in mention.facts if key.product in products)
        return own or self._names.same_in(products, mention.facts, None if mention.name.isascii() else mention.name)

    def _of_likeness(self, reading: Reading, product: str | None, comparison: Comparison) -> Finding:
        facts = tuple(each for each in comparison.facts if each.key not in reading.blocked)
        found = self._likeliest.of(facts, product)
        is_refused = self._refusals.issuperset(found.facts)
        beside = beside_likeness(reading)
        if not found.facts or (comparison.uninsured and not is_refused):
            return Finding(related=found.related)
        if not is_refused and any(self.texts.silent(each, found.facts) for each in beside):
            return self._speaking(beside, product, lambda: comparison) or Finding(
                related=found.facts[: thresholds().related]
            )
        return Finding(None, "similarity", found.score, found.facts, beside)


def _is_all(reading: Reading) -> bool:
    """Whether a name is all that a text says: then it means that and nothing like it."""
    return any(mention.name == core(reading.text) for mention in reading.mentions)
