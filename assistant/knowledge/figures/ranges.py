"""What the numbers of a range or a list take from the last one: 5,000万〜1億円, 5〜8千万円, 5億、3億、1億円."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.knowledge.figures.figure import Figure
from assistant.knowledge.figures.numbers import plain
from assistant.knowledge.figures.quantities import Quantity
from assistant.knowledge.figures.words import words

_MYRIADS = (Decimal(10**12), Decimal(10**8), Decimal(10**4))


def completed(text: str, found: Sequence[Quantity]) -> list[Figure]:
    """The figures of `found`, which stand in `text` in this order, with the units and scales that they share."""
    done: list[Quantity] = []
    for one in reversed(found):
        done.append(_joined(text, one, done[-1]) if done else one)
    return [each.figure for each in reversed(done)]


def _joined(text: str, one: Quantity, after: Quantity) -> Quantity:
    figure, unit = one.figure, after.figure.unit
    gap = text[figure.end : after.figure.start].strip(" ")
    in_range = gap in words().ranges
    if one.value is None or figure.unit or not unit or not (in_range or (one.scaled and gap in words().lists)):
        return one
    if after.value is None:
        years = unit == "date" and len(figure.value) == len(after.figure.value) == 4
        return one._replace(figure=figure._replace(unit=unit)) if years else one
    value = _in_scale_of(one, one.value, after.scale) if in_range else one.value
    return one._replace(
        figure=figure._replace(unit=unit, value=plain(value if value <= after.value else one.value)), value=value
    )


def _in_scale_of(one: Quantity, value: Decimal, scale: Decimal) -> Decimal:
    """5 before 8千万 is 5千万, 5千 is so too; 5,000万 is as it stands."""
    if not one.scaled:
        return value * scale
    if one.scale < _MYRIADS[-1]:
        return value * next((myriad for myriad in _MYRIADS if not scale % myriad), Decimal(1))
    return value
