"""Marks and single words that say in a cell or behind a colon that something is covered: ○, ×, 対象外, covered."""

from __future__ import annotations

import re
from functools import cache

from assistant.agent.grounding.claim import Claim, Strength
from assistant.agent.grounding.frame import Frame
from assistant.agent.grounding.reading import Reading, with_claim
from assistant.agent.grounding.words import one_of, words
from assistant.text import normalise

_PLACE = r"(?:^|[:|]\s*)(?P<mark>{marks})(?=$|[\s(、。,])"


def marked(reading: Reading, context: Frame, of_cover: bool = False) -> Reading:
    """A reading with the claim of a mark that stands alone, where what it is of may be covered.

    Args:
        reading: of a cell or a list item; one with claims of its own, or about an amount, stays as it is.
        context: what it is of by its place.
        of_cover: whether its place says that the mark is about cover.
    """
    if reading.claims or reading.frame.role or not (of_cover or context.item or reading.frame.item):
        return reading
    pattern, kinds = _marks()
    match = pattern.search(reading.text)
    if match is None:
        return reading
    strength: Strength = "stated" if of_cover or one_of(words().cover).search(match["mark"]) else "passing"
    return with_claim(reading, Claim("cover", kinds[match["mark"]], strength, *match.span("mark")))


def says_cover(reading: Reading) -> bool:
    """Whether a header speaks of cover."""
    return bool(one_of(words().cover).search(reading.text))


@cache
def _marks() -> tuple[re.Pattern[str], dict[str, bool]]:
    kinds = {normalise(mark): kind != "not_covered" for kind, marks in words().cells.items() for mark in marks}
    longest = sorted(kinds, key=len, reverse=True)
    return re.compile(_PLACE.format(marks="|".join(map(re.escape, longest)))), kinds
