"""Published premium examples: which one fits, what is still open, and which are nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.premiums import PlanPremium, PremiumExample
from assistant.knowledge.products import Product
from assistant.knowledge.values import Language
from assistant.tools.lookup import lineage
from assistant.tools.premium_inputs import IT_BUSINESS_RIDER, PremiumInputs
from assistant.tools.premium_terms import PremiumInput, PublishedPremium, ReferenceExample
from assistant.tools.wording import field_labels, say

NEAREST = 3
"""How many examples are shown for reference, beside partly illegible ones."""


class Row(NamedTuple):
    """The premium of one plan in an example."""

    example: PremiumExample
    premium: PlanPremium


def fitting_rows(known: ProductKnowledge, inputs: PremiumInputs) -> list[Row]:
    """The premiums of legible examples from which nothing that was given differs.

    What an example leaves open fits anything: a premium without an industry does not depend on it.
    """
    return [row for row in _rows(known, illegible=False) if _fits(known.product, row, inputs)]


def still_open(rows: Sequence[Row], inputs: PremiumInputs) -> tuple[PremiumInput, ...]:
    """Inputs that were not given and on which the premium of `rows` depends."""
    examples = [row.example for row in rows]
    open_inputs: list[PremiumInput] = []
    if inputs.industry is None and any(example.industry for example in examples):
        open_inputs.append("industry")
    if inputs.revenue is None and any(_states_revenue(example) for example in examples):
        open_inputs.append("annual_revenue_yen")
    if any(row.premium.plan not in (None, inputs.plan and inputs.plan.id) for row in rows):
        open_inputs.append("plan")
    if inputs.limit_set is None and any(example.limit_set for example in examples):
        open_inputs.append("limit_set")
    if not open_inputs and (riders := _differing(example.riders for example in examples)):
        open_inputs.append("it_business_rider" if IT_BUSINESS_RIDER in riders else "riders")
    return tuple(open_inputs)


def nearest_examples(
    base: KnowledgeBase, known: ProductKnowledge, inputs: PremiumInputs, locale: Language
) -> tuple[ReferenceExample, ...]:
    """Published examples for reference: the same industry first, then the nearest revenue, then the same set.

    Partly illegible ones stand last, see `illegible_examples`.
    """
    legible = [example for example in known.premiums.examples if not example.illegible]
    legible.sort(key=lambda example: _distance(example, inputs))
    references = [_reference(base, known.product, example, inputs, locale) for example in legible[:NEAREST]]
    return (*references, *illegible_examples(base, known, inputs, locale))


def illegible_examples(
    base: KnowledgeBase, known: ProductKnowledge, inputs: PremiumInputs, locale: Language
) -> tuple[ReferenceExample, ...]:
    """The partly illegible examples of which nothing that can be read differs from what was given."""
    fitting = [row.example for row in _rows(known, illegible=True) if _fits(known.product, row, inputs)]
    examples = {example.id: example for example in fitting}.values()
    return tuple(_reference(base, known.product, example, inputs, locale) for example in examples)


def _rows(known: ProductKnowledge, *, illegible: bool) -> list[Row]:
    return [
        Row(example, premium)
        for example in known.premiums.examples
        if bool(example.illegible) == illegible
        for premium in example.premiums
    ]


def _fits(product: Product, row: Row, inputs: PremiumInputs) -> bool:
    example = row.example
    return (
        (inputs.industry is None or example.industry in (None, inputs.industry.id))
        and (inputs.revenue is None or not _revenue_gap(example, inputs.revenue))
        and (inputs.limit_set is None or example.limit_set in (None, inputs.limit_set.id))
        and _fits_plan(product, row.premium, inputs)
        and inputs.with_riders <= set(example.riders)
        and not inputs.without_riders & set(example.riders)
    )


def _fits_plan(product: Product, premium: PlanPremium, inputs: PremiumInputs) -> bool:
    return inputs.plan is None or premium.plan is None or inputs.plan.id in lineage(product, premium.plan)


def _states_revenue(example: PremiumExample) -> bool:
    return (example.annual_revenue_yen, example.revenue_at_most_yen) != (None, None)


def _revenue_gap(example: PremiumExample, revenue: int) -> int:
    """How far in yen a revenue is from that of the example; 0 where the example states none."""
    if example.annual_revenue_yen is not None:
        return abs(revenue - example.annual_revenue_yen)
    return 0 if example.revenue_at_most_yen is None else max(0, revenue - example.revenue_at_most_yen)


def _distance(example: PremiumExample, inputs: PremiumInputs) -> tuple[bool, int, bool]:
    return (
        inputs.industry is not None and example.industry != inputs.industry.id,
        0 if inputs.revenue is None else _revenue_gap(example, inputs.revenue),
        inputs.limit_set is not None and example.limit_set != inputs.limit_set.id,
    )


def _differing(riders: Iterable[tuple[str, ...]]) -> set[str]:
    """Riders that some of the examples have and others have not."""
    sets = [set(each) for each in riders]
    return {rider for each in sets for rider in each if any(rider not in other for other in sets)}


def _reference(
    base: KnowledgeBase, product: Product, example: PremiumExample, inputs: PremiumInputs, locale: Language
) -> ReferenceExample:
    plans = {plan.id: plan.name for plan in product.plans}
    industry = next((each for each in base.industries if each.id == example.industry), None)
    asked = [premium for premium in example.premiums if _fits_plan(product, premium, inputs)]
    flag = say("illegible_reference", locale, fields=field_labels(example.illegible, locale))
    return ReferenceExample(
        example=example.id,
        industry=example.industry,
        industry_name=industry.label.in_language(locale) if industry else None,
        annual_revenue_yen=example.annual_revenue_yen,
        revenue_at_most_yen=example.revenue_at_most_yen,
        limit_set=example.limit_set,
        riders=example.riders,
        premiums=tuple(
            PublishedPremium(
                plan=premium.plan,
                plan_name=plans.get(premium.plan or ""),
                annual_premium_yen=premium.annual_premium_yen,
                monthly_equivalent_yen=premium.monthly_equivalent_yen,
            )
            for premium in asked or example.premiums
        ),
        illegible=example.illegible,
        flag=flag if example.illegible else None,
        note=example.note.in_language(locale) if example.note else None,
        evidence=example.evidence,
    )
