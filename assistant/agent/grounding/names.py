"""Glossaries: of a knowledge base, and of what the evidence of a turn names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from assistant.agent.grounding.claims import claims
from assistant.agent.grounding.glossary import Glossary, Name
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.figures import figures
from assistant.text import normalise
from assistant.tools.coverage.names import fact_names
from assistant.tools.ledger import TurnEvidence
from assistant.tools.lookup import lineage

_PART = re.compile(r"[()（）]")
_NAMELESS = frozenset({"evidence", "reasons", "assumptions", "passages", "table", "breakdown", "unaddressed"})
_LONGEST_ITEM = 24
_SHORTEST_PART = 8
_EMPTY = Glossary()


def item_key(product: str, fact: str) -> str:
    """The key of what a fact is about."""
    return f"{product}/{fact}"


def glossary_of(base: KnowledgeBase, generic: Collection[str] = ()) -> Glossary:
    """All names of a knowledge base, but for `generic` ones of products; build it once a snapshot."""
    related: dict[str, frozenset[str]] = {}
    owners: dict[str, frozenset[str]] = {}
    for known in base.products.values():
        plans = {plan.id: normalise(plan.name) for plan in known.product.plans}
        for plan, name in plans.items():
            above = lineage(known.product, plan)
            below = {each for each in plans if plan in lineage(known.product, each)}
            names = frozenset(plans[each] for each in above | below if each in plans)
            related[name] = related.get(name, frozenset()) | names
        product = known.product
        called = [each.name for records in (product.plans, product.limit_sets, product.riders) for each in records]
        for key in map(normalise, called):
            owners[key] = owners.get(key, frozenset()) | {product.id}
    return Glossary(_names(base, generic), related, owners)


def _names(base: KnowledgeBase, generic: Collection[str]) -> Iterator[Name]:
    for known in base.products.values():
        yield from (each for each in _product_names(known) if each.dimension != "product" or each.text not in generic)
    for industry in base.industries:
        for text in (industry.label.ja, industry.label.en or "", *industry.names):
            yield Name(text, "industry", industry.id)


def _product_names(known: ProductKnowledge) -> Iterator[Name]:
    product = known.product
    for text in (product.name, *product.aliases):
        yield Name(text, "product", product.id)
    for contact in product.contacts:
        for text in (contact.label.ja, contact.label.en or ""):
            yield Name(text, "desk", normalise(contact.label.ja))
    for plan in product.plans:
        yield from (Name(text, "plan", normalise(plan.name)) for text in (plan.name, *plan.aliases))
    for limit_set in product.limit_sets:
        names = (limit_set.name, *limit_set.aliases)
        yield from (Name(text, "limit_set", normalise(limit_set.name)) for text in names)
    for rider in product.riders:
        yield from (Name(text, "rider", normalise(rider.name)) for text in (rider.name, *rider.aliases))
    for fact in known.coverage:
        for text in fact_names(fact):
            yield Name(text, "item", item_key(product.id, fact.id))


def with_evidence(glossary: Glossary | None, evidence: TurnEvidence) -> Glossary:
    """A glossary with the names that results of the turn bring along."""
    known = glossary or _EMPTY
    found = dict.fromkeys(name for result in evidence.results for name in _in_value(result.result, ""))
    unknown = tuple(name for name in found if name.text and not _is_known(name, known))
    return _extended(known, unknown) if unknown else known


def _is_known(name: Name, glossary: Glossary) -> bool:
    keys = glossary.keys(name.text, name.dimension)
    return name.key in keys if name.dimension == "item" else bool(keys)


@lru_cache(maxsize=64)
def _extended(known: Glossary, names: tuple[Name, ...]) -> Glossary:
    return Glossary(names, parent=known)


def _in_value(value: Any, product: str) -> Iterator[Name]:
    if isinstance(value, list):
        for each in value:
            yield from _in_value(each, product)
    elif isinstance(value, dict):
        product = value["product"] if isinstance(value.get("product"), str) else product
        yield from _in_record(value, product)
        for key, each in value.items():
            if isinstance(each, list | dict) and key not in _NAMELESS:
                yield from _in_value(each, product)


def _states(text: str) -> bool:
    """Whether what a tool was asked with holds a figure or a verdict, and so is more than a name."""
    return bool(figures(text) or claims(normalise(text)))


def _in_record(record: dict[str, Any], product: str) -> Iterator[Name]:
    if isinstance(name := record.get("product_name"), str):
        yield Name(name, "product", product)
        yield from (Name(part, "product", product) for part in _PART.split(name) if len(part) >= _SHORTEST_PART)
    for key in ("plan_name", "plan"):
        if isinstance(name := record.get(key), str) and "verdict" in record:
            yield Name(name, "plan", normalise(name))
    for key, dimension in (("plans", "plan"), ("limit_sets", "limit_set"), ("riders", "rider")):
        names = record.get(key)
        if isinstance(names, list) and all(isinstance(each, str) for each in names) and "flag" not in record:
            yield from (Name(each, dimension, normalise(each)) for each in names)  # type: ignore[arg-type]
    if isinstance(fact := record.get("fact"), str):
        yield Name(record["label"], "item", item_key(product, fact))
    elif record.get("type") == "contact":
        yield Name(record["label"], "desk", normalise(record["label"]))
    if isinstance(groups := record.get("products"), list) and isinstance(record.get("item"), str):
        for text in (record["name"], record["item"]):
            if isinstance(text, str) and len(text) <= _LONGEST_ITEM and not _states(text):
                yield from (
                    Name(text, "item", item_key(group["product"], fact["fact"]))
                    for group in groups
                    for fact in group["facts"]
                )
