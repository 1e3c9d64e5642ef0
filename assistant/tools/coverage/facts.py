"""What a fact is about: a product's own cover or general word, some plans or all, its texts."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.coverage import CoverageFact, Limit
from assistant.knowledge.products import Product
from assistant.tools.lookup import lineage


def is_general(known: ProductKnowledge) -> bool:
    """Whether a folder holds general word, about no product: its facts answer where a product's own are silent.

    Such a folder has no insurer or operator, nothing to take out (plans, sets, riders), no rules and no premiums,
    and calls nothing covered without a condition: whoever does that speaks of a product.
    """
    product = known.product
    return (
        bool(known.coverage)
        and not (product.insurer or product.operator or product.plans or product.limit_sets or product.riders)
        and not (known.eligibility or known.premiums.examples or known.premiums.tariffs)
        and all(fact.verdict != "covered" for fact in known.coverage)
    )


def is_refusal(fact: CoverageFact) -> bool:
    """Whether a fact says that something is covered in no plan."""
    return fact.verdict == "not_covered" and not (fact.plans or fact.limit_sets or fact.riders)


def holds_for(product: Product, plans: Iterable[str], plan: str | None) -> bool:
    """Whether what holds for `plans` (none: all) is about `plan`, one of its parts, or what it is a part of."""
    named = tuple(plans)
    if plan is None or not named:
        return True
    return bool(lineage(product, plan) & set(named)) or any(plan in lineage(product, each) for each in named)


def limits_for(product: Product, fact: CoverageFact, plan: str | None, limit_set: str | None) -> tuple[Limit, ...]:
    """The limits of a fact for a plan and a set of limits; None is any."""
    return tuple(
        limit
        for limit in fact.limit
        if holds_for(product, limit.plans, plan) and _in_set(limit.limit_sets, limit_set)
    )


def applies(product: Product, fact: CoverageFact, plan: str | None, limit_set: str | None) -> bool:
    """Whether a fact is about a plan and a set of limits; None is any."""
    return holds_for(product, fact.plans, plan) and _in_set(fact.limit_sets, limit_set)


def _in_set(sets: tuple[str, ...], limit_set: str | None) -> bool:
    return limit_set is None or not sets or limit_set in sets
