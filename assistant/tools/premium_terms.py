"""What a question about a premium gets back."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from assistant.answers import ContactBlock
from assistant.knowledge.values import Evidence, Record
from assistant.tools.lookup import InputError

StepKind = Literal["base", "rider", "discount", "minimum", "rounding"]
Basis = Literal["published_example", "published_example_rediscounted", "tariff", "unavailable"]
PremiumInput = Literal["industry", "annual_revenue_yen", "plan", "limit_set", "it_business_rider", "riders"]


class Step(Record):
    """A step of a computation: what it adds to the premium in whole yen, and the exact premium after it.

    The amounts of all steps add up to the premium. Where a step leaves a fraction of a yen, its amount is the
    difference of the premiums before and after it, each rounded to the yen.
    """

    step: StepKind
    text: str
    amount_yen: int
    subtotal_yen: str


class PublishedPremium(Record):
    """The published figure of one plan, in yen a year or a month."""

    plan: str | None
    plan_name: str | None
    annual_premium_yen: int | None
    monthly_equivalent_yen: int | None


class ReferenceExample(Record):
    """A published example that is not the one that was asked for.

    `illegible` names what the source does not let one read, and `flag` says so in a sentence.
    """

    example: str
    industry: str | None
    industry_name: str | None
    annual_revenue_yen: int | None
    revenue_at_most_yen: int | None
    limit_set: str | None
    riders: tuple[str, ...]
    premiums: tuple[PublishedPremium, ...]
    illegible: tuple[str, ...]
    flag: str | None
    note: str | None
    evidence: tuple[Evidence, ...]


class PremiumResult(Record):
    """A premium, or why there is none.

    Attributes:
        annual_premium_yen, monthly_equivalent_yen: what is published or computed; both None where the basis is
            ``unavailable``.
        assumptions: the inputs that were used, discounts, riders and whatever must be said with the figure; the
            first line says 概算 where the figure is computed.
        nearest_examples: published examples for reference, nearest first: the same industry, then the nearest
            revenue, then the same set of limits. Examples that are partly illegible come last.
        missing: inputs without which no figure can be told, and with which there may be one.
        outside: inputs for which the tariff has no rate.
        breakdown: the steps of a computation from a tariff.
        explanation: why the basis is ``unavailable``.
        as_of: the day on which the product's facts were last compared with their source.
        errors: arguments that cannot be taken as they are.
    """

    annual_premium_yen: int | None = None
    monthly_equivalent_yen: int | None = None
    basis: Basis = "unavailable"
    assumptions: tuple[str, ...] = ()
    nearest_examples: tuple[ReferenceExample, ...] = ()
    missing: tuple[PremiumInput, ...] = ()
    outside: tuple[PremiumInput, ...] = ()
    breakdown: tuple[Step, ...] = ()
    explanation: str | None = None
    as_of: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()
    contacts: tuple[ContactBlock, ...] = ()
    errors: tuple[InputError, ...] = ()
