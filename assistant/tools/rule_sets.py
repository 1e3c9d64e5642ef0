"""Which eligibility rules hold for a product, a plan or a rider?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.eligibility import EligibilityRule, MembershipRule, OtherwiseRule
from assistant.knowledge.products import Plan, Product, Rider
from assistant.tools.lookup import lineage, variants

Rules = tuple[EligibilityRule, ...]


class RuleSets(NamedTuple):
    """The rules that hold for what was asked about.

    Attributes:
        alternatives: one set of rules where all plans that are meant share theirs, else one for each kind of plan.
        about: names of what they are about; empty is the product as a whole.
    """

    alternatives: tuple[Rules, ...]
    about: tuple[str, ...]


def decides(rule: EligibilityRule) -> bool:
    """Whether a rule can settle the question; a membership is a condition, named and never checked."""
    return not isinstance(rule, MembershipRule | OtherwiseRule)


def rule_sets(known: ProductKnowledge, target: Plan | Rider | None) -> RuleSets:
    """The rules for a plan, for a rider (with the product's own), or for the product.

    Where no plan is named, plans that only a membership opens are left aside if others have rules that decide:
    whoever asks whether they can join means a plan that somebody may be refused.
    """
    product = known.product
    rider = target if isinstance(target, Rider) else None
    named = rider.plans if rider else (target.id,) if target else ()
    plans = tuple(leaf for plan in named for leaf in variants(product, plan)) or variants(product)
    by_plan = {plan: _rules(known, plan, rider) for plan in plans or ("",)}
    deciding = {plan: rules for plan, rules in by_plan.items() if any(map(decides, rules))}
    if not isinstance(target, Plan) and deciding:
        by_plan = deciding
    alternatives: list[Rules] = []
    for rules in by_plan.values():
        if rules not in alternatives:
            alternatives.append(rules)
    return RuleSets(tuple(alternatives), (target.name,) if target else _names(product, tuple(by_plan)))


def _rules(known: ProductKnowledge, plan: str, rider: Rider | None) -> Rules:
    """The rules for a plan ("" where the product has none)."""
    plans = lineage(known.product, plan)
    return tuple(
        rule
        for rule in known.eligibility
        if (not rule.plans or plans & set(rule.plans))
        and (not rule.riders or (rider is not None and rider.id in rule.riders))
    )


def _names(product: Product, plans: Sequence[str]) -> tuple[str, ...]:
    """Names of plans, by the whole that they make up together; none where they make up the product."""
    if set(plans) >= set(variants(product)):
        return ()
    names: dict[str, None] = {}
    for plan in plans:
        whole = lineage(product, plan)
        named = [each for each in product.plans if each.id in whole and set(variants(product, each.id)) <= set(plans)]
        names[max(named, key=lambda each: len(variants(product, each.id))).name] = None
    return tuple(names)
