"""Published premium examples and the discounts that they include."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

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
