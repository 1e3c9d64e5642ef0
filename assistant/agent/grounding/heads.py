"""What a claim in a sentence is about: the item that it is said of, not what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from assistant.agent.grounding.binding import Bound, bind_figures
from assistant.agent.grounding.claim import Claim
from assistant.agent.grounding.glossary import Mention
from assistant.agent.grounding.words import one_of, words
from assistant.knowledge.figures import Figure
from assistant.knowledge.verdict_phrases import claim_words

_CONTEXT_REACH = 3
_WORD = re.compile(r"[a-z']+")


class About(NamedTuple):
    """What a claim is about.

    Attributes:
        heads: the items that it is said of; empty where its sentence names none.
        excepted: items that it is expressly not said of.
        bound: product, plans, sets and riders that it holds for.
        start, end: the part of the sentence that it is made in.
    """

    heads: tuple[Mention, ...]
    excepted: tuple[Mention, ...]
    bound: Bound
    start: int
    end: int


def about(text: str, claims: Sequence[Claim], mentions: Sequence[Mention], place: int) -> About:
    """What the claim at `place` among the `claims` of a normalised sentence is about."""
    claim = claims[place]
    start = _turn(text, claims[place - 1], claim) if place else 0
    end = _turn(text, claim, claims[place + 1]) if place + 1 < len(claims) else len(text)
    items = [each for each in mentions if each.dimension == "item" and start <= each.start and each.end <= end]
    excepted = tuple(each for each in items if _is_excepted(text, each))
    items = [each for each in items if each not in excepted]
    before = [each for each in items if each.end <= claim.start]
    behind = [each for each in items if each.start >= claim.end]
    heads = _leading(text, behind) if claim.leads and behind else _heads(text, before)
    if not heads and (claim.strength == "passing" or not claim.leads):
        heads = _leading(text, behind)
    fake = Figure("", "", text[claim.start : claim.end], claim.start, claim.end)
    scopes = [each for each in mentions if each.dimension not in ("item", "role")]
    return About(tuple(heads), excepted, bind_figures(text, [fake], scopes)[0], start, end)


def _turn(text: str, one: Claim, other: Claim) -> int:
    """Where the words that belong to a claim end and those of the next begin."""
    match = _turns().search(text, one.end, max(one.end, other.start))
    if match is None or not text[one.start : one.end].isascii():
        return one.end
    if one.leads:
        # covers A, B and C but not D: the last turn, for the first ones part what is listed
        *_, match = _turns().finditer(text, one.end, other.start)
    return match.end()


@cache
def _turns() -> re.Pattern[str]:
    turns = "|".join((*claim_words().turns_en, "and", "or"))
    return re.compile(rf"[;。]|,? (?:{turns}) |, ?")


def _heads(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Of the items before a claim those that it is said of."""
    if not mentions:
        return []
    if text[mentions[0].start : mentions[0].end].isascii() and text.isascii():
        heads = [each for each in mentions if not _is_context(text, each)]
        return _joined(text, heads or list(mentions[:1]), len(heads or mentions[:1]) - 1)
    for marks in (words().topic_marks, words().case_marks):
        marked = [place for place, each in enumerate(mentions) if _mark(marks).match(text, each.end)]
        if marked:
            return _joined(text, mentions, marked[-1])
    return _joined(text, mentions, len(mentions) - 1)


def _leading(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Of the items behind a claim those that are listed first."""
    found = list(mentions[:1])
    for mention in mentions[1:]:
        if not _is_joint(text, found[-1], mention):
            break
        found.append(mention)
    return found


def _joined(text: str, mentions: Sequence[Mention], last: int) -> list[Mention]:
    """An item and those before it that are joined to it."""
    found = [mentions[last]]
    for mention in reversed(mentions[:last]):
        if not _is_joint(text, mention, found[0]):
            break
        found.insert(0, mention)
    return found


def _is_joint(text: str, one: Mention, other: Mention) -> bool:
    gap = text[one.end : other.start].strip()
    for filling in words().fillings:
        gap = gap.removeprefix(filling).strip()
    gap = gap.removesuffix("「").removesuffix("the").strip()
    return gap in words().coordinators


@cache
def _mark(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(words().fillings).pattern})*(?:{one_of(marks).pattern})")


def _is_context(text: str, mention: Mention) -> bool:
    before = " ".join(_WORD.findall(text[: mention.start])[-_CONTEXT_REACH:])
    return bool(one_of(words().context_words).search(before))


def _is_excepted(text: str, mention: Mention) -> bool:
    before = text[: mention.start].rstrip().removesuffix(" the").rstrip()
    marks = tuple(f" {each}" for each in words().excepting_before)
    return bool(one_of(words().excepting_behind).match(text, mention.end)) or f" {before}".endswith(marks)
