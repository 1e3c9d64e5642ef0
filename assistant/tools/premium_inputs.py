"""The inputs of a premium as records of the knowledge base."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.industries import Industry
from assistant.knowledge.products import LimitSet, Plan, Product
from assistant.knowledge.values import Language
from assistant.tools.lookup import InputError, amount_error, find_industry, pick, sift
from assistant.tools.wording import grouped, labelled, say, yen

IT_BUSINESS_RIDER = "it-business"
"""Id of the rider that the argument `it_business_rider` is about."""


class PremiumArguments(NamedTuple):
    """The inputs of a premium as a caller gives them, see `estimate_premium`."""

    industry: str | None = None
    annual_revenue_yen: int | None = None
    plan: str | None = None
    limit_set: str | None = None
    security_discount_percent: int | Decimal | None = None
    it_business_rider: bool | None = None
    riders: Sequence[str] = ()
    without_riders: Sequence[str] = ()
    revenue_said: str | None = None


class PremiumInputs(NamedTuple):
    """The inputs of a premium; None where not given.

    Attributes:
        revenue: annual revenue in yen.
        discount: percentage of the discount that the person who asks can name.
        with_riders, without_riders: ids of riders that are wanted, or expressly not wanted.
        revenue_said: the revenue in the person's words, where they state no exact figure.
    """

    industry: Industry | None
    revenue: int | None
    plan: Plan | None
    limit_set: LimitSet | None
    discount: Decimal | None
    with_riders: frozenset[str]
    without_riders: frozenset[str]
    revenue_said: str | None = None

    def described(self, locale: Language) -> list[str]:
        """The inputs on which a rate depends, each in a line, as far as they were given."""
        revenue = None if self.revenue is None else yen(self.revenue, locale)
        values = {
            "industry": self.industry and self.industry.label.in_language(locale),
            "annual_revenue_yen": self.revenue_said or revenue,
            "plan": self.plan and self.plan.name,
            "limit_set": self.limit_set and self.limit_set.name,
        }
        return [labelled(name, value, locale) for name, value in values.items() if value]


def resolve(
    base: KnowledgeBase, product: Product, given: PremiumArguments, locale: Language
) -> PremiumInputs | list[InputError]:
    """The records that the arguments name, or an error for each argument that cannot be taken."""
    errors: list[InputError] = []
    revenue, percent = given.annual_revenue_yen, given.security_discount_percent
    if revenue is not None:
        sift(amount_error("annual_revenue_yen", revenue, revenue, locale), errors)
    industry = sift(find_industry(base, given.industry, locale), errors) if given.industry is not None else None
    plan = sift(pick("plan", given.plan, product.plans, locale), errors) if given.plan is not None else None
    limit_set = (
        sift(pick("limit_set", given.limit_set, product.limit_sets, locale), errors)
        if given.limit_set is not None
        else None
    )
    discount = None if percent is None else Decimal(percent)
    if discount is not None:
        sift(percent_error(discount, 100, locale), errors)
    riders = [sift(pick("riders", each, product.riders, locale), errors) for each in given.riders]
    if given.it_business_rider:
        riders.append(sift(pick("it_business_rider", IT_BUSINESS_RIDER, product.riders, locale), errors))
    unwanted = [sift(pick("without_riders", each, product.riders, locale), errors) for each in given.without_riders]
    if given.it_business_rider is False:
        unwanted += [rider for rider in product.riders if rider.id == IT_BUSINESS_RIDER]
    if errors:
        return errors
    return PremiumInputs(
        industry=industry,
        revenue=revenue,
        plan=plan,
        limit_set=limit_set,
        discount=discount,
        with_riders=frozenset(rider.id for rider in riders if rider),
        without_riders=frozenset(rider.id for rider in unwanted if rider),
        revenue_said=given.revenue_said,
    )


def percent_error(percent: Decimal, highest: Decimal | int, locale: Language) -> InputError | None:
    """An error where `percent` is no number from 0 to `highest`."""
    if percent.is_finite() and 0 <= percent <= highest:
        return None
    name = "security_discount_percent"
    text = say("percent_out_of_range", locale, argument=say(name, locale), highest=grouped(highest))
    return InputError(argument=name, given=str(percent), text=text)
