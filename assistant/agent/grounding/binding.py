"""What a figure in a sentence is of: the nearest names of each kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from assistant.agent.grounding.frame import DIMENSIONS, EMPTY, Frame
from assistant.agent.grounding.glossary import Dimension, Mention
from assistant.agent.grounding.words import one_of, words
from assistant.knowledge.figures import Figure

_ADJACENT = 4
_OPEN, _CLOSE = "([（【", ")]）】"
_OPENING = re.compile(r" ?[(\[]")
_EACH: tuple[Dimension, ...] = ("plan", "limit_set")
_MOST = 12


class Bound(NamedTuple):
    """What a figure is of.

    Attributes:
        frame: all names that belong to it.
        each: one frame for each of several plans or sets that it is said of.
    """

    frame: Frame = EMPTY
    each: tuple[Frame, ...] = (EMPTY,)


class _Sentence:
    """A sentence in which figures are bound to names."""

    def __init__(self, text: str, figures: Sequence[Figure]) -> None:
        self.text, self.figures = text, figures
        self.breaks = [
            match.end()
            for match in one_of(words().contrasts).finditer(text)
            if not any(each.start < match.end() <= each.end for each in figures)
        ]
        self.depths = _parentheses(text)

    def bound(self, place: int, mentions: Sequence[Mention]) -> list[Mention]:
        """The names of one dimension that the figure at `place` is of."""
        text, figure = self.text, self.figures[place]
        if mentions and mentions[0].dimension == "role":
            mentions = self._not_of_others(figure, mentions)
        elif len(mentions) == len(self.figures) > 1 and one_of(words().respectively).search(text):
            return [mentions[place]]
        if inside := self._in_parenthesis(figure.end, mentions):
            return inside
        behind = next((each for each in mentions if each.start >= figure.end), None)
        if behind and text[figure.end : behind.start].strip() in words().attaching:
            return [behind]
        start = max((each for each in self.breaks if each <= figure.start), default=0)
        before = [each for each in mentions if each.end <= figure.start and not self._closed(each, figure)]
        if before and (before[-1].start >= start or behind is None or not self._in_clause(figure, behind)):
            return self._coordinated(before)
        return [behind] if behind and (self._in_clause(figure, behind) or self._follows(figure, behind)) else []

    def _in_clause(self, figure: Figure, mention: Mention) -> bool:
        """Whether a name behind a figure may belong to it: in Japanese only right behind it."""
        gap = self.text[figure.end : mention.start]
        end = min((each for each in self.breaks if each >= figure.end), default=len(self.text))
        return mention.start < end and (gap.isascii() or len(gap) <= _ADJACENT)

    def _follows(self, figure: Figure, mention: Mention) -> bool:
        """Whether an English name behind a figure, with no other figure between, belongs to it."""
        if mention.dimension == "role":
            return False
        gap = self.text[figure.end : mention.start]
        between = any(figure.end <= each.start < mention.start for each in self.figures)
        return gap.isascii() and not between and not one_of(words().comparing).search(gap)

    def _closed(self, mention: Mention, figure: Figure) -> bool:
        """Whether a name stands in a parenthesis that the figure is not in: it is that of a figure before."""
        depth = self.depths[mention.start]
        heading = mention.start == 1
        return depth != 0 and self.depths[figure.start] != depth and not heading

    def _in_parenthesis(self, end: int, mentions: Sequence[Mention]) -> list[Mention]:
        """The names in the parenthesis that opens behind a figure."""
        opening = _OPENING.match(self.text, end)
        if opening is None:
            return []
        closing = min((place for mark in _CLOSE if (place := self.text.find(mark, end)) >= 0), default=len(self.text))
        return [each for each in mentions if opening.end() <= each.start and each.end <= closing]

    def _coordinated(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The last name and those before it that are joined to it: 5億円プランと3億円プラン."""
        found = [mentions[-1]]
        for mention in reversed(mentions[:-1]):
            gap = self.text[mention.end : found[0].start].strip()
            if gap and gap not in words().coordinators:
                break
            found.insert(0, mention)
        return found

    def _not_of_others(self, figure: Figure, roles: Sequence[Mention]) -> list[Mention]:
        """The role words without those right before another figure."""
        return [
            role
            for role in roles
            if not any(0 <= each.start - role.end <= _ADJACENT for each in self.figures if each is not figure)
        ]


def bind_figures(text: str, figures: Sequence[Figure], mentions: Sequence[Mention]) -> tuple[Bound, ...]:
    """What each figure of a normalised sentence is of, from the names in it."""
    if not figures or not mentions:
        return (Bound(),) * len(figures)
    by_dimension: dict[Dimension, list[Mention]] = {}
    for mention in mentions:
        by_dimension.setdefault(mention.dimension, []).append(mention)
    sentence = _Sentence(text, figures)
    return tuple(
        _joined({dimension: sentence.bound(place, found) for dimension, found in by_dimension.items()})
        for place in range(len(figures))
    )


def _joined(found: dict[Dimension, list[Mention]]) -> Bound:
    keys = [frozenset(key for each in found.get(name, ()) for key in each.keys) for name in DIMENSIONS]
    frame = Frame(*keys)
    options = [[each.keys for each in found.get(name, ())] or [frozenset[str]()] for name in _EACH]
    alternatives = [dict(zip(_EACH, each, strict=True)) for each in product(*options)]
    if len(alternatives) == 1 or len(alternatives) > _MOST:
        return Bound(frame, (frame,))
    return Bound(frame, tuple(frame._replace(**each) for each in alternatives))


def _parentheses(text: str) -> list[int]:
    """For each letter, and the end, the number of the parenthesis that it stands in, 0 outside."""
    depths, stack, count = [], [0], 0
    for letter in text:
        if letter in _OPEN:
            count += 1
            stack.append(count)
        depths.append(stack[-1])
        if letter in _CLOSE and len(stack) > 1:
            stack.pop()
    return [*depths, stack[-1]]
