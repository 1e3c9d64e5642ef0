"""Japanese statements about cover: a verb or noun, and the ending that affirms, denies or leaves open."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.agent.grounding.claim import Claim, Strength, Topic
from assistant.knowledge.verdict_phrases import claim_words
from assistant.text import normalise

_PARTICLE = "(?:は|が|も|を|の|に|で|には|にも)?"
_END = r"(?=[。、」』)\]!|:]|と|$)|で(?=[、。]|$)"
_OF = re.compile(r"の(?=.)")
_OPEN_END = re.compile(r"か(?=$|どうか|否か|[はがをもにのと、。?」()])")
_REPORT = re.compile(r"と(?:は|の|いう|も|まで)*[^、。]*?(?:ません|ない|なく|かね|でき?な)")
_REPORTED = re.compile(rf"(?<=[るたすんい]){_REPORT.pattern}")
_PASSING = re.compile(r"(?:る|た|ない|な)(?:の(?:は|が|を|も|に|か)|もの|こと(?!が|も))")
_PLAIN_END = re.compile(r"(?:る|た|い|な|の|ない)$")
_CONTENT = re.compile(r"[一-龥々ァ-ヺa-z0-9「『]")
_BUT = re.compile(r"(?<=[すんいるだたつ])(?:が(?![あ-ん]*[りる]ま)|けれど|けど|ので|から|ため(?!に|の)|し(?=、))")


class _Core(NamedTuple):
    topic: Topic
    positive: bool
    noun: bool
    loose: bool


@cache
def _cores() -> tuple[re.Pattern[str], dict[str, _Core]]:
    """A pattern of all cores, the longest first, with a group each kind."""
    kinds: dict[str, _Core] = {}
    patterns: list[tuple[int, str, str]] = []
    for noun, groups in ((False, claim_words().verbs), (True, claim_words().nouns)):
        for key, phrases in groups.items():
            name = f"{'n' if noun else 'v'}_{key}"
            topic = key.removesuffix("_denied")
            kinds[name] = _Core(_topic(topic), not key.endswith("_denied"), noun, topic == "loosely")
            patterns += [(len(phrase), name, _pattern(phrase)) for phrase in phrases]
    longest = sorted(patterns, key=lambda each: (-each[0], each[1]))
    # one group for each first letter: an alternation of hundreds is tried from its beginning at every place
    by_letter: dict[str, list[str]] = defaultdict(list)
    for place, (_, name, pattern) in enumerate(longest):
        letters = 2 if pattern.startswith("^") else 1
        by_letter[pattern[:letters]].append(f"{pattern[letters:]}(?P<{name}_{place}>)")
    grouped = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    names = {f"{name}_{place}": kinds[name] for place, (_, name, _) in enumerate(longest)}
    return re.compile(grouped), names


def _topic(key: str) -> Topic:
    return "join" if key == "join" else "any" if key == "any" else "cover"


def _pattern(phrase: str) -> str:
    parts = normalise(phrase.removeprefix("^")).split("~")
    return ("^" if phrase.startswith("^") else "") + _PARTICLE.join(map(re.escape, parts))


@cache
def _any(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(normalise(each)) for each in sorted(phrases, key=len, reverse=True)))


@cache
def _copula() -> re.Pattern[str]:
    words = claim_words()
    becoming = _any(words.becoming).pattern
    return re.compile(rf"(?:{_any(words.copulas).pattern})(?<!だ(?=け))|[とに][はも]?(?:{becoming})|{_END}")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:[ぁ-んー]|{_any(claim_words().ending_words).pattern})*")


@cache
def _other_target() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(claim_words().other_targets).pattern})の?$")


def japanese_claims(text: str) -> Iterator[Claim]:
    """The claims of a normalised sentence, in order."""
    pattern, kinds = _cores()
    place = 0
    while match := pattern.search(text, place):
        core = kinds[str(match.lastgroup)]
        found = _claim(text, core, match.start(), match.end())
        place = found.end if found else match.end()
        if found:
            yield found


def nouns_of_cover(text: str) -> Iterator[bool]:
    """For each noun of cover, whether it affirms it, whatever is said with it: 補償の対象は次のとおりです."""
    pattern, kinds = _cores()
    for match in pattern.finditer(text):
        core = kinds[str(match.lastgroup)]
        if core.noun and core.topic == "cover":
            yield core.positive


def _claim(text: str, core: _Core, start: int, end: int) -> Claim | None:
    """The claim that a core makes; None where it makes none."""
    passing = core.loose
    if core.noun:
        if core.topic == "any" and _other_target().search(text, max(0, start - 8), start):
            return None
        copula = _copula().match(text, end)
        if copula is None:
            of = _OF.match(text, end)
            if core.positive or of is None:
                return None
            passing, end = True, of.end()
        else:
            end = copula.end()
    run = _ending().match(text, end)
    stop = run.end() if run else end
    said = text[end:stop]
    if cut := _BUT.search(text[:stop], end):
        stop, said = cut.start(), text[end : cut.start()]
    # the last letter of a core or copula belongs to the ending too: る of される, い of ない
    form = text[max(start, end - 1) : stop]
    strength = _strength(text, core, form, said, end, stop, passing)
    if strength is None:
        return None
    denied = _denials(form) % 2 == 1
    if denied and strength == "possible":
        return None
    if denied and _any(claim_words().only).search(text[max(0, start - 8) : start]):
        denied = False
    if denied and core.positive and _opens_all(text, start, said):
        return None
    return Claim(core.topic, core.positive != denied, strength, start, stop)


def _strength(text: str, core: _Core, form: str, said: str, end: int, stop: int, passing: bool) -> Strength | None:
    """How a claim is made by its ending; None where it is left open or supposed."""
    words = claim_words()
    rest = text[stop : stop + 1]
    maybe = _any(words.maybe).search(said)
    if not maybe and (_any(words.open).search(said) or _OPEN_END.search(form + rest) or rest == "?"):
        return None
    report = (core.noun and _REPORT.match(text, end)) or _REPORTED.search(text, end)
    if report and report.start() < max(stop, end + 1):
        return None
    if maybe:
        return "possible"
    if _any(words.supposed).search(form):
        return None
    if passing or _PASSING.search(form) or (_CONTENT.match(rest) and _PLAIN_END.search(form)):
        return "passing"
    return "stated"


def _denials(said: str) -> int:
    words = claim_words()
    kept = _any(words.no_denials).sub("", said)
    return len(_any(words.denials).findall(kept))


def _opens_all(text: str, start: int, said: str) -> bool:
    """Whether only that all is so is denied: 必ず補償されるわけではありません."""
    before = re.split("[、。]", text[:start])[-1]
    words = claim_words()
    return bool(_any(words.not_so).search(said) and _any(words.not_all).search(before))


def bare_answer(text: str) -> bool | None:
    """True for a sentence that is はい or Yes alone, False for いいえ or No, None for any other."""
    words = claim_words()
    said = _any(words.bare_more).sub("", text).strip("、,.。!！ ")
    return True if said in words.bare_yes else False if said in words.bare_no else None
