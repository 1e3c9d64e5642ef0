"""What a figure or a verdict is of: the frame that a claim and its source must share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from assistant.agent.grounding.glossary import Dimension, Glossary, Mention

_Keys = frozenset[str]
_NONE: _Keys = frozenset()


class Frame(NamedTuple):
    """Keys by dimension; an empty set says nothing, several keys are alternatives or all of them."""

    product: _Keys = _NONE
    plan: _Keys = _NONE
    limit_set: _Keys = _NONE
    rider: _Keys = _NONE
    industry: _Keys = _NONE
    desk: _Keys = _NONE
    item: _Keys = _NONE
    role: _Keys = _NONE

    def within(self, context: Frame) -> Frame:
        """This frame with what it leaves open taken from a context."""
        return Frame(*(own or other for own, other in zip(self, context, strict=True)))

    def also(self, other: Frame) -> Frame:
        """This frame with the keys of another one added."""
        return Frame(*(own | more for own, more in zip(self, other, strict=True)))


EMPTY = Frame()
DIMENSIONS: tuple[Dimension, ...] = (
    "product",
    "plan",
    "limit_set",
    "rider",
    "industry",
    "desk",
    "item",
    "role",
)


def frame_of(mentions: Iterable[Mention]) -> Frame:
    """The frame of all that is mentioned."""
    keys: dict[Dimension, _Keys] = {}
    for mention in mentions:
        keys[mention.dimension] = keys.get(mention.dimension, _NONE) | mention.keys
    return Frame(**keys)


def sane(frame: Frame, glossary: Glossary) -> Frame:
    """A frame without plans, sets and riders that its product has not: another thing of that name was meant."""
    return frame._replace(
        plan=glossary.of_products(frame.plan, frame.product),
        limit_set=glossary.of_products(frame.limit_set, frame.product),
        rider=glossary.of_products(frame.rider, frame.product),
    )


def conflict(claim: Frame, source: Frame, glossary: Glossary) -> Dimension | None:
    """The first dimension in which a claim speaks of something else than its source."""
    for dimension, said, known in zip(DIMENSIONS, claim, source, strict=True):
        if not said or not known or said & known:
            continue
        if dimension != "plan" or not any(glossary.related(key) & known for key in said):
            return dimension
    return None
