"""Orders that a message gives to the assistant, told from the questions beside them by instructions.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from assistant.agent.screening.folding import Span, spoken
from assistant.agent.screening.phrases import Patterns, Templates, Words, read_phrases
from assistant.agent.screening.sentences import sentences
from assistant.knowledge.values import Record

_SUBSTANCE = 3
"""Letters and digits from which on what an order leaves of its sentence is a sentence."""
_WORD = re.compile(r"[^\W_]")


class Kept(NamedTuple):
    """What is left of a text, and the orders that were taken out of it."""

    text: str
    removed: tuple[str, ...]


class _File(Record):
    words: dict[str, Templates]
    blocks: Templates
    orders: Templates
    unless: Templates
    fillers: Templates


class _Phrases(NamedTuple):
    blocks: Patterns
    orders: Patterns
    unless: Patterns
    filler: Patterns


@cache
def _phrases() -> _Phrases:
    file = read_phrases(__file__, "instructions.yaml", _File)
    words = Words(file.words)
    fillers = f"(?:{'|'.join(file.fillers)})"
    filler = words.spoken((rf"^(?:\W|{fillers}(?=\W|$))+|(?:\W|(?<!\w){fillers})+$",))
    return _Phrases(words.spoken(file.blocks), words.spoken(file.orders), words.spoken(file.unless), filler)


def without_blocks(text: str) -> Kept:
    """The text without messages that pose as the system's, and without encoded orders."""
    folded = spoken(text)
    spans = [match.span() for match in _phrases().blocks.matches(folded.text)]
    return _cut(text, [folded.original(*span) for span in _merged(spans)])


def without_orders(text: str) -> Kept:
    """The text without orders; what else a sentence says stays."""
    folded = spoken(text)
    kept: list[str] = []
    removed: list[str] = []
    begun = 0
    for start, end in sentences(folded):
        place = (begun, folded.original(start, end)[1])
        begun = place[1]
        orders = _orders(folded.text[start:end])
        if not orders:
            kept.append(text[slice(*place)])
            continue
        cut = _cut_sentence(text, place, [folded.original(start + one, start + two) for one, two in orders])
        kept.append(cut.text)
        removed += cut.removed
    return Kept("".join(kept), tuple(removed))


def _orders(sentence: str) -> list[Span]:
    found = _merged([match.span() for match in _phrases().orders.matches(sentence)])
    return [] if found and _phrases().unless.found_in(sentence) else found


def _cut_sentence(text: str, place: Span, spans: list[Span]) -> Kept:
    """The sentence at `place` without `spans`, or nothing where only fillers would be left."""
    start, end = place
    sentence = text[start:end]
    rest = _cut(sentence, [(max(one - start, 0), two - start) for one, two in spans])
    said = _stripped(rest.text)
    if len(_WORD.findall(said)) < _SUBSTANCE:
        return Kept("", (sentence.strip(),))
    space = sentence[len(sentence.rstrip()) :]
    return Kept(said + space, rest.removed)


def _stripped(rest: str) -> str:
    """`rest` without fillers at its ends; a question mark stays."""
    folded = spoken(rest)
    inside = [match.span() for match in _phrases().filler.matches(folded.text) if match[0]]
    start = max((end for begin, end in inside if begin == 0), default=0)
    end = min((begin for begin, end in inside if end == len(folded.text)), default=len(folded.text))
    if start >= end:
        return ""
    first, last = folded.original(start, end)
    mark = "？" if "？" in rest[last:] else "?" if "?" in rest[last:] else ""
    return rest[first:last] + mark


def _cut(text: str, spans: list[Span]) -> Kept:
    parts: list[str] = []
    reached = 0
    for start, end in spans:
        parts.append(text[reached:start])
        reached = end
    return Kept(" ".join([*parts, text[reached:]]) if spans else text, tuple(text[slice(*span)] for span in spans))


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged
