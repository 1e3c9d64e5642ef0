"""The person's own figures: a reply may take them up as theirs, and never as those of a source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from assistant.agent.grounding.reading import Reading
from assistant.agent.grounding.words import one_of, words
from assistant.knowledge.figures import Figure, figures
from assistant.text import normalise
from assistant.tools.amounts import find_amounts

_MONEY = frozenset({"limit", "premium", "deductible"})
_EXACT = frozenset({"phone", "url", "email", "date", "time"})
_NEAR = 14
_LONG = 4
"""Digits from which on a bare number may be a part of a telephone number or an account."""


class Said:
    """What a person wrote in this conversation."""

    def __init__(self, messages: Sequence[str]) -> None:
        self.text = normalise("\n".join(messages))
        self.last = messages[-1] if messages else ""

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures in it."""
        return tuple(figures(self.text))

    @cached_property
    def amounts(self) -> frozenset[int]:
        """The amounts in it and the bounds of rough ones, in yen."""
        found = [each for each in find_amounts(self.text) if not each.part_of_name]
        return frozenset(bound for each in found for bound in (each.lower, each.upper) if bound is not None)

    def has(self, figure: Figure) -> bool:
        """Whether the person wrote a figure."""
        return any(figure.same_as(other) for other in self.figures) or (
            figure.unit == "円" and figure.value.isdecimal() and int(figure.value) in self.amounts
        )


def takes_up(reading: Reading, place: int) -> bool:
    """Whether a sentence takes a figure up as the person's, and states nothing with it."""
    figure, text = reading.figures[place], reading.text
    behind = text[figure.end : figure.end + _NEAR]
    before = text[max(0, figure.start - _NEAR) : figure.start]
    if one_of(words().taken_up).search(behind) or one_of(words().denied_before).search(before):
        return True
    if reading.bound[place].frame.role & _MONEY or one_of(words().limit_cues).search(text):
        return False
    if any(claim.strength != "passing" and claim.topic != "join" for claim in reading.claims):
        return False
    marks = (words().theirs, words().inputs, words().silences)
    return any(one_of(each).search(text) for each in marks)


def is_input(reading: Reading, place: int) -> bool:
    """Whether a sentence uses a figure as what a tool was asked with."""
    role = reading.bound[place].frame.role
    if role & _MONEY:
        return False
    states_cover = any(claim.topic == "cover" and claim.strength == "stated" for claim in reading.claims)
    return bool(role) or not (states_cover or one_of(words().limit_cues).search(reading.text))


def asks(reading: Reading, place: int) -> bool:
    """Whether a sentence asks for something and states nothing with a figure."""
    states = (
        reading.bound[place].frame.role & _MONEY or reading.claims or one_of(words().limit_cues).search(reading.text)
    )
    figure = reading.figures[place]
    exact = figure.unit in _EXACT or (not figure.unit and len(figure.value) >= _LONG)
    return not (states or exact) and bool(one_of(words().questions).search(reading.text))
