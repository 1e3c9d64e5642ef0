"""The coverage knowledge base as one value."""

from __future__ import annotations

from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.eligibility import EligibilityRule
from assistant.knowledge.identity import Identity
from assistant.knowledge.industries import Industry
from assistant.knowledge.premiums import Premiums
from assistant.knowledge.products import Product
from assistant.knowledge.values import Record


class ProductKnowledge(Record):
    """A product with its facts, rules and premiums."""

    product: Product
    coverage: tuple[CoverageFact, ...] = ()
    eligibility: tuple[EligibilityRule, ...] = ()
    premiums: Premiums = Premiums()


class KnowledgeBase(Record):
    """All products by id, in the order of products.yaml, and the industry classes."""

    products: dict[str, ProductKnowledge]
    industries: tuple[Industry, ...] = ()
    identity: Identity = Identity()
