"""A statement about cover, or about who can take a product out."""

from __future__ import annotations

from typing import Literal, NamedTuple

Topic = Literal["cover", "join", "any"]
Strength = Literal["stated", "passing", "possible"]


class Claim(NamedTuple):
    """What a sentence states of something.

    Attributes:
        topic: cover, join (who can take a product out), or any, where the words leave it open (対象です).
        positive: covered, or eligible.
        strength: stated; in passing (補償される費用), or with words that say other things too; or possible (may be).
        start, end: its words in the sentence, after `assistant.text.normalise`.
        leads: whether its words stand before what it is about (the plan covers X), not behind it.
    """

    topic: Topic
    positive: bool
    strength: Strength
    start: int
    end: int
    leads: bool = False
