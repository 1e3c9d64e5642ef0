"""Phrases by which a sentence states a verdict, from verdict_phrases.yaml."""

from __future__ import annotations

from functools import cache
from typing import Any

from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record

_GENERAL = "general"
_CLAIMS = "claims"


class ClaimWords(Record):
    """The words of statements about cover and about who can take a product out; verdict_phrases.yaml explains them.

    Keys of the mappings are ``cover``, ``join`` and ``any`` (either), each also with ``_denied``, and ``loosely``.
    """

    verbs: dict[str, Names]
    nouns: dict[str, Names]
    copulas: Names
    becoming: Names
    other_targets: Names
    ending_words: Names
    open: Names
    supposed: Names
    maybe: Names
    not_all: Names
    denials: Names
    no_denials: Names
    only: Names
    not_so: Names
    bare_yes: Names
    bare_no: Names
    bare_more: Names
    participles: dict[str, Names]
    active: dict[str, Names]
    helped: dict[str, Names]
    helpers: Names
    beings: Names
    turns_en: Names
    denials_en: Names
    between: Names
    none: Names
    no_denials_en: Names
    open_before: Names
    open_nouns: Names
    supposed_before: Names
    maybe_before: Names
    reports: Names


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_data(__file__)
    return data


@cache
def verdict_phrases() -> dict[str, tuple[str, ...]]:
    """Phrases that state a verdict, by verdict."""
    return {key: tuple(phrases) for key, phrases in _data().items() if key not in (_GENERAL, _CLAIMS)}


@cache
def claim_words() -> ClaimWords:
    """The words of statements about cover and eligibility."""
    return ClaimWords.model_validate(_data()[_CLAIMS])


def verdicts_in(text: str) -> frozenset[str]:
    """The verdicts that `text` states: covered, not_covered, both or none."""
    return frozenset(
        verdict for verdict, phrases in verdict_phrases().items() if any(phrase in text for phrase in phrases)
    )


def speaks_generally(text: str) -> bool:
    """Whether `text` is about such insurance in general, not about one product."""
    return any(phrase in text for phrase in _data()[_GENERAL])
