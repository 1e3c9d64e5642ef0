"""Premiums of a product: published examples with the discounts that they include, and tariffs."""

from __future__ import annotations

from itertools import combinations
from typing import Self

from pydantic import field_validator, model_validator

from assistant.knowledge.tariffs import Tariff, periods_overlap
from assistant.knowledge.values import EvidenceList, Flag, Id, Ids, Local, Names, Percent, Record, Text, Yen


class Discount(Record):
    """A discount in percent: fixed (`percent`) or up to a maximum (`max_percent`).

    `included_percent` is what the published examples already contain; `adjustable` discounts can be named by
    the person who asks.
    """

    id: Id
    name: Text
    percent: Percent | None = None
    max_percent: Percent | None = None
    included_percent: Percent = 0
    adjustable: Flag = False
    note: Local | None = None
    evidence: EvidenceList

    @model_validator(mode="after")
    def _fixed_or_ranged(self) -> Self:
        if (self.percent is None) == (self.max_percent is None):
            raise ValueError("give either percent or max_percent")
        if self.adjustable and self.included_percent == 100:
            raise ValueError("an adjustable discount of 100% in the examples leaves no figure to compute from")
        return self


class PlanPremium(Record):
    """The premium of one plan in an example, in yen a year or, where only that is published, a month."""

    plan: Id | None = None
    annual_premium_yen: Yen | None = None
    monthly_equivalent_yen: Yen | None = None

    @model_validator(mode="after")
    def _some_figure(self) -> Self:
        if self.annual_premium_yen is None and self.monthly_equivalent_yen is None:
            raise ValueError("give annual_premium_yen or monthly_equivalent_yen")
        return self


class PremiumExample(Record):
    """A published example; `illegible` names the fields that the source does not let one read."""

    id: Id
    industry: Id | None = None
    annual_revenue_yen: Yen | None = None
    revenue_at_most_yen: Yen | None = None
    limit_set: Id | None = None
    riders: Ids = ()
    premiums: tuple[PlanPremium, ...]
    illegible: Names = ()
    note: Local | None = None
    evidence: EvidenceList


class PremiumNote(Record):
    """Something that must be said with any figure of the product."""

    text: Local
    evidence: EvidenceList


class Premiums(Record):
    """premiums.yaml of a product."""

    discounts: tuple[Discount, ...] = ()
    examples: tuple[PremiumExample, ...] = ()
    notes: tuple[PremiumNote, ...] = ()
    tariffs: tuple[Tariff, ...] = ()

    @field_validator("discounts")
    @classmethod
    def _one_adjustable(cls, discounts: tuple[Discount, ...]) -> tuple[Discount, ...]:
        if sum(discount.adjustable for discount in discounts) > 1:
            raise ValueError("only one discount can be adjustable: the person who asks names one percentage")
        return discounts

    @field_validator("tariffs")
    @classmethod
    def _one_at_a_time(cls, tariffs: tuple[Tariff, ...]) -> tuple[Tariff, ...]:
        for one, other in combinations(tariffs, 2):
            if periods_overlap(one, other):
                raise ValueError(f"'{one.id}' and '{other.id}' hold on the same day: part valid_from and valid_until")
        return tariffs
