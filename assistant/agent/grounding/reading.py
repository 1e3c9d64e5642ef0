"""A sentence read: its figures with what they are of, its names and its claims."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.agent.grounding.binding import Bound, bind_figures
from assistant.agent.grounding.claim import Claim
from assistant.agent.grounding.claims import claims
from assistant.agent.grounding.content import content
from assistant.agent.grounding.figure_names import sift
from assistant.agent.grounding.frame import Frame, frame_of
from assistant.agent.grounding.glossary import Glossary, Mention, Name
from assistant.agent.grounding.heads import About, about
from assistant.agent.grounding.words import words
from assistant.knowledge.figures import Figure, figures
from assistant.text import normalise

_SCOPES = ("product", "plan", "limit_set", "rider")


class Reading(NamedTuple):
    """A sentence read.

    Attributes:
        text: the sentence, after `assistant.text.normalise`.
        figures: its figures, without those that are names (5億円プラン, 加入セット3).
        bound: what each figure is of, as far as the sentence says.
        claims: what it states to be so or not.
        abouts: what each claim is about.
        mentions: the names in it, and words like 限度額, in order.
        unknown: names in it with a figure that no name of the glossary has, as (start, end).
        frame: all that it mentions.
        words: its content words, those of its claims and of products, plans and the like left out.
    """

    text: str
    figures: tuple[Figure, ...]
    bound: tuple[Bound, ...]
    claims: tuple[Claim, ...]
    abouts: tuple[About, ...]
    mentions: tuple[Mention, ...]
    unknown: tuple[tuple[int, int], ...]
    frame: Frame
    words: frozenset[str]


@lru_cache(maxsize=16384)
def read(sentence: str, glossary: Glossary) -> Reading:
    """Reads a sentence with the names of a glossary."""
    text = normalise(sentence)
    named = glossary.mentions(text)
    sifted = sift(text, figures(text), named, glossary)
    # 無料補償があります names a plan and states no cover
    spans = [(each.start, each.end) for each in named if each.dimension in _SCOPES]
    stated = tuple(
        each for each in claims(text) if not any(each.start < end and start < each.end for start, end in spans)
    )
    mentions = tuple(sorted([*named, *sifted.names, *_roles().mentions(text)], key=lambda mention: mention.start))
    return Reading(
        text=text,
        figures=sifted.figures,
        bound=bind_figures(text, sifted.figures, mentions),
        claims=stated,
        abouts=tuple(about(text, stated, mentions, place) for place in range(len(stated))),
        mentions=mentions,
        unknown=sifted.unknown,
        frame=frame_of(mentions),
        words=_topic_words(text, stated, mentions),
    )


def with_claim(reading: Reading, claim: Claim) -> Reading:
    """A reading with one claim in place of its own."""
    return reading._replace(claims=(claim,), abouts=(about(reading.text, (claim,), reading.mentions, 0),))


def _topic_words(text: str, stated: Sequence[Claim], mentions: Sequence[Mention]) -> frozenset[str]:
    spans = [(claim.start, claim.end) for claim in stated]
    spans += [(each.start, each.end) for each in mentions if each.dimension in _SCOPES]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return content(text)


@cache
def _roles() -> Glossary:
    return Glossary(Name(phrase, "role", role) for role, phrases in words().roles.items() for phrase in phrases)
