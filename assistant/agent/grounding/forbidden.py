"""Promises of payment, recommendations and rebates: what no reply may say."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.agent.grounding.report import Findings, Kind
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.words import one_of
from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record

_REACH = 40


class _Forbidden(Record):
    promise: Names
    promises: Names
    recommendation: Names
    rebate: Names
    denied_behind: Names
    denied_before: Names


@cache
def _forbidden() -> _Forbidden:
    data = read_data(__file__)
    return _Forbidden.model_validate(data)


def check_forbidden(statement: Statement, findings: Findings) -> None:
    """Checks one statement."""
    reading = statement.reading
    for claim, part in zip(reading.claims, reading.abouts, strict=True):
        states_cover = claim.positive and claim.topic != "join" and claim.strength == "stated"
        match = _first(_forbidden().promise, reading.text[part.start : claim.end]) if states_cover else None
        if match:
            findings.add("promise", statement.text, statement.block, "promise", words=match[0])
    for kind, words in _said(reading.text):
        findings.add(kind, statement.text, statement.block, kind, words=words)


def is_forbidden(sentence: str) -> bool:
    """Whether a normalised sentence promises, recommends or rebates, whoever says it."""
    return bool(_said(sentence))


@lru_cache(maxsize=8192)
def _said(text: str) -> tuple[tuple[Kind, str], ...]:
    """What a normalised sentence says of what it may not."""
    words = _forbidden()
    phrases: tuple[tuple[Kind, Names], ...] = (
        ("promise", words.promises),
        ("recommendation", words.recommendation),
        ("rebate", words.rebate),
    )
    matches = [(kind, _first(each, text)) for kind, each in phrases]
    return tuple((kind, match[0]) for kind, match in matches if match and not _is_denied(text, *match.span()))


def _first(phrases: Names, text: str) -> re.Match[str] | None:
    return one_of(phrases).search(text) if any(phrase in text for phrase in phrases) else None


def _is_denied(text: str, start: int, end: int) -> bool:
    """Whether a sentence says that it does not do so."""
    behind = one_of(_forbidden().denied_behind).search(text, end)
    return bool(behind or one_of(_forbidden().denied_before).search(text, max(0, start - _REACH), start))
