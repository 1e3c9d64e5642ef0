"""Do the facts of a product contradict each other, or themselves?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.errors import Problem
from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.coverage import CoverageFact, Limit
from assistant.knowledge.entries import numbered
from assistant.knowledge.products import Product
from assistant.knowledge.verdict_phrases import verdicts_in
from assistant.knowledge.yaml_file import YamlFile
from assistant.text import comparable


def with_parts(product: Product, plans: Sequence[str]) -> frozenset[str]:
    """Plans and the plans that are part of them, at any depth; all plans of the product where none is named."""
    if not plans:
        return frozenset(plan.id for plan in product.plans) or frozenset({""})
    found: frozenset[str] = frozenset()
    wanted = frozenset(plans)
    while not wanted <= found:
        found |= wanted
        wanted = frozenset(plan.id for plan in product.plans if plan.part_of in found)
    return found


def check_contradictions(known: ProductKnowledge, files: dict[str, YamlFile]) -> Iterator[Problem]:
    """Facts about one thing, for one plan, with other verdicts, limits or deductibles."""
    file = files.get(f"{known.product.id}/coverage.yaml")
    if file is None:
        return
    facts = list(numbered(file, (), known.coverage))
    for index, fact in facts:
        yield from _own_limits(known.product, file, index, fact)
        yield from _own_quotes(file, index, fact)
    for first, second, name in _namesakes([fact for _, fact in facts]):
        (_, one), (index, other) = facts[first], facts[second]
        if _overlap(known.product, one, other):
            told = f"contradicts '{one.id}': both are called '{name}', one "
            yield from _differences(known.product, file, index, one, other, told)


def _namesakes(facts: Sequence[CoverageFact]) -> Iterator[tuple[int, int, str]]:
    """Pairs of facts of one kind that share a name, by their places in `facts`, with that name."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, fact in enumerate(facts):
        names = {comparable(name): name for name in (fact.label.ja, fact.label.en or "", *fact.aliases) if name}
        for name in names:
            by_name[fact.kind, name].append(place)
    told: set[tuple[int, int]] = set()
    for (_, name), places in by_name.items():
        for first, second in combinations(places, 2):
            if (first, second) not in told:
                told.add((first, second))
                yield first, second, name


def _overlap(product: Product, one: CoverageFact, other: CoverageFact) -> bool:
    """Whether some policy has both facts; with a rider and without it are two policies."""
    return (
        bool(with_parts(product, one.plans) & with_parts(product, other.plans))
        and _meet(one.limit_sets, other.limit_sets)
        and (bool(set(one.riders) & set(other.riders)) or not (one.riders or other.riders))
    )


def _meet(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of ids, of which an empty one means all, share an id."""
    return not one or not other or bool(set(one) & set(other))


def _differences(
    product: Product, file: YamlFile, index: int, one: CoverageFact, other: CoverageFact, told: str
) -> Iterator[Problem]:
    advice = "part them by plan, set or rider, or correct one"
    if one.verdict != other.verdict:
        yield file.problem((index, "verdict"), f"{told}is {one.verdict}, the other {other.verdict}: {advice}")
    for place, right in enumerate(other.limit):
        for left in one.limit:
            if _differ(product, one, left, other, right):
                message = f"{told}has the limit {_yen(left.amount_yen)}, the other {_yen(right.amount_yen)}: {advice}"
                yield file.problem((index, "limit", place, "amount_yen"), message)
    if one.deductible and other.deductible and one.deductible.amount_yen != other.deductible.amount_yen:
        amounts = f"{_yen(one.deductible.amount_yen)}, the other {_yen(other.deductible.amount_yen)}"
        message = f"{told}has the deductible {amounts}: {advice}"
        yield file.problem((index, "deductible", "amount_yen"), message)


def _own_limits(product: Product, file: YamlFile, index: int, fact: CoverageFact) -> Iterator[Problem]:
    """Limits of one fact that contradict each other, or are for something that the fact is not about."""
    for place, limit in enumerate(fact.limit):
        for other in fact.limit[:place]:
            if _differ(product, fact, other, fact, limit):
                amounts = f"{_yen(other.amount_yen)} and {_yen(limit.amount_yen)}"
                message = f"two limits for one plan and set, {amounts}: part them by plans, limit_sets, per or shared"
                yield file.problem((index, "limit", place, "amount_yen"), message)
        if limit.plans and not with_parts(product, limit.plans) & with_parts(product, fact.plans):
            message = f"is for {', '.join(limit.plans)}, which the fact is not about: correct one of them"
            yield file.problem((index, "limit", place, "plans"), message)
        if not _meet(limit.limit_sets, fact.limit_sets):
            message = f"is for {', '.join(limit.limit_sets)}, which the fact is not about: correct one of them"
            yield file.problem((index, "limit", place, "limit_sets"), message)


def _own_quotes(file: YamlFile, index: int, fact: CoverageFact) -> Iterator[Problem]:
    """Warns of a verdict where each quote states the opposite, as far as listed phrases tell."""
    opposite = {"covered": "not_covered", "not_covered": "covered"}.get(fact.verdict)
    if opposite and all(verdicts_in(each.quote) == {opposite} for each in fact.evidence):
        message = f"is {fact.verdict}, but its quotes say {opposite}: correct it, or quote where that is said"
        yield file.warning((index, "verdict"), message)


def _differ(product: Product, one: CoverageFact, left: Limit, other: CoverageFact, right: Limit) -> bool:
    """Whether two limits of one kind, for one plan and set, are not the same amount."""
    return (
        left.amount_yen != right.amount_yen
        and left.shared == right.shared
        and (left.per is None or right.per is None or comparable(left.per) == comparable(right.per))
        and bool(with_parts(product, left.plans or one.plans) & with_parts(product, right.plans or other.plans))
        and _meet(left.limit_sets or one.limit_sets, right.limit_sets or other.limit_sets)
    )


def _yen(amount: int) -> str:
    return f"{amount:,} yen"
