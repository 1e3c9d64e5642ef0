"""Does each verdict in a draft stand in a fact that it shows, or in a quote that its block cites?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.agent.grounding.alignment import (
    facts_about,
    same_sentences,
    segment_words,
    sentences_about,
    worded_alike,
)
from assistant.agent.grounding.claim import Claim
from assistant.agent.grounding.content import is_japanese, share
from assistant.agent.grounding.facts import ShownFact
from assistant.agent.grounding.frame import Frame
from assistant.agent.grounding.glossary import Glossary, Mention
from assistant.agent.grounding.reading import with_claim
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.sources import Source
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.support import Shown
from assistant.agent.grounding.words import words
from assistant.answers import Verdict
from assistant.tools.coverage.words import fold

_POSITIVE: frozenset[Verdict | None] = frozenset({"covered", "conditional"})
_NEGATIVE: frozenset[Verdict | None] = frozenset({"not_covered"})


class Holding(NamedTuple):
    """A verdict that facts bear out: what they attach to it must be said too.

    Attributes:
        facts: the facts that bear it out, any of which will do.
        others: whether facts about the same thing, for other plans or products, say something else.
    """

    statement: Statement
    positive: bool
    frame: Frame
    facts: tuple[ShownFact, ...]
    others: bool


class Verdicts:
    """Checks the claims about cover in the statements of a draft."""

    def __init__(self, shown: Shown, glossary: Glossary, findings: Findings) -> None:
        self._shown, self._glossary, self._findings = shown, glossary, findings
        self.holding: list[Holding] = []

    def claim(self, statement: Statement, place: int) -> None:
        """Checks the claim at `place` of a statement."""
        claim = statement.reading.claims[place]
        part = statement.reading.abouts[place]
        if statement.opens and not part.heads:
            return
        for each in part.bound.each:
            frame = _scope(each, statement)
            self._items(statement, claim, place, part.heads, frame)
            for mention in part.excepted:
                opposite = claim._replace(positive=not claim.positive, strength="passing")
                self._items(statement, opposite, place, (mention,), frame)

    def of_list(self, statement: Statement, positive: bool) -> None:
        """Checks an item of a list whose opening sentence calls its items covered, or not."""
        mentions = tuple(each for each in statement.reading.mentions if each.dimension == "item")
        known = any(fact.items & each.keys for each in mentions for fact in self._shown.facts)
        if not known and not is_japanese(statement.text):
            return
        claim = Claim("cover", positive, "stated", len(statement.reading.text), len(statement.reading.text))
        claimed = statement._replace(reading=with_claim(statement.reading, claim))
        self._items(claimed, claim, 0, mentions[:1], _scope(Frame(), statement))

    def bare(self, statement: Statement, positive: bool) -> None:
        """Checks a Yes or No alone against the facts that are shown."""
        facts = self._shown.facts
        if facts and not any(fact.verdict in (_POSITIVE if positive else _NEGATIVE) for fact in facts):
            self._mismatch(statement, facts)

    def _items(self, statement: Statement, claim: Claim, place: int, heads: Sequence[Mention], frame: Frame) -> None:
        sources = self._sources(statement)
        same = same_sentences(sources, statement.reading, place, frame, self._glossary)
        if same and all(each.claim.positive != claim.positive for each in same):
            self._opposite(statement, same[0].source, not claim.positive)
        elif heads:
            for head in heads:
                facts = facts_about(self._shown.facts, head.keys, frame, self._glossary)
                self._judge(statement, claim, place, head.keys, facts, frame, bool(same))
        elif not same:
            items = statement.context.item
            facts = self._unnamed(statement, place, frame)
            self._judge(statement, claim, place, items, facts, frame, False)

    def _unnamed(self, statement: Statement, place: int, frame: Frame) -> tuple[ShownFact, ...]:
        """The facts for a claim that names no item: those of its context, its citations, or its words."""
        facts: Sequence[ShownFact] = self._shown.facts
        if statement.context.item:
            facts = [fact for fact in facts if fact.items & statement.context.item] or facts
        if cited := [fact for fact in facts if fact.citations & set(statement.citations)]:
            facts = cited
        wanted = segment_words(statement.reading, place)
        if len(wanted) >= words().least_words:
            scored = [(share(wanted, fact.words), fact) for fact in facts]
            best = max((score for score, _ in scored), default=0.0)
            facts = [fact for score, fact in scored if score == best and best >= words().same_thing]
        return facts_about(facts, frozenset(), frame, self._glossary)

    def _judge(
        self,
        statement: Statement,
        claim: Claim,
        place: int,
        items: frozenset[str],
        facts: Sequence[ShownFact],
        frame: Frame,
        same: bool,
    ) -> None:
        wanted = _POSITIVE if claim.positive else _NEGATIVE
        fitting = tuple(fact for fact in facts if fact.verdict in wanted)
        stated = claim.strength == "stated"
        if fitting:
            if stated and claim.positive and (words_left := _unaddressed(statement, fitting)):
                self._add(statement, "verdict_unaddressed", words="、".join(words_left))
            elif stated:
                others = any(fact.verdict not in wanted and not fact.general for fact in facts)
                self.holding.append(Holding(statement, claim.positive, frame, fitting, others))
            return
        sources = self._sources(statement)
        if same or worded_alike(sources, statement.reading, place, frame, self._glossary):
            return
        if facts:
            if stated or any(fact.verdict for fact in facts):
                self._mismatch(statement, facts)
            return
        if not stated:
            return
        told = sentences_about(sources, items, statement.reading, place, frame, self._glossary)
        if not told:
            self._add(statement, "verdict_unsupported")
        elif all(each.claim.positive != claim.positive for each in told):
            self._opposite(statement, told[0].source, not claim.positive)

    def _sources(self, statement: Statement) -> tuple[Source, ...]:
        return self._shown.sources_of(statement.citations)

    def _mismatch(self, statement: Statement, facts: Sequence[ShownFact]) -> None:
        verdict = self._findings.say(facts[0].verdict or "unstated")
        self._add(statement, "verdict_opposite", item=facts[0].label, verdict=verdict)

    def _opposite(self, statement: Statement, source: Source, positive: bool) -> None:
        verdict = self._findings.say("covered" if positive else "not_covered")
        self._add(statement, "verdict_opposite", item=source.reading.text, verdict=verdict)

    def _add(self, statement: Statement, key: str, **values: object) -> None:
        self._findings.add("verdict", statement.text, statement.block, key, **values)


def _scope(frame: Frame, statement: Statement) -> Frame:
    """Product, plan, set and rider of a claim, from its place where its sentence does not say."""
    whole = frame.within(statement.context)
    return Frame(product=whole.product, plan=whole.plan, limit_set=whole.limit_set, rider=whole.rider)


def _unaddressed(statement: Statement, facts: Iterable[ShownFact]) -> tuple[str, ...]:
    """Circumstances in a sentence of which none of its facts speaks."""
    text = fold(statement.text)
    lacking = [tuple(word for word in fact.unaddressed if word in text) for fact in facts]
    return min(lacking, key=len)
