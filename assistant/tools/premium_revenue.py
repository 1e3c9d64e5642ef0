"""A revenue that is known within bounds only, where a premium is the same for all that lies within."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.values import Language
from assistant.tools.amounts import YenAmount, find_amounts
from assistant.tools.inputs import Given, inexact, read_revenue
from assistant.tools.lookup import InputError
from assistant.tools.tariff_table import tariff_in_force


class Revenue(NamedTuple):
    """A revenue to look a premium up with.

    Attributes:
        yen: the figure, in yen.
        said: the person's words, where they state no exact figure (300万円くらい, 500万円以下).
    """

    yen: int
    said: str | None = None


def read_premium_revenue(
    given: Given, known: ProductKnowledge | None, today: dt.date, locale: Language
) -> Revenue | InputError:
    """The revenue that `given` states, as one figure.

    An inexact one is taken by the figure that it states where that has the same premium as every revenue within its
    bounds. What is about the revenue of a published example is not that revenue.
    """
    found = read_revenue(given, locale)
    if isinstance(found, InputError):
        return found
    if found.least == found.most:
        return Revenue(found.least)
    (amount,) = [each for each in find_amounts(str(given)) if not each.part_of_name]
    if known is None or amount.stated is None or amount.most is None:
        return inexact(given, locale)
    if not all(_is_settled(amount, edge) for edge in _edges(known, today)):
        return inexact(given, locale)
    return Revenue(amount.stated, amount.text)


class _Edge(NamedTuple):
    """A revenue from which on, or at which alone, there is another premium."""

    yen: int
    alone: bool = False


_EVERYWHERE = _Edge(-1)
"""Where each revenue has a premium of its own."""


def _edges(known: ProductKnowledge, today: dt.date) -> Iterator[_Edge]:
    if not known.premiums.tariffs:
        for example in known.premiums.examples:
            if example.annual_revenue_yen is not None:
                yield _Edge(example.annual_revenue_yen, alone=True)
            elif example.revenue_at_most_yen is not None:
                yield _Edge(example.revenue_at_most_yen + 1)
        return
    tariff = tariff_in_force(known.premiums.tariffs, today)
    for band in tariff.revenue_bands:
        yield _Edge(band.from_yen)
    if any(row.yen_per_million_revenue for row in tariff.rates):
        yield _EVERYWHERE


def _is_settled(amount: YenAmount, edge: _Edge) -> bool:
    """Whether all of an amount, and the figure that it states, lie on one side of an edge."""
    stated = amount.stated or 0
    least, most = min(amount.least, stated), max(amount.most or 0, stated)
    if edge is _EVERYWHERE:
        return False
    if not edge.alone:
        return most < edge.yen or least >= edge.yen
    return not least <= edge.yen <= most
