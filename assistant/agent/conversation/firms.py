"""Several firms in one message, each of which wants an answer of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from assistant.agent.conversation.cues import cues, has
from assistant.agent.conversation.names import ProductNames
from assistant.text import collapse, normalise
from assistant.tools.amounts import find_amounts, in_words
from assistant.tools.coverage.words import fold
from assistant.tools.industries import IndustryFinder

_MOST = 4
"""Firms of a message that are answered."""


class Firm(NamedTuple):
    """One of several firms.

    Attributes:
        name: its trade as it stands in the message.
        industry: id of its class.
        revenue: its own revenue in the person's words; None where the message gives none for it alone.
        plan, limit_set: ids of what is named for it alone.
    """

    name: str
    industry: str
    revenue: str | None = None
    plan: str | None = None
    limit_set: str | None = None


def read_firms(message: str, names: ProductNames, industries: IndustryFinder) -> tuple[Firm, ...]:
    """The firms in `message` with what is said of each: what stands from its trade up to the next one's.

    None where there is but one, or where nothing says that they are several.
    """
    if not has(cues().several_firms, fold(message)):
        return ()
    text = collapse(normalise(message))
    own = industries.own_trades(text)
    if len({each.industry for each in own}) < 2:
        return ()
    spans = [*pairwise([*(each.start for each in own), len(text)])]
    amounts = find_amounts(text)
    if amounts and amounts[0].end <= own[0].start:  # 売上3千万の美容室と…: the figure comes first
        spans = [*pairwise([0, *(each.end for each in own)])]
    firms = [
        _firm(each.name, each.industry, text[slice(*span)], names) for each, span in zip(own, spans, strict=True)
    ]
    if any(one.industry == other.industry for one, other in pairwise(firms)):
        return ()
    return tuple(firms[:_MOST])


def _firm(name: str, industry: str, said: str, names: ProductNames) -> Firm:
    amounts = [each for each in find_amounts(said) if not each.part_of_name]
    meanings = [named for found in names.find(fold(said)) for named in found.meanings]
    plans = {each.id for each in meanings if each.kind == "plan"}
    sets = {each.id for each in meanings if each.kind == "limit_set"}
    return Firm(
        name,
        industry,
        in_words(amounts[0]) if len(amounts) == 1 else None,
        plans.pop() if len(plans) == 1 else None,
        sets.pop() if len(sets) == 1 else None,
    )
