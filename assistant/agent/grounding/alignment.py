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


class Claimed(NamedTuple):
    """A claim: its sentence, which of its claims, and the product, plan, set and rider that it holds for."""

    reading: Reading
    place: int
    frame: Frame = Frame()

    @property
    def claim(self) -> Claim:
        """The claim."""
        return self.reading.claims[self.place]

    @property
    def words(self) -> frozenset[str]:
        """The content words of the part of the sentence that it is made in."""
        if len(self.reading.claims) == 1:
            return self.reading.words
        part, text = self.reading.abouts[self.place], self.reading.text
        return self.reading.words & content(
            f"{text[part.start : self.claim.start]} {text[self.claim.end : part.end]}"
        )

    @property
    def heads(self) -> frozenset[str]:
        """Keys of the items that it is said of."""
        return _keys(self.reading.abouts[self.place].heads)


def facts_about(
    facts: Iterable[ShownFact], items: frozenset[str], frame: Frame, glossary: Glossary
) -> tuple[ShownFact, ...]:
    """The facts that fit best: about one of the items (none: any), for the product, plan and set of a frame."""
    found = [fact for fact in facts if not items or fact.items & items]
    if frame.product:
        own = [fact for fact in found if fact.product in frame.product]
        found = own or [fact for fact in found if fact.general]
    found = _nearest(found, [fact.of_plans for fact in found], frame.plan, glossary)
    found = _nearest(found, [fact.limit_sets for fact in found], frame.limit_set, glossary)
    return tuple(_nearest(found, [fact.riders for fact in found], frame.rider, glossary))


def _nearest(
    facts: Sequence[ShownFact], scopes: Sequence[frozenset[str]], said: frozenset[str], glossary: Glossary
) -> list[ShownFact]:
    """The facts for what is said, each with what it is for: those that name it, else those that are for all."""
    if not said:
        return list(facts)
    wanted = frozenset(key for each in said for key in glossary.related(each))
    named = [fact for fact, scope in zip(facts, scopes, strict=True) if scope & wanted]
    return named or [fact for fact, scope in zip(facts, scopes, strict=True) if not scope]


def same_sentences(sources: Iterable[Source], claimed: Claimed, glossary: Glossary) -> list[Claimed]:
    """The claims of sentences that say nearly the same as a claim's, but for what they claim."""
    own = claimed.reading.words
    scored = [(likeness(own, source.reading.words), source) for source in _agreeing(sources, claimed, glossary)]
    best = max((score for score, _ in scored), default=0.0)
    if best < (words().same_sentence if len(own) >= _LEAST_WORDS else 1.0):
        return []
    return [_counterpart(source, claimed) for score, source in scored if score == best]


def sentences_about(
    sources: Iterable[Source], items: frozenset[str], claimed: Claimed, glossary: Glossary
) -> list[Claimed]:
    """The claims of sentences that speak of the same thing as a claim: of one of its items, else in its words.

    A sentence in another language than its sources has no words in common with them: where no item tells what it is
    about either, any of their claims may be meant.
    """
    told = _agreeing(sources, claimed, glossary)
    if items and (named := [source for source in told if source.items & items]):
        return [_counterpart(source, claimed) for source in named]
    if not is_japanese(claimed.reading.text):
        every = [Claimed(source.reading, place) for source in told for place in range(len(source.reading.claims))]
        return every if not items else []
    wanted = claimed.words
    scored = [(share(wanted, source.reading.words), source) for source in told] if wanted else []
    best = max((score for score, _ in scored), default=0.0)
    return [_counterpart(source, claimed) for score, source in scored if score == best >= words().same_thing]


def worded_alike(sources: Iterable[Source], items: frozenset[str], claimed: Claimed, glossary: Glossary) -> bool:
    """Whether a sentence, of no other item, makes a claim of the same sense in largely the same words."""
    wanted = claimed.words
    return len(wanted) >= words().least_words and any(
        share(wanted, source.reading.words) >= words().same_words
        and (not source.items or not items or bool(source.items & items))
        and _counterpart(source, claimed).claim.positive == claimed.claim.positive
        for source in _agreeing(sources, claimed, glossary)
    )


def _counterpart(source: Source, claimed: Claimed) -> Claimed:
    """Of the claims of a sentence the one that is most like a claim of another sentence."""
    options = [Claimed(source.reading, place) for place in range(len(source.reading.claims))]

    def fit(option: Claimed) -> tuple[bool, float, bool]:
        heads = bool(option.heads & claimed.heads)
        return heads, likeness(claimed.words, option.words), option.place == claimed.place

    return options[0] if len(options) == 1 else max(options, key=fit)


def _agreeing(sources: Iterable[Source], claimed: Claimed, glossary: Glossary) -> list[Source]:
    """The sentences with a claim that speak of no other product, plan or set.

    What is not covered in general is so of any product.
    """
    frame = claimed.frame
    wanted = Frame(product=frame.product, plan=frame.plan, limit_set=frame.limit_set)
    of_any = wanted if claimed.claim.positive else wanted._replace(product=_NONE)
    return [
        source
        for source in sources
        if source.reading.claims
        and not conflict(
            of_any if speaks_generally(source.reading.text) else wanted,
            source.frame,
            glossary,
        )
    ]


def _keys(mentions: Iterable[Mention]) -> frozenset[str]:
    return frozenset(key for mention in mentions for key in mention.keys)
