"""English statements about cover: a participle or a verb, and what before it denies it or leaves it open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from assistant.agent.grounding.claim import Claim, Strength, Topic
from assistant.knowledge.verdict_phrases import claim_words

_WORD = re.compile(r"[a-z][a-z'’]*")
_SENTENCE = re.compile(r"[.;:!?\n—。「」]| but ")
_WINDOW = 5
_FAR = 8
_START = re.compile(r"(?:^|[:;(|\-–—•・=,])\s*$")
_Form = Literal["participle", "active", "helped"]


class _Core(NamedTuple):
    topic: Topic
    positive: bool
    form: _Form


@cache
def _cores() -> dict[str, _Core]:
    words = claim_words()
    forms: tuple[tuple[_Form, dict[str, tuple[str, ...]]], ...] = (
        ("helped", words.helped),
        ("active", words.active),
        ("participle", words.participles),
    )
    return {
        phrase: _Core("join" if key.startswith("join") else "cover", not key.endswith("_denied"), form)
        for form, groups in forms
        for key, phrases in groups.items()
        for phrase in phrases
    }


@cache
def clause_turn() -> re.Pattern[str]:
    """Where another clause begins in an English sentence."""
    turns = "|".join(claim_words().turns_en)
    return re.compile(rf"[.;:!?()\n—。、「」]| - |,? (?:{turns}) |, (?:and |or )?")


@cache
def _core() -> re.Pattern[str]:
    return _one_of(tuple(_cores()))


@cache
def _one_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<![a-z-])(?:{'|'.join(map(re.escape, longest))})(?![a-z'-])")


def english_claims(text: str) -> Iterator[Claim]:
    """The claims of a normalised sentence, in order."""
    text = text.replace("’", "'")
    if text.rstrip().endswith("?"):
        return
    for match in _core().finditer(text):
        core = _cores()[match[0]]
        before = text[: match.start()]
        clause = before[_last(clause_turn(), before) :]
        strength = _strength(before, clause, core)
        denied = _denied(clause)
        if strength is None or (denied and strength == "possible"):
            continue
        positive = core.positive != denied
        yield Claim(core.topic, positive, strength, match.start(), match.end(), core.form != "participle")


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match of a pattern ends; 0 where there is none."""
    return max((match.end() for match in pattern.finditer(text)), default=0)


def _strength(before: str, clause: str, core: _Core) -> Strength | None:
    """How a claim is made behind the words `before`, of which `clause` are those of its clause; None: left open."""
    words = claim_words()
    spoken = _WORD.findall(clause)
    near = spoken[-_WINDOW:]
    sentence = before[_last(_SENTENCE, before) :]
    if _one_of(words.open_before).search(sentence) or _one_of(words.supposed_before).search(clause):
        return None
    reported = [each.start() for each in _one_of(words.reports).finditer(clause)]
    if reported and _one_of((*words.denials_en, *words.none)).search(clause[: reported[-1]]):
        return None
    if core.form == "helped" and not set(near[-3:]) & set(words.helpers):
        return None
    if _one_of(words.maybe_before).search(" ".join(near)):
        return "possible"
    if _one_of(words.open_nouns).search(" ".join(near)):
        return None
    last = near[-1] if near else ""
    if core.form == "participle" and not _is_adverb(last) and not _START.search(before):
        return "passing"
    return "stated"


def _is_adverb(word: str) -> bool:
    return word in claim_words().beings or word.endswith("ly")


def _denied(clause: str) -> bool:
    """Whether a denial stands before the claim at the end of a clause, with nothing but adverbs between."""
    words = claim_words()
    spoken = _WORD.findall(_one_of(words.no_denials_en).sub(" ", clause))
    for word in reversed(spoken):
        if word in words.denials_en:
            return True
        if word not in words.between and not _is_adverb(word):
            break
    return bool(set(spoken[-_FAR:]) & set(words.none))
