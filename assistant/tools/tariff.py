"""Premiums from an agency's own tariff: each step shown, and the steps add up to the premium to the yen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.figures import plain
from assistant.knowledge.tariffs import RateRow, Tariff, TariffDiscount
from assistant.knowledge.values import Language
from assistant.tools.lookup import rider_name
from assistant.tools.premium_inputs import PremiumInputs, percent_error
from assistant.tools.premium_terms import PremiumResult, Step, StepKind
from assistant.tools.rounding import EXACT, round_yen, without_percent
from assistant.tools.tariff_table import (
    Case,
    base_premium,
    dimensions,
    missing_inputs,
    outside_table,
    table_row,
    tariff_in_force,
)
from assistant.tools.wording import field_labels, grouped, say


class _Computation:
    """A premium in the making, exact in yen, with its steps."""

    def __init__(self, locale: Language) -> None:
        self.locale: Language = locale
        self.steps: list[Step] = []
        self.premium = Decimal(0)

    def step(self, kind: StepKind, wording: str, premium: Decimal, **values: object) -> None:
        """Takes the premium to `premium`; amounts are differences of whole yen, so that they add up."""
        text = say(wording, self.locale, subtotal=grouped(premium), **values)
        amount = round_yen(premium) - round_yen(self.premium)
        self.steps.append(Step(step=kind, text=text, amount_yen=amount, subtotal_yen=plain(premium)))
        self.premium = premium


def from_tariff(known: ProductKnowledge, inputs: PremiumInputs, today: dt.date, locale: Language) -> PremiumResult:
    """The premium by the tariff that holds on `today`.

    Unavailable where none holds, where an input is missing or lies outside the table, or where the table has
    nothing for the combination.
    """
    tariff = tariff_in_force(known.premiums.tariffs, today)
    case = Case(known.product, tariff, inputs)
    if refusal := _refusal(case, today, locale):
        return refusal.model_copy(update={"evidence": tariff.evidence})
    row, band = table_row(case), case.band
    if row is None or band is None or (cell := base_premium(row, band, inputs.revenue)) is None:
        names = dimensions(tariff)
        explanation = say("no_cell", locale, names=field_labels(names, locale))
        return PremiumResult(outside=names, explanation=explanation, evidence=tariff.evidence)
    computation = _computed(case, row, band, cell, locale)
    return PremiumResult(
        annual_premium_yen=int(computation.premium),
        basis="tariff",
        assumptions=tuple(_assumptions(case, locale)),
        breakdown=tuple(computation.steps),
        evidence=tariff.evidence,
    )


def _refusal(case: Case, today: dt.date, locale: Language) -> PremiumResult | None:
    """Why the tariff gives no premium, as far as that shows without looking into the table."""
    tariff, inputs = case.tariff, case.inputs
    if today < tariff.valid_from:
        date = tariff.valid_from.isoformat()
        return PremiumResult(explanation=say("tariff_not_yet", locale, tariff=tariff.name, date=date))
    if tariff.valid_until is not None and tariff.valid_until < today:
        date = tariff.valid_until.isoformat()
        return PremiumResult(explanation=say("tariff_expired", locale, tariff=tariff.name, date=date))
    named = _named_discount(tariff)
    if inputs.discount is not None and named and named.max_percent is not None:
        error = percent_error(inputs.discount, named.max_percent, locale)
        if error:
            return PremiumResult(errors=(error,))
    elif inputs.discount:
        return PremiumResult(explanation=say("no_adjustable_discount", locale))
    if outside := outside_table(case):
        explanation = say("outside", locale, names=field_labels(outside, locale))
        return PremiumResult(outside=outside, explanation=explanation)
    if missing := missing_inputs(case):
        explanation = say("inputs_missing", locale, names=field_labels(missing, locale))
        return PremiumResult(missing=missing, explanation=explanation)
    return None


def _named_discount(tariff: Tariff) -> TariffDiscount | None:
    return next((discount for discount in tariff.discounts if discount.max_percent is not None), None)


def _percent(discount: TariffDiscount, inputs: PremiumInputs) -> Decimal:
    """The percentage of a discount: its own, or the one that was named, or 0."""
    return discount.percent if discount.percent is not None else inputs.discount or Decimal(0)


def _computed(case: Case, row: RateRow, band: int, base: Decimal, locale: Language) -> _Computation:
    tariff, inputs = case.tariff, case.inputs
    done = _Computation(locale)
    rate = row.yen_per_million_revenue[band] if row.yen_per_million_revenue else None
    if rate is None:
        done.step("base", "step_base", base)
    else:
        done.step("base", "step_rate", base, revenue=grouped(inputs.revenue or 0), rate=grouped(rate))
    for charge in tariff.rider_charges:
        if charge.rider not in inputs.with_riders or case.charge(charge.rider) is not charge:
            continue
        name = rider_name(case.product, charge.rider)
        if charge.factor is not None:
            premium = EXACT.multiply(done.premium, charge.factor)
            done.step("rider", "step_factor", premium, rider=name, factor=plain(charge.factor))
        else:
            addition = charge.add_yen or 0
            premium = EXACT.add(done.premium, Decimal(addition))
            done.step("rider", "step_addition", premium, rider=name, amount=grouped(addition))
    for discount in tariff.discounts:
        percent = _percent(discount, inputs)
        if percent:
            factor = without_percent(percent)
            premium = EXACT.multiply(done.premium, factor)
            values = {
                "discount": discount.name.in_language(locale),
                "percent": plain(percent),
                "factor": plain(factor),
            }
            done.step("discount", "step_discount", premium, **values)
    if done.premium < tariff.minimum_premium_yen:
        done.step("minimum", "step_minimum", Decimal(tariff.minimum_premium_yen))
    rounding = tariff.rounding
    total = Decimal(round_yen(done.premium, rounding.unit_yen, rounding.mode))
    done.step("rounding", "step_rounding", total, unit=rounding.unit_yen, mode=say(rounding.mode, locale))
    return done


def _assumptions(case: Case, locale: Language) -> list[str]:
    tariff, inputs = case.tariff, case.inputs
    lines = [say("estimate_by_tariff", locale, tariff=tariff.name), *inputs.described(locale)]
    for rider in dict.fromkeys(charge.rider for charge in tariff.rider_charges):
        key = "rider_added" if rider in inputs.with_riders else "rider_left_out"
        lines.append(say(key, locale, rider=rider_name(case.product, rider)))
    for discount in tariff.discounts:
        name, percent = discount.name.in_language(locale), _percent(discount, inputs)
        key = (
            "discount_applied"
            if discount.percent is not None or inputs.discount is not None
            else "discount_assumed_none"
        )
        lines.append(say(key, locale, discount=name, percent=plain(percent)))
    lines.append(say("valid_from", locale, date=tariff.valid_from.isoformat()))
    if tariff.valid_until is not None:
        lines.append(say("valid_until", locale, date=tariff.valid_until.isoformat()))
    return lines + [note.in_language(locale) for note in tariff.notes]
