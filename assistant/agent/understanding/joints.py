"""Where one question of a sentence ends and another begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.agent.understanding.kinds import ASKING, SEPARATORS, has_word, indent, kind_of, past_courtesy
from assistant.agent.understanding.phrases import phrases

_NUMBERED = re.compile(r"[①-⑳❶-❿]")
_ENGLISH_WORDS = 2
"""Words that must stand before a second question in English."""


def cuts(sentence: str) -> list[int]:
    """Places at which a sentence, given after `flat`, is parted whatever stands there."""
    return sorted({*_courtesy_cuts(sentence), *_numbered(sentence), *_aspect_cuts(sentence)})


def joints(sentence: str) -> Iterator[int]:
    """Places where one question follows another: an opener, behind a polite question, an English question word."""
    start = 0
    for place in _candidates(sentence):
        if _parts(sentence[start:place], sentence[place:]):
            yield place
            start = place


def _candidates(sentence: str) -> list[int]:
    known = phrases()
    behind = [
        separator.end()
        for separator in re.finditer(r"[、,\s]+", sentence)
        if known.inner_endings.before(sentence, separator.start())
    ]
    openers = [found.start for found in known.openers.apart(sentence) if _is_free(sentence, found.start)]
    english = [found.start for found in known.openers_en.apart(sentence)]
    return sorted({place for place in (*behind, *openers, *english) if place})


def _is_free(sentence: str, place: int) -> bool:
    """Whether what begins at `place` is not the middle of a word."""
    return sentence[place - 1 : place] in SEPARATORS or bool(phrases().inner_endings.before(sentence, place))


def _parts(left: str, right: str) -> bool:
    """Whether a question ends where another begins."""
    known = phrases()
    begin = indent(right)
    if known.alternatives.at(right, begin) or kind_of(right) not in ASKING:
        return False
    if known.openers_en.at(right, begin):
        return len(left.split()) >= _ENGLISH_WORDS
    said = left.rstrip(SEPARATORS)
    return kind_of(said) in ASKING or bool(known.inner_endings.before(said, len(said)))


def _aspect_cuts(sentence: str) -> Iterator[int]:
    """Between two things that are asked for in one breath: 支払い方法と更新の手続きを教えて."""
    known = phrases()
    found = known.aspects.apart(sentence)
    for place, one in enumerate(found[:-1]):
        joiner = known.joiners.at(sentence, one.end)
        if joiner is None or found[place + 1].start != joiner.end:
            continue
        head = place + 1
        while head + 1 < len(found) and sentence[found[head].end : found[head + 1].start] == "の":
            head += 1
        behind = found[head].end
        closed = not has_word(sentence[behind:]) or known.aspect_particles.at(sentence, behind)
        joined = known.joiners.at(sentence, behind) and head + 1 < len(found)
        if found[head].meaning not in (one.meaning, "comparison") and (closed or joined):
            yield joiner.end


def _courtesy_cuts(sentence: str) -> Iterator[int]:
    """Behind greetings at the beginning, and before one at the end."""
    place = indent(sentence)
    while (further := past_courtesy(sentence, place)) > place:
        place = further
    if 0 < place < len(sentence) and has_word(sentence[place:]):
        yield place
    for separator in re.finditer(r"[、,\s]+", sentence):
        behind = separator.end()
        is_greeting = phrases().greetings.at(sentence, behind) is not None
        if is_greeting and past_courtesy(sentence, behind) == len(sentence) > behind > place:
            yield behind
            break


def _numbered(sentence: str) -> Iterator[int]:
    return (number.start() for number in _NUMBERED.finditer(sentence) if number.start())
