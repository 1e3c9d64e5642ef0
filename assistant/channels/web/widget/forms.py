"""Forms for what the tools need, from the rules and premiums of the knowledge base."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.agent.extractive.naming import called
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.eligibility import IndustryRule, RevenueRule
from assistant.knowledge.products import LimitSet, Plan
from assistant.knowledge.values import Language

FieldName = Literal["industry", "annual_revenue_yen", "plan", "limit_set", "security_discount_percent"]


class _Info(BaseModel):
    model_config = ConfigDict(frozen=True)


class Choice(_Info):
    """One of the values that a field takes."""

    id: str
    name: str


class FormField(_Info):
    """An argument of the tool; free text where there are no `choices`, a number up to `most` where that is given."""

    name: FieldName
    choices: tuple[Choice, ...] = ()
    most: float | None = Field(default=None, description="Percent.")
    required: bool = True


class Form(_Info):
    """What a tool needs to say something about a product; `called` is the product in a sentence."""

    tool: Literal["check_eligibility", "estimate_premium"]
    product: str
    called: str
    fields: tuple[FormField, ...]


def forms(knowledge: KnowledgeBase, product: str | None, locale: Language) -> tuple[Form, ...]:
    """The forms of a product, or of all of them: for what has rules on a firm, and for what has premiums."""
    return tuple(
        Form(tool=tool, product=known.product.id, called=called(known.product, locale), fields=fields)
        for known in knowledge.products.values()
        if product in (None, known.product.id)
        for tool, fields in (
            ("check_eligibility", _eligibility(known)),
            ("estimate_premium", _premium(known, locale)),
        )
        if fields
    )


def _eligibility(known: ProductKnowledge) -> tuple[FormField, ...]:
    # those of riders are no rules on who can join
    kinds = {type(rule) for rule in known.eligibility if not rule.riders}
    fields = []
    if IndustryRule in kinds:
        fields.append(FormField(name="industry"))
    if RevenueRule in kinds:
        fields.append(FormField(name="annual_revenue_yen"))
    return tuple(fields)


def _premium(known: ProductKnowledge, locale: Language) -> tuple[FormField, ...]:
    product, premiums = known.product, known.premiums
    if not premiums.examples and not premiums.tariffs:
        return ()
    fields = [FormField(name="industry"), FormField(name="annual_revenue_yen")]
    groups = {plan.part_of for plan in product.plans}
    priced = {each.plan for example in premiums.examples for each in example.premiums}
    family = {plan.part_of for plan in product.plans if plan.id in priced}
    plans = [
        plan
        for plan in product.plans
        if plan.id not in groups
        and (premiums.tariffs or plan.id in priced or (plan.part_of and plan.part_of in family))
    ]
    if plans:
        fields.append(FormField(name="plan", choices=_choices(plans, locale)))
    if product.limit_sets:
        fields.append(FormField(name="limit_set", choices=_choices(product.limit_sets, locale)))
    for discount in premiums.discounts:
        if discount.adjustable:
            most = discount.max_percent if discount.max_percent is not None else discount.percent
            fields.append(
                FormField(
                    name="security_discount_percent", most=None if most is None else float(most), required=False
                )
            )
    return tuple(fields)


def _choices(named: list[Plan] | tuple[LimitSet, ...], locale: Language) -> tuple[Choice, ...]:
    return tuple(Choice(id=each.id, name=each.named(locale)) for each in named)
