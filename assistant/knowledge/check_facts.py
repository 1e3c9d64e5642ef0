"""Do two facts of a product contradict each other?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from assistant.errors import Problem
from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.coverage import CoverageFact, Limit
from assistant.knowledge.products import Product
from assistant.knowledge.yaml_file import YamlFile
from assistant.text import comparable


def with_parts(product: Product, plans: tuple[str, ...]) -> frozenset[str]:
    """Plans and the plans that are part of them; all plans of the product where none is named."""
    if not plans:
        return frozenset(plan.id for plan in product.plans) or frozenset({""})
    return frozenset(plans) | {plan.id for plan in product.plans if plan.part_of in plans}


def check_contradictions(known: ProductKnowledge, files: dict[str, YamlFile]) -> Iterator[Problem]:
    """Pairs of facts about one thing, for one plan, with other verdicts or other limits."""
    file = files.get(f"{known.product.id}/coverage.yaml")
    if file is None:
        return
    lines = {entry.get("id"): index for index, entry in enumerate(file.data or ()) if isinstance(entry, dict)}
    for one, other in combinations(known.coverage, 2):
        shared = _names(one) & _names(other)
        if not shared or one.kind != other.kind or not _overlap(known.product, one, other):
            continue
        name = sorted(shared)[0]
        if one.verdict != other.verdict:
            message = (
                f"contradicts '{one.id}': both are called '{name}', one is {one.verdict}, the other "
                f"{other.verdict}. Part them by plan, set or rider, or correct one."
            )
            yield file.problem((lines[other.id], "verdict"), message)
        for left, right in _other_limits(known.product, one, other):
            message = (
                f"contradicts '{one.id}': both are called '{name}', one has the limit {left.amount_yen:,} yen, "
                f"the other {right.amount_yen:,} yen"
            )
            yield file.problem((lines[other.id], "limit"), message)


def _names(fact: CoverageFact) -> set[str]:
    return {comparable(name) for name in (fact.label.ja, *fact.aliases)}


def _overlap(product: Product, one: CoverageFact, other: CoverageFact) -> bool:
    return (
        bool(with_parts(product, one.plans) & with_parts(product, other.plans))
        and _meet(one.limit_sets, other.limit_sets)
        and set(one.riders) == set(other.riders)
    )


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _other_limits(product: Product, one: CoverageFact, other: CoverageFact) -> Iterator[tuple[Limit, Limit]]:
    """Limits of one kind for one plan and set that differ."""
    for left in one.limit:
        for right in other.limit:
            if (
                left.amount_yen != right.amount_yen
                and (left.per, left.shared) == (right.per, right.shared)
                and with_parts(product, left.plans or one.plans) & with_parts(product, right.plans or other.plans)
                and _meet(left.limit_sets or one.limit_sets, right.limit_sets or other.limit_sets)
            ):
                yield left, right
