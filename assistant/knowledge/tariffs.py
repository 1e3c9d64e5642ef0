"""Tariffs: an insurer's rate table as an agency writes it into premiums.yaml (see docs/tariffs.md)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from assistant.knowledge.values import Date, EvidenceList, Id, Ids, Local, Record, Text, Yen, _listed

_DIGITS = 15
"""A decimal of up to 15 digits survives YAML's floating point as it was written."""


def _as_written(value: object) -> object:
    """A number of the YAML as the decimal that stands there: 1.15 is 1.15, not 1.149999…"""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError("write a number")
    return repr(value) if isinstance(value, float) else value


def _few_digits(value: Decimal) -> Decimal:
    if len(value.as_tuple().digits) > _DIGITS:
        raise ValueError(f"has more than {_DIGITS} digits")
    return value


Exact = Annotated[Decimal, BeforeValidator(_as_written), AfterValidator(_few_digits), Field(ge=0, le=10**12)]
Factor = Annotated[Decimal, BeforeValidator(_as_written), AfterValidator(_few_digits), Field(gt=0, le=1000)]
Share = Annotated[Decimal, BeforeValidator(_as_written), AfterValidator(_few_digits), Field(ge=0, le=100)]
RoundingMode = Literal["half_up", "down", "up"]


class IndustryClass(Record):
    """A column of the table: classes of industries.yaml that share their rates."""

    id: Id
    name: Local
    industries: Annotated[Ids, Field(min_length=1)]


class RevenueBand(Record):
    """Annual revenue from `from_yen` to just below `below_yen` (None: without upper bound), in yen."""

    from_yen: Yen = 0
    below_yen: Yen | None = None

    @model_validator(mode="after")
    def _some_revenue(self) -> Self:
        if self.below_yen is not None and self.below_yen <= self.from_yen:
            raise ValueError("below_yen must be more than from_yen")
        return self


class RateRow(Record):
    """The rates of a plan, set of limits and industry class, one for each revenue band in their order.

    Either `annual_premium_yen`, in yen a year, or `yen_per_million_revenue`, in yen a year for each 1,000,000
    yen of annual revenue. A null is a cell in which the insurer offers nothing. What is left out does not
    matter to the premium.
    """

    plan: Id | None = None
    limit_set: Id | None = None
    industry_class: Id | None = None
    annual_premium_yen: Annotated[tuple[Yen | None, ...], BeforeValidator(_listed)] = ()
    yen_per_million_revenue: Annotated[tuple[Exact | None, ...], BeforeValidator(_listed)] = ()

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if bool(self.annual_premium_yen) == bool(self.yen_per_million_revenue):
            raise ValueError("give either annual_premium_yen or yen_per_million_revenue")
        return self

    @property
    def cells(self) -> int:
        """How many revenue bands the row has rates for."""
        return len(self.annual_premium_yen or self.yen_per_million_revenue)


class RiderCharge(Record):
    """What a rider costs: a factor on the premium so far, or yen added to it. `plans` is empty for any plan."""

    rider: Id
    plans: Ids = ()
    factor: Factor | None = None
    add_yen: Yen | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.factor is None) == (self.add_yen is None):
            raise ValueError("give either factor or add_yen")
        return self


class TariffDiscount(Record):
    """A discount in percent: always given (`percent`), or named by the person who asks, up to `max_percent`."""

    id: Id
    name: Local
    percent: Share | None = None
    max_percent: Share | None = None

    @model_validator(mode="after")
    def _fixed_or_ranged(self) -> Self:
        if (self.percent is None) == (self.max_percent is None):
            raise ValueError("give either percent or max_percent")
        return self


class Rounding(Record):
    """The last step of the computation: to multiples of `unit_yen`."""

    unit_yen: Literal[1, 10, 100, 1000]
    mode: RoundingMode


class Tariff(Record):
    """A rate table, in the order in which a premium is computed from it.

    Base premium of the cell, then the riders and after them the discounts in the order in which they stand here,
    each multiplied with (or added to) what came before, then the minimum premium, then the rounding.
    """

    id: Id
    name: Text
    valid_from: Date
    valid_until: Date | None = None
    industry_classes: tuple[IndustryClass, ...] = ()
    revenue_bands: tuple[RevenueBand, ...] = ()
    rates: Annotated[tuple[RateRow, ...], Field(min_length=1)]
    rider_charges: tuple[RiderCharge, ...] = ()
    discounts: tuple[TariffDiscount, ...] = ()
    rounding: Rounding
    minimum_premium_yen: Yen = 0
    notes: tuple[Local, ...] = ()
    evidence: EvidenceList

    @field_validator("valid_until")
    @classmethod
    def _some_days(cls, until: Any, info: ValidationInfo) -> Any:
        if until is not None and "valid_from" in info.data and until < info.data["valid_from"]:
            raise ValueError("is before valid_from")
        return until

    @field_validator("industry_classes")
    @classmethod
    def _disjoint_classes(cls, classes: tuple[IndustryClass, ...]) -> tuple[IndustryClass, ...]:
        _once("industry class", [each.id for each in classes])
        _once("industry", [industry for each in classes for industry in each.industries])
        return classes

    @field_validator("revenue_bands")
    @classmethod
    def _adjoining_bands(cls, bands: tuple[RevenueBand, ...]) -> tuple[RevenueBand, ...]:
        for number, (lower, upper) in enumerate(pairwise(bands), start=1):
            if lower.below_yen is None or upper.from_yen < lower.below_yen:
                raise ValueError(f"bands {number} and {number + 1} overlap: {_bounds(lower)} and {_bounds(upper)}")
            if upper.from_yen > lower.below_yen:
                raise ValueError(
                    f"gap between bands {number} and {number + 1}: {_bounds(lower)} and {_bounds(upper)}"
                )
        return bands

    @field_validator("rates")
    @classmethod
    def _whole_grid(cls, rates: tuple[RateRow, ...], info: ValidationInfo) -> tuple[RateRow, ...]:
        if not {"industry_classes", "revenue_bands"} <= set(info.data):
            return rates
        width = len(info.data["revenue_bands"]) or 1
        classes = {each.id for each in info.data["industry_classes"]}
        for number, row in enumerate(rates, start=1):
            if row.cells != width:
                raise ValueError(f"row {number} has {row.cells} rates for {width} revenue bands")
            if (row.industry_class not in classes) if classes else row.industry_class is not None:
                raise ValueError(f"row {number}: '{row.industry_class}' is none of the industry_classes")
        for field in ("plan", "limit_set"):
            if len({getattr(row, field) is None for row in rates}) > 1:
                raise ValueError(f"name a {field} in every row or in none")
        _once("row", [f"{row.plan} / {row.limit_set} / {row.industry_class}" for row in rates])
        return rates

    @field_validator("rider_charges")
    @classmethod
    def _one_charge(cls, charges: tuple[RiderCharge, ...]) -> tuple[RiderCharge, ...]:
        for charge in charges:
            others = [each for each in charges if each.rider == charge.rider and each is not charge]
            if any(not charge.plans or not each.plans or set(charge.plans) & set(each.plans) for each in others):
                raise ValueError(f"two charges for the rider '{charge.rider}' and one plan")
        return charges

    @field_validator("discounts")
    @classmethod
    def _one_named(cls, discounts: tuple[TariffDiscount, ...]) -> tuple[TariffDiscount, ...]:
        _once("discount", [each.id for each in discounts])
        if sum(each.max_percent is not None for each in discounts) > 1:
            raise ValueError("only one discount can have max_percent: the person who asks names one percentage")
        return discounts

    @field_validator("minimum_premium_yen")
    @classmethod
    def _rounded(cls, minimum: int, info: ValidationInfo) -> int:
        rounding = info.data.get("rounding")
        if rounding and minimum % rounding.unit_yen:
            raise ValueError(f"must be a multiple of rounding.unit_yen ({rounding.unit_yen})")
        return minimum


def periods_overlap(one: Tariff, other: Tariff) -> bool:
    """Whether two tariffs hold on one day."""
    return (one.valid_until is None or other.valid_from <= one.valid_until) and (
        other.valid_until is None or one.valid_from <= other.valid_until
    )


def _bounds(band: RevenueBand) -> str:
    return f"{band.from_yen:,} to {'…' if band.below_yen is None else f'{band.below_yen:,}'} yen"


def _once(what: str, names: Sequence[str]) -> None:
    doubles = sorted({name for name in names if names.count(name) > 1})
    if doubles:
        raise ValueError(f"{what} named twice: {', '.join(doubles)}")
