"""Facts and sentences of sources that speak of the same as a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.agent.grounding.claim import Claim
from assistant.agent.grounding.content import content, is_japanese, likeness, share
from assistant.agent.grounding.facts import ShownFact
from assistant.agent.grounding.frame import Frame, conflict
from assistant.agent.grounding.glossary import Glossary, Mention
from assistant.agent.grounding.reading import Reading
from assistant.agent.grounding.sources import Source
from assistant.agent.grounding.words import words
from assistant.knowledge.verdict_phrases import speaks_generally

_NONE: frozenset[str] = frozenset()
_LEAST_WORDS = 3


def facts_about(
    facts: Iterable[ShownFact], items: frozenset[str], frame: Frame, glossary: Glossary
) -> tuple[ShownFact, ...]:
    """The facts that fit best: about one of the items (none: any), for product, plan and set of a frame."""
    found = [fact for fact in facts if not items or fact.items & items]
    if frame.product:
        own = [fact for fact in found if fact.product in frame.product]
        found = own or [fact for fact in found if fact.general]
    for name in ("plan", "limit_set", "rider"):
        found = _for(found, name, frame, glossary)
    return tuple(found)


def _for(facts: Sequence[ShownFact], name: str, frame: Frame, glossary: Glossary) -> list[ShownFact]:
    """The facts for a plan, those that name it first; those for all where none does."""
    said: frozenset[str] = getattr(frame, name)
    if not said:
        return list(facts)
    exact, open_ones = [], []
    for fact in facts:
        known = fact.of_plans if name == "plan" else fact.limit_sets if name == "limit_set" else fact.riders
        if not known:
            open_ones.append(fact)
        elif known & said or (name == "plan" and any(glossary.related(key) & known for key in said)):
            exact.append(fact)
    return exact or open_ones


class Told(NamedTuple):
    """A claim of a source: its sentence and which of its claims."""

    source: Source
    place: int

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.source.reading.claims[self.place]


def same_sentences(
    sources: Iterable[Source], reading: Reading, place: int, frame: Frame, glossary: Glossary
) -> list[Told]:
    """The claims of sentences that say nearly the same as a sentence, but for what they claim."""
    scored = [
        (likeness(reading.words, source.reading.words), source)
        for source in sources
        if source.reading.claims and _agrees(source, reading.claims[place], frame, glossary)
    ]
    best = max((score for score, _ in scored), default=0.0)
    if best < (words().same_sentence if len(reading.words) >= _LEAST_WORDS else 1.0):
        return []
    return [_counterpart(source, reading, place) for score, source in scored if score == best]


def sentences_about(
    sources: Iterable[Source], items: frozenset[str], reading: Reading, place: int, frame: Frame, glossary: Glossary
) -> list[Told]:
    """The claims of sentences that speak of the same thing as a claim does."""
    told = [
        source
        for source in sources
        if source.reading.claims and _agrees(source, reading.claims[place], frame, glossary)
    ]
    if items and (named := [source for source in told if source.items & items]):
        return [_counterpart(source, reading, place) for source in named]
    if not is_japanese(reading.text):
        return [Told(source, at) for source in told for at in range(len(source.reading.claims))] if not items else []
    wanted = segment_words(reading, place)
    scored = [(share(wanted, source.reading.words), source) for source in told] if wanted else []
    best = max((score for score, _ in scored), default=0.0)
    if best < words().same_thing:
        return []
    return [_counterpart(source, reading, place) for score, source in scored if score == best]


def worded_alike(sources: Iterable[Source], reading: Reading, place: int, frame: Frame, glossary: Glossary) -> bool:
    """Whether a sentence makes a claim of the same sense in largely the same words."""
    claim, wanted = reading.claims[place], segment_words(reading, place)
    return any(
        share(wanted, source.reading.words) >= words().same_words
        and _counterpart(source, reading, place).claim.positive == claim.positive
        for source in sources
        if len(wanted) >= words().least_words and source.reading.claims and _agrees(source, claim, frame, glossary)
    )


def segment_words(reading: Reading, place: int) -> frozenset[str]:
    """The content words of the part of a sentence that a claim is made in."""
    if len(reading.claims) == 1:
        return reading.words
    part = reading.abouts[place]
    claim = reading.claims[place]
    return reading.words & content(f"{reading.text[part.start : claim.start]} {reading.text[claim.end : part.end]}")


def _counterpart(source: Source, reading: Reading, place: int) -> Told:
    """Of the claims of a sentence the one that is most like a claim of another sentence."""
    count = len(source.reading.claims)
    if count == 1:
        return Told(source, 0)
    wanted = segment_words(reading, place)
    heads = _keys(reading.abouts[place].heads)

    def fit(at: int) -> tuple[bool, float, bool]:
        own = _keys(source.reading.abouts[at].heads)
        return bool(own & heads), likeness(wanted, segment_words(source.reading, at)), at == place

    return Told(source, max(range(count), key=fit))


def _keys(mentions: Iterable[Mention]) -> frozenset[str]:
    return frozenset(key for mention in mentions for key in mention.keys)


def _agrees(source: Source, claim: Claim, frame: Frame, glossary: Glossary) -> bool:
    """Whether a sentence speaks of no other product, plan or set; what is not covered in general is so of any."""
    wanted = Frame(product=frame.product, plan=frame.plan, limit_set=frame.limit_set)
    if not claim.positive and speaks_generally(source.reading.text):
        wanted = wanted._replace(product=_NONE)
    return conflict(wanted, source.reading.frame.within(source.context), glossary) is None
