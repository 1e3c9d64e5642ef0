"""Arguments as people write them, as the values that the tools calculate with."""

from __future__ import annotations

from decimal import Decimal

from assistant.errors import QuestionError
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.figures import figures
from assistant.knowledge.values import Language
from assistant.text import normalise
from assistant.tools.amounts import find_amounts, parse_yen
from assistant.tools.eligibility import RevenueInterval
from assistant.tools.industries import IndustryMatch
from assistant.tools.lookup import Choice, InputError
from assistant.tools.wording import field_label, listed, say

Given = int | float | str
"""A figure as a program gives it, or as a person writes it."""
_REVENUE = "annual_revenue_yen"
_DISCOUNT = "security_discount_percent"
_MINUS = ("-", "−", "マイナス")


def read_revenue(given: Given, locale: Language) -> RevenueInterval | InputError:
    """Annual revenue in yen, exact or within bounds: 80000000, 8千万, 約9千万円, 1億円未満."""
    if isinstance(given, int):
        return RevenueInterval(given, given)
    if isinstance(given, float):
        exact = int(given) if given.is_integer() else None
        return _error("unclear_amount", _REVENUE, given, locale) if exact is None else RevenueInterval(exact, exact)
    try:
        exact = parse_yen(given)
    except QuestionError:
        return _bounds(given, locale)
    return RevenueInterval(exact, exact)


def inexact(given: Given, locale: Language) -> InputError:
    """That a revenue is no single figure, where one is needed."""
    return _error("inexact_amount", _REVENUE, given, locale)


def read_percent(given: Given, locale: Language) -> Decimal | InputError:
    """A discount in percent: 30, "30%", "3割"."""
    if not isinstance(given, str):
        return Decimal(str(given))
    found = figures(given)
    if len(found) == 1 and found[0].unit in ("%", "") and found[0].start == 0:
        return Decimal(found[0].value)
    return _error("unclear_percent", _DISCOUNT, given, locale)


def read_industry(given: Given, match: IndustryMatch, base: KnowledgeBase, locale: Language) -> str | InputError:
    """The id of the class of a trade, as it was found in what was given."""
    if match.industry is not None:
        return match.industry
    labels = {industry.id: industry.label.in_language(locale) for industry in base.industries}
    choices = tuple(Choice(id=each, name=labels[each]) for each in match.alternatives)
    text = say("unclear_industry", locale, given=given)
    if choices:
        names = listed((choice.name for choice in choices), locale)
        text += (" " if locale == "en" else "") + say("choices", locale, known=names)
    return InputError(argument="industry", given=str(given), text=text, known=choices)


def _bounds(given: str, locale: Language) -> RevenueInterval | InputError:
    amounts = [amount for amount in find_amounts(given) if not amount.part_of_name]
    if len(amounts) != 1 or normalise(given)[: amounts[0].start].endswith(_MINUS):
        return _error("unclear_amount", _REVENUE, given, locale)
    (amount,) = amounts
    if amount.period not in (None, "year"):
        return _error("monthly_amount", _REVENUE, given, locale)
    return RevenueInterval(amount.lower, amount.upper, amount.lower_open, amount.upper_open)


def _error(key: str, argument: str, given: object, locale: Language) -> InputError:
    text = say(key, locale, argument=field_label(argument, locale), given=given)
    return InputError(argument=argument, given=str(given), text=text)
