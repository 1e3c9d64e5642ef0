"""What does a product cost? From the agency's tariff or the published examples, and never from anything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.premiums import Discount
from assistant.knowledge.values import Language
from assistant.tools.discounts import adjustable, computation, discount_lines, highest, rediscounted
from assistant.tools.examples import Row, fitting_rows, illegible_examples, nearest_examples, still_open
from assistant.tools.lookup import InputError, contact_blocks, find_product, rider_name
from assistant.tools.premium_inputs import PremiumArguments, PremiumInputs, percent_error, resolve
from assistant.tools.premium_terms import PremiumResult
from assistant.tools.tariff import from_tariff
from assistant.tools.wording import field_labels, grouped, say


def estimate_premium(
    base: KnowledgeBase,
    product: str,
    industry: str | None = None,
    annual_revenue_yen: int | None = None,
    plan: str | None = None,
    limit_set: str | None = None,
    security_discount_percent: int | Decimal | None = None,
    it_business_rider: bool | None = None,
    *,
    riders: Sequence[str] = (),
    without_riders: Sequence[str] = (),
    revenue_said: str | None = None,
    today: dt.date | None = None,
    locale: Language = "ja",
) -> PremiumResult:
    """The premium that a product's tariff or its published examples give, with all that it rests on.

    A product with tariffs is computed from the one that holds on `today`, and from nothing else. Otherwise the
    premium is that of the example that agrees in every input: as published, or with another percentage of the
    discount that the example includes.

    Args:
        base: the knowledge base.
        product: id, name or alias of a product.
        industry: id of a class of industries.yaml.
        annual_revenue_yen: in yen.
        plan: id, name or alias of a plan.
        limit_set: id, name or alias of a set of limits.
        security_discount_percent: percentage (30 is 30%) of the discount that depends on the firm's security.
        it_business_rider: with the IT business rider or without it; None leaves it to the example.
        riders: ids, names or aliases of riders that are wanted.
        without_riders: ids, names or aliases of riders that are expressly not wanted.
        revenue_said: the revenue in the person's words, where they state no exact figure.
        today: the day on which a tariff must hold; None is the current day.
        locale: language of the texts; quotes stay as they are.
    """
    known = find_product(base, product, locale)
    if isinstance(known, InputError):
        return PremiumResult(errors=(known,))
    given = PremiumArguments(
        industry,
        annual_revenue_yen,
        plan,
        limit_set,
        security_discount_percent,
        it_business_rider,
        riders,
        without_riders,
        revenue_said,
    )
    inputs = resolve(base, known.product, given, locale)
    if isinstance(inputs, list):
        return PremiumResult(errors=tuple(inputs), contacts=contact_blocks(known.product, locale))
    if known.premiums.tariffs:
        result = from_tariff(known, inputs, today or dt.date.today(), locale)
    else:
        result = _from_examples(base, known, inputs, locale)
    return _completed(base, known, inputs, result, locale)


def _from_examples(
    base: KnowledgeBase, known: ProductKnowledge, inputs: PremiumInputs, locale: Language
) -> PremiumResult:
    discount = adjustable(known.premiums)
    if inputs.discount is not None and discount:
        error = percent_error(inputs.discount, highest(discount), locale)
        if error:
            return PremiumResult(errors=(error,), evidence=discount.evidence)
    if not known.premiums.examples:
        return PremiumResult(explanation=say("no_premium", locale))
    rows = fitting_rows(known, inputs)
    if not rows:
        return PremiumResult(explanation=say("no_example", locale))
    if missing := still_open(rows, inputs):
        explanation = say("inputs_missing", locale, names=field_labels(missing, locale))
        return PremiumResult(missing=missing, explanation=explanation)
    if inputs.discount and not discount:
        return PremiumResult(explanation=say("no_adjustable_discount", locale))
    result = _published(known, rows[0], inputs, discount, locale)
    return result.model_copy(update={"nearest_examples": illegible_examples(base, known, inputs, locale)})


def _published(
    known: ProductKnowledge, row: Row, inputs: PremiumInputs, discount: Discount | None, locale: Language
) -> PremiumResult:
    """The figures of an example, computed anew where a percentage is named that they do not include."""
    example = row.example
    annual, monthly = row.premium.annual_premium_yen, row.premium.monthly_equivalent_yen
    percent = inputs.discount
    estimate: list[str] = []
    if discount and percent is not None and percent != discount.included_percent:
        figures = [figure for figure in (annual, monthly) if figure is not None]
        estimate = [computation(figure, discount, percent, locale) for figure in figures]
        annual = None if annual is None else rediscounted(annual, discount, percent)
        monthly = None if monthly is None else rediscounted(monthly, discount, percent)
    lines = estimate + inputs.described(locale)
    if example.revenue_at_most_yen is not None:
        bound = say("at_most", locale, amount=grouped(example.revenue_at_most_yen))
        lines.append(say("revenue_of_example", locale, bound=bound))
    lines += [say("rider_in_example", locale, rider=rider_name(known.product, each)) for each in example.riders]
    lines += [say("rider_left_out", locale, rider=rider_name(known.product, each)) for each in inputs.without_riders]
    lines += discount_lines(known.premiums, percent, locale)
    if monthly is not None:
        lines.append(say("monthly_figure", locale))
    if example.note:
        lines.append(example.note.in_language(locale))
    return PremiumResult(
        annual_premium_yen=annual,
        monthly_equivalent_yen=monthly,
        basis="published_example_rediscounted" if estimate else "published_example",
        assumptions=tuple(lines),
        evidence=(*example.evidence, *(proof for each in known.premiums.discounts for proof in each.evidence)),
    )


def _completed(
    base: KnowledgeBase, known: ProductKnowledge, inputs: PremiumInputs, result: PremiumResult, locale: Language
) -> PremiumResult:
    """The result with what goes with any: references, what must be said with a figure, the date and a contact."""
    contacts = contact_blocks(known.product, locale)
    if result.errors:
        return result.model_copy(update={"contacts": contacts})
    references = result.nearest_examples
    lines = list(result.assumptions)
    if result.basis == "unavailable":
        references = nearest_examples(base, known, inputs, locale)
        lines = inputs.described(locale) + lines
    notes = known.premiums.notes if references or result.basis != "unavailable" else ()
    lines += [note.text.in_language(locale) for note in notes]
    lines.append(say("as_of", locale, date=known.product.as_of.isoformat()))
    evidence = [
        *result.evidence,
        *(proof for each in references for proof in each.evidence),
        *(proof for each in notes for proof in each.evidence),
    ]
    return result.model_copy(
        update={
            "assumptions": tuple(dict.fromkeys(lines)),
            "nearest_examples": references,
            "as_of": known.product.as_of,
            "evidence": tuple(dict.fromkeys(evidence)),
            "contacts": contacts,
        }
    )
