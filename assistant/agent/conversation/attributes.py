"""What the sets and plans of a product can be told apart by: their limits and their premiums, from its own data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.coverage import Limit


class Attributes:
    """The sets and plans of one product in the order of their limits and their premiums.

    Attributes:
        product: its id.
        limits: each limit of a set: what it is of, its amount in yen, the id of the set.
        sets: ids of the sets that have limits, from the lowest to the highest; empty without one order.
        plans: the same of the plans that are parts of a plan, or of none.
        by_price: ids of the plans from the cheapest to the dearest, where every example and every rate agrees on it.
    """

    def __init__(self, known: ProductKnowledge) -> None:
        self.product = known.product.id
        rows = [(fact, limit) for fact in known.coverage for limit in fact.limit]
        by_set = [(limit, limit.limit_sets or fact.limit_sets) for fact, limit in rows]
        by_plan = [(limit, limit.plans or fact.plans) for fact, limit in rows]
        self.limits = {(limit.shared or "", limit.amount_yen, each) for limit, sets in by_set for each in sets}
        self.sets = _in_order([each.id for each in known.product.limit_sets], by_set)
        wholes = dict.fromkeys(each.part_of for each in known.product.plans)
        self.plans = {
            whole: _in_order(
                [each.id for each in known.product.plans if each.part_of == whole], by_plan, among_all=True
            )
            for whole in wholes
        }
        self.by_price = _by_premium(known)


def _in_order(
    ids: Sequence[str], limits: Iterable[tuple[Limit, Sequence[str]]], *, among_all: bool = False
) -> tuple[str, ...]:
    """Those that have limits, from the lowest to the highest; none where their limits do not put them in one order.

    Args:
        among_all: whether all of them must have limits.
    """
    rows: dict[str, dict[str, int]] = {each: {} for each in ids}
    for limit, of in limits:
        for each in of:
            if each in rows:
                row = rows[each]
                row[limit.shared or ""] = max(row.get(limit.shared or "", 0), limit.amount_yen)
    ranked = sorted((each for each in ids if rows[each]), key=lambda each: sorted(rows[each].values(), reverse=True))
    if len(ranked) < (len(ids) if among_all else 2):
        return ()
    for one, other in pairwise(ranked):
        shared = rows[one].keys() & rows[other].keys()
        if rows[one] == rows[other] or any(rows[one][name] > rows[other][name] for name in shared):
            return ()
    return tuple(ranked)


def _by_premium(known: ProductKnowledge) -> tuple[str, ...]:
    """The plans from the cheapest to the dearest, where each example and each rate puts them in one order."""
    priced: list[dict[str, Decimal]] = []
    for example in known.premiums.examples:
        figures = {each.plan: each.annual_premium_yen or each.monthly_equivalent_yen for each in example.premiums}
        priced.append({plan: Decimal(figure) for plan, figure in figures.items() if plan and figure})
    for tariff in known.premiums.tariffs:
        cells: dict[object, dict[str, Decimal]] = {}
        for row in tariff.rates:
            for place, rate in enumerate(row.annual_premium_yen or row.yen_per_million_revenue):
                if row.plan and rate is not None:
                    cells.setdefault((row.limit_set, row.industry_class, place), {})[row.plan] = Decimal(rate)
        priced += cells.values()
    orders = {tuple(sorted(each, key=lambda plan: each[plan])) for each in priced if len(each) > 1}
    return orders.pop() if len(orders) == 1 else ()
