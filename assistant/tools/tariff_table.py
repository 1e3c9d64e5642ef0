"""An agency's tariff as a table: does it hold, what does it need, and which cell is meant?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.knowledge.products import Product
from assistant.knowledge.tariffs import RateRow, RiderCharge, Tariff
from assistant.tools.lookup import lineage
from assistant.tools.premium_inputs import IT_BUSINESS_RIDER, PremiumInputs
from assistant.tools.premium_terms import PremiumInput
from assistant.tools.rounding import EXACT

_MILLION = Decimal(1_000_000)


class Case(NamedTuple):
    """A tariff and what is asked of it."""

    product: Product
    tariff: Tariff
    inputs: PremiumInputs

    @property
    def plans(self) -> frozenset[str]:
        """The plan that was named and the plans that it is a part of."""
        return lineage(self.product, self.inputs.plan.id) if self.inputs.plan else frozenset()

    @property
    def industry_class(self) -> str | None:
        """The tariff's class of the industry that was named; None where it has none for it."""
        industry = self.inputs.industry
        return next(
            (each.id for each in self.tariff.industry_classes if industry and industry.id in each.industries), None
        )

    @property
    def band(self) -> int | None:
        """The place of the revenue among the bands; 0 where the tariff has none, None where it is in none."""
        if not self.tariff.revenue_bands:
            return 0
        revenue = self.inputs.revenue
        for place, band in enumerate(self.tariff.revenue_bands):
            if (
                revenue is not None
                and band.from_yen <= revenue
                and (band.below_yen is None or revenue < band.below_yen)
            ):
                return place
        return None

    def charge(self, rider: str) -> RiderCharge | None:
        """What a rider costs; None where the tariff does not have it, or not for the plan."""
        for charge in self.tariff.rider_charges:
            if charge.rider == rider and (not charge.plans or not self.plans or self.plans & set(charge.plans)):
                return charge
        return None


def tariff_in_force(tariffs: Sequence[Tariff], today: dt.date) -> Tariff:
    """The tariff that holds on `today`; else the last that has begun, else the first to come."""
    begun = [tariff for tariff in tariffs if tariff.valid_from <= today]
    if begun:
        return max(begun, key=lambda tariff: tariff.valid_from)
    return min(tariffs, key=lambda tariff: tariff.valid_from)


def outside_table(case: Case) -> tuple[PremiumInput, ...]:
    """The inputs that were given and that the tariff does not know."""
    tariff, inputs = case.tariff, case.inputs
    outside: list[PremiumInput] = []
    if inputs.industry is not None and tariff.industry_classes and case.industry_class is None:
        outside.append("industry")
    if inputs.revenue is not None and case.band is None:
        outside.append("annual_revenue_yen")
    if inputs.plan is not None and not any(row.plan is None or _kin(case, row.plan) for row in tariff.rates):
        outside.append("plan")
    if inputs.limit_set is not None and all(row.limit_set not in (None, inputs.limit_set.id) for row in tariff.rates):
        outside.append("limit_set")
    for rider in sorted(inputs.with_riders):
        if case.charge(rider) is None:
            outside.append("it_business_rider" if rider == IT_BUSINESS_RIDER else "riders")
    return tuple(dict.fromkeys(outside))


def missing_inputs(case: Case) -> tuple[PremiumInput, ...]:
    """The inputs that the tariff needs and that were not given."""
    inputs = case.inputs
    given: dict[PremiumInput, bool] = {
        "industry": inputs.industry is not None,
        "annual_revenue_yen": inputs.revenue is not None,
        "plan": any(row.plan is None or row.plan in case.plans for row in case.tariff.rates) and bool(case.plans),
        "limit_set": inputs.limit_set is not None,
    }
    return tuple(name for name in dimensions(case.tariff) if not given[name])


def dimensions(tariff: Tariff) -> tuple[PremiumInput, ...]:
    """The inputs on which the rates of a tariff depend."""
    depends: dict[PremiumInput, bool] = {
        "industry": bool(tariff.industry_classes),
        "annual_revenue_yen": bool(tariff.revenue_bands) or any(row.yen_per_million_revenue for row in tariff.rates),
        "plan": tariff.rates[0].plan is not None or any(charge.plans for charge in tariff.rider_charges),
        "limit_set": tariff.rates[0].limit_set is not None,
    }
    return tuple(name for name, needed in depends.items() if needed)


def table_row(case: Case) -> RateRow | None:
    """The row for the inputs: that of the plan itself rather than of the whole that it is a part of."""
    limit_set = case.inputs.limit_set
    rows = [
        row
        for row in case.tariff.rates
        if (row.plan is None or row.plan in case.plans)
        and (row.limit_set is None or (limit_set is not None and row.limit_set == limit_set.id))
        and row.industry_class == case.industry_class
    ]
    return max(rows, key=lambda row: len(lineage(case.product, row.plan or "")), default=None)


def _kin(case: Case, plan: str) -> bool:
    """Whether the plan of a row is the one that was named, a whole of it, or a part of it."""
    named = case.inputs.plan
    return plan in case.plans or (named is not None and named.id in lineage(case.product, plan))


def base_premium(row: RateRow, band: int, revenue: int | None) -> Decimal | None:
    """The base premium of a cell in yen; None where the insurer offers nothing."""
    if row.annual_premium_yen:
        premium = row.annual_premium_yen[band]
        return None if premium is None else Decimal(premium)
    rate = row.yen_per_million_revenue[band]
    if rate is None or revenue is None:
        return None
    return EXACT.divide(EXACT.multiply(rate, Decimal(revenue)), _MILLION)
