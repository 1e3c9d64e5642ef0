"""The words around figures, names and verdicts, from words.yaml."""

from __future__ import annotations

import re
from functools import cache

from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record
from assistant.text import normalise


class Words(Record):
    """words.yaml."""

    roles: dict[str, Names]
    names_behind: Names
    names_before: Names
    name_endings: Names
    no_names: Names
    coordinators: Names
    topic_marks: Names
    case_marks: Names
    fillings: Names
    context_words: Names
    excepting_behind: Names
    excepting_before: Names
    attaching: Names
    comparing: Names
    respectively: Names
    contrasts: Names
    openings: Names
    theirs: Names
    inputs: Names
    taken_up: Names
    denied_before: Names
    limit_cues: Names
    silences: Names
    questions: Names
    asides: Names
    cover: Names
    cells: dict[str, Names]
    common: Names
    condition_share: float
    same_sentence: float
    same_words: float
    same_thing: float
    quotation: int
    quotation_words: int
    elisions: Names
    related_words: int
    related_share: float
    least_words: int
    condition_cues: dict[str, Names]


@cache
def words() -> Words:
    """The words of words.yaml."""
    return Words.model_validate(read_data(__file__, "words.yaml"))


@cache
def one_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of any of `phrases`, the longest first; those of Latin letters are whole words."""
    longest = sorted(map(normalise, phrases), key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(_whole, longest)))


def _whole(phrase: str) -> str:
    before = "(?<![a-z])" if phrase[:1].isascii() and phrase[:1].isalpha() else ""
    behind = "(?![a-z])" if phrase[-1:].isascii() and phrase[-1:].isalpha() else ""
    return before + re.escape(phrase) + behind
