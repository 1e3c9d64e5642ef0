"""Exact decimal arithmetic for money, and rounding to yen."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from assistant.knowledge.tariffs import RoundingMode

EXACT = Context(prec=1000, rounding=ROUND_HALF_UP)
"""So many digits that the products of a tariff, and quotients up to the yen, are exact whatever a caller has set."""
_MODES = {"half_up": ROUND_HALF_UP, "down": ROUND_FLOOR, "up": ROUND_CEILING}


def round_yen(amount: Decimal, unit_yen: int = 1, mode: RoundingMode = "half_up") -> int:
    """`amount` in yen as a multiple of `unit_yen`, a power of ten; half a unit goes up with ``half_up``."""
    return int(EXACT.divide(amount, Decimal(unit_yen)).quantize(Decimal(1), _MODES[mode], EXACT)) * unit_yen


def without_percent(percent: Decimal | int) -> Decimal:
    """What is left after a discount, as a factor: 0.7 after 30 percent."""
    return EXACT.divide(EXACT.subtract(Decimal(100), Decimal(percent)), Decimal(100))
