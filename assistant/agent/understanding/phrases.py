"""The phrases of questions.yaml, ready to be looked for."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.values import Id, Names, Record
from assistant.text import in_hiragana
from assistant.tools.phrase_table import PhraseTable

_HALF_WIDTH_KANA = re.compile(r"[ｦ-ﾝ]")


class _Phrases(Record):
    abbreviations: Names
    continuing: Names
    greetings: Names
    preambles: Names
    openers: Names
    openers_en: Names
    leads_en: Names
    alternatives: Names
    inner_endings: Names
    endings: Names
    predicates: Names
    topics: Names
    topics_en: Names
    nouns: Names
    statements: Names
    statements_en: Names
    questions_en: Names
    interrogatives: Names
    aspects: dict[Id, Names]
    joiners: Names
    aspect_particles: Names


class Phrases(NamedTuple):
    """All of them; questions.yaml says what each is. Courtesies are greetings and preambles."""

    abbreviations: PhraseTable[None]
    continuing: PhraseTable[None]
    greetings: PhraseTable[None]
    courtesies: PhraseTable[None]
    openers: PhraseTable[None]
    openers_en: PhraseTable[None]
    leads_en: PhraseTable[None]
    alternatives: PhraseTable[None]
    inner_endings: PhraseTable[None]
    endings: PhraseTable[None]
    predicates: PhraseTable[None]
    topics: PhraseTable[None]
    topics_en: PhraseTable[None]
    nouns: PhraseTable[None]
    statements: PhraseTable[None]
    statements_en: PhraseTable[None]
    questions_en: PhraseTable[None]
    interrogatives: PhraseTable[None]
    aspects: PhraseTable[str]
    joiners: PhraseTable[None]
    aspect_particles: PhraseTable[None]


@cache
def phrases() -> Phrases:
    """The phrases of questions.yaml."""
    read = _Phrases.model_validate(read_data(__file__, "questions.yaml"))
    return Phrases(
        abbreviations=_table(read.abbreviations),
        continuing=_table(read.continuing),
        greetings=_table(read.greetings),
        courtesies=_table(read.greetings + read.preambles),
        openers=_table(read.openers),
        openers_en=_table(read.openers_en),
        leads_en=_table(read.leads_en),
        alternatives=_table(read.alternatives),
        inner_endings=_table(read.inner_endings),
        endings=_table(read.endings),
        predicates=_table(read.predicates),
        topics=_table(read.topics),
        topics_en=_table(read.topics_en),
        nouns=_table(read.nouns),
        statements=_table(read.statements),
        statements_en=_table(read.statements_en),
        questions_en=_table(read.questions_en),
        interrogatives=_table(read.interrogatives),
        aspects=PhraseTable({flat(name): kind for kind, names in read.aspects.items() for name in names}),
        joiners=_table(read.joiners),
        aspect_particles=_table(read.aspect_particles),
    )


def flat(text: str) -> str:
    """A text as it is compared, character for character: NFKC, lower case, half-width katakana as hiragana.

    Numbers in circles stay: they part a list.
    """
    return "".join(map(_flat, text))


@lru_cache(maxsize=8192)
def _flat(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).lower()
    if len(folded) != 1 or unicodedata.category(char) == "No":
        return char
    return in_hiragana(folded) if _HALF_WIDTH_KANA.match(char) else folded


def _table(names: tuple[str, ...]) -> PhraseTable[None]:
    return PhraseTable(dict.fromkeys(map(flat, names)))
