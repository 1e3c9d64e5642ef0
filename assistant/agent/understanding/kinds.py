"""The kind of a clause: a question, a topic alone, a noun, a statement, or a courtesy."""

from __future__ import annotations

import re
from typing import Literal

from assistant.agent.understanding.phrases import phrases

Kind = Literal["question", "topic", "noun", "statement", "courtesy"]
"""A topic is asked about without saying what (見舞金は?); a noun stands alone (見舞金)."""

SEPARATORS = " 　、,。.!?・;:\n\r\t"
ASKING: tuple[Kind, ...] = ("question", "topic")
_DRAWN_OUT = "ー~〜w笑"
_JAPANESE = re.compile(r"[ぁ-ヿ一-龥々]")
_ENDS_IN_HIRAGANA = re.compile(r"[ぁ-ん]$")
_TRAIL = re.compile(r"[\W_ー]*$")
_PARTICLE = re.compile(r"[はがもを]|って")
_ENGLISH_NOUN = 5
"""English words up to which something without a verb is a noun."""


def kind_of(text: str) -> Kind:
    """The kind of a clause, given after `flat`."""
    text = text.lstrip(SEPARATORS)
    core = _TRAIL.sub("", text)
    if is_courtesy(core):
        return "courtesy"
    asked = "?" in text[len(core) :]
    core = _without_opener(core)
    return _japanese(core, asked) if _JAPANESE.search(core) else _english(core, asked)


def is_courtesy(text: str) -> bool:
    """Whether a text is nothing but greetings, thanks and the like."""
    place = past_courtesy(text, 0)
    while place < len(text) and (further := past_courtesy(text, place)) > place:
        place = further
    return 0 < place == len(text)


def past_courtesy(text: str, place: int) -> int:
    """Where something new begins behind a courtesy at `place`; `place` itself where there is none."""
    found = phrases().courtesies.at(text, place)
    if found is None:
        return place
    end = found.end
    while end < len(text) and text[end] in _DRAWN_OUT:
        end += 1
    after = end
    while after < len(text) and text[after] in SEPARATORS:
        after += 1
    return after if after == len(text) or after > end or phrases().courtesies.at(text, after) else place


def _without_opener(core: str) -> str:
    """A clause without the words that only lead to it."""
    found = phrases().openers.at(core, 0) or phrases().leads_en.at(core, 0)
    return core[found.end :].lstrip(SEPARATORS) or core if found else core


def _japanese(core: str, asked: bool) -> Kind:
    known, end = phrases(), len(core)
    if known.aspects.before(core, joiner.start if (joiner := known.joiners.before(core, end)) else end):
        return "question"
    has_particle = bool(_PARTICLE.search(core))
    if known.predicates.before(core, end) and (asked or has_particle):
        return "question"
    if topic := known.topics.before(core, end):
        return "question" if known.aspects.before(core, topic.start) else "topic"
    ending, statement = known.endings.before(core, end), known.statements.before(core, end)
    if ending and (statement is None or len(ending.phrase) >= len(statement.phrase)):
        return "question"
    is_noun = bool(known.nouns.before(core, end)) or not _ENDS_IN_HIRAGANA.search(core)
    asks = next(known.interrogatives.everywhere(core), None) is not None
    if asked:
        return "topic" if is_noun and not has_particle and not asks else "question"
    if not statement and asks:
        return "question"
    return "noun" if is_noun and not statement and "は" not in core else "statement"


def _english(core: str, asked: bool) -> Kind:
    known = phrases()
    words = len(core.split())
    asks = any(known.questions_en.at(core, place) for place in _beginnings(core))
    if known.topics_en.at(core, 0):
        return "topic"
    if asks:
        return "question"
    if asked:
        short = words <= _ENGLISH_NOUN and not known.predicates.before(core, len(core))
        return "topic" if short else "question"
    if known.endings.before(core, len(core)):
        return "question"
    is_noun = words <= _ENGLISH_NOUN and not known.statements_en.at(core, 0)
    return "noun" if is_noun else "statement"


def _beginnings(core: str) -> list[int]:
    """Where a clause may begin: at the start and behind each comma."""
    return [0, *(comma.end() for comma in re.finditer(r"[,;:]\s*", core))]


def has_word(text: str) -> bool:
    """Whether a text has a letter or a digit."""
    return any(char.isalnum() for char in text)


def indent(text: str) -> int:
    """How many separators a text begins with."""
    return len(text) - len(text.lstrip(SEPARATORS))
