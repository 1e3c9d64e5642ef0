"""A published premium with another discount than the one that it includes."""

from __future__ import annotations

from decimal import Decimal

from assistant.knowledge.figures import plain
from assistant.knowledge.premiums import Discount, Premiums
from assistant.knowledge.values import Language
from assistant.tools.rounding import EXACT, round_yen, without_percent
from assistant.tools.wording import grouped, say

UNIT_YEN = 10
"""Published premiums are multiples of 10 yen, and so is one with another discount."""


def adjustable(premiums: Premiums) -> Discount | None:
    """The discount whose percentage the person who asks can name."""
    return next((discount for discount in premiums.discounts if discount.adjustable), None)


def highest(discount: Discount) -> int:
    """The largest percentage of a discount."""
    return discount.max_percent if discount.max_percent is not None else discount.percent or 0


def rediscounted(published_yen: int, discount: Discount, percent: Decimal) -> int:
    """A published premium with `percent` in place of what it includes of `discount`, in yen, half up to 10 yen."""
    whole = EXACT.multiply(Decimal(published_yen), without_percent(percent))
    return round_yen(EXACT.divide(whole, without_percent(discount.included_percent)), UNIT_YEN)


def computation(published_yen: int, discount: Discount, percent: Decimal, locale: Language) -> str:
    """The computation of `rediscounted` in a line, marked 概算."""
    included, wanted = without_percent(discount.included_percent), without_percent(percent)
    return say(
        "estimate_of_example",
        locale,
        published=grouped(published_yen),
        kept=plain(included),
        wanted=plain(wanted),
        unit=UNIT_YEN,
    )


def discount_lines(premiums: Premiums, percent: Decimal | None, locale: Language) -> list[str]:
    """The discounts in a figure, each in a line; `percent` replaces that of the adjustable one."""
    lines: list[str] = []
    for discount in premiums.discounts:
        values = {"discount": discount.name, "percent": discount.included_percent}
        if percent is not None and discount.adjustable and percent != discount.included_percent:
            lines.append(say("discount_replaced", locale, wanted=plain(percent), **values))
        elif discount.included_percent:
            lines.append(say("discount_included", locale, **values))
    return lines
