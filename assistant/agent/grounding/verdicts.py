"""Does each verdict in a draft stand in a fact that it shows, or in a quote that its block cites?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.agent.grounding.alignment import (
    Claimed,
    facts_about,
    same_sentences,
    sentences_about,
    worded_alike,
)
from assistant.agent.grounding.claim import Claim
from assistant.agent.grounding.content import is_japanese, share
from assistant.agent.grounding.facts import ShownFact
from assistant.agent.grounding.frame import EMPTY, Frame, sane
from assistant.agent.grounding.glossary import Glossary, Mention
from assistant.agent.grounding.judging import Asked
from assistant.agent.grounding.reading import with_claim
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.support import Shown
from assistant.agent.grounding.words import words
from assistant.answers import Verdict
from assistant.tools.coverage.words import fold

_BORNE_OUT: dict[bool, frozenset[Verdict | None]] = {
    True: frozenset({"covered", "conditional"}),
    False: frozenset({"not_covered"}),
}


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
    """Checks the claims about cover in the statements of a draft.

    Attributes:
        holding: the verdicts that facts bear out.
    """

    def __init__(self, shown: Shown, glossary: Glossary, findings: Findings, asked: Asked | None = None) -> None:
        """Prepares the check.

        Args:
            shown: what the draft may stand on.
            glossary: the names of the knowledge base.
            findings: where it tells.
            asked: what a Yes without any name is about; None where it is what is shown.
        """
        self._shown, self._glossary, self._findings = shown, glossary, findings
        self._asked = asked
        self.holding: list[Holding] = []

    def claim(self, statement: Statement, place: int) -> None:
        """Checks the claim at `place` of a statement."""
        claim, part = statement.reading.claims[place], statement.reading.abouts[place]
        if not part.heads and (statement.opens or claim.strength == "passing"):
            return
        for each in part.bound.each:
            claimed = Claimed(statement.reading, place, self._scope(each, statement))
            self._check(statement, claimed, part.heads)
            for mention in part.excepted:
                self._check_excepted(statement, claimed, mention)

    def of_list(self, statement: Statement, positive: bool) -> None:
        """Checks an item of a list whose opening sentence calls its items covered, or not."""
        mentions = tuple(each for each in statement.reading.mentions if each.dimension == "item")
        known = any(fact.items & each.keys for each in mentions for fact in self._shown.facts)
        if known or is_japanese(statement.text):
            end = len(statement.reading.text)
            reading = with_claim(statement.reading, Claim("cover", positive, "stated", end, end))
            self._check(statement, Claimed(reading, 0, self._scope(EMPTY, statement)), mentions[:1])

    def bare(self, statement: Statement, positive: bool) -> None:
        """Checks a Yes or No alone against the facts that are shown."""
        facts = self._shown.facts if self._asked is None else self._asked.facts
        if facts and not any(fact.verdict in _BORNE_OUT[positive] for fact in facts):
            self._mismatch(statement, facts)
        elif positive and self._asked is not None and not self._asked.named and (facts or self._shown.facts):
            self._findings.add("verdict", statement.text, statement.block, "verdict_unnamed")

    def _scope(self, frame: Frame, statement: Statement) -> Frame:
        """Product, plan, set and rider of a claim, from its place where its sentence does not say."""
        whole = sane(frame.within(statement.context), self._glossary)
        return Frame(product=whole.product, plan=whole.plan, limit_set=whole.limit_set, rider=whole.rider)

    def _check(self, statement: Statement, claimed: Claimed, heads: Sequence[Mention]) -> None:
        same = same_sentences(self._shown.sources_of(statement.citations), claimed, self._glossary)
        if same and all(each.claim.positive != claimed.claim.positive for each in same):
            self._opposite(statement, same[0])
        elif heads:
            for head in heads:
                facts = facts_about(self._shown.facts, head.keys, claimed.frame, self._glossary)
                self._judge(statement, claimed, head.keys, facts, is_quoted=bool(same))
        elif not same and self._is_nameless(statement, claimed):
            self._findings.add("verdict", statement.text, statement.block, "verdict_unnamed")
        elif not same:
            facts = self._facts_meant(statement, claimed)
            # with words of its own that no fact has, it speaks of something else than the sentence before
            items = statement.context.item if facts else frozenset[str]()
            self._judge(statement, claimed, items, facts, is_quoted=False)

    def _check_excepted(self, statement: Statement, claimed: Claimed, mention: Mention) -> None:
        """Checks that a claim could not be made of an item that it is expressly not made of."""
        facts = facts_about(self._shown.facts, mention.keys, claimed.frame, self._glossary)
        if facts and all(fact.verdict in _BORNE_OUT[claimed.claim.positive] for fact in facts):
            self._mismatch(statement, facts)

    def _is_nameless(self, statement: Statement, claimed: Claimed) -> bool:
        """Whether a model's claim of cover says nothing of what it is of, and nothing that was asked bears it out."""
        if self._asked is None or not claimed.claim.positive or statement.context.item:
            return False
        if len(claimed.words) >= words().least_words or not (self._shown.facts or self._asked.is_refused):
            return False
        return not self._asked.bears_out(_BORNE_OUT[True], is_scoped=claimed.frame != EMPTY)

    def _facts_meant(self, statement: Statement, claimed: Claimed) -> tuple[ShownFact, ...]:
        """The facts for a claim that names no item: those of its context, its citations, or its words."""
        facts: Sequence[ShownFact] = self._shown.facts
        if statement.context.item:
            facts = [fact for fact in facts if fact.items & statement.context.item] or facts
        facts = [fact for fact in facts if fact.citations & set(statement.citations)] or facts
        wanted = claimed.words
        if len(wanted) >= words().least_words:
            scored = [(share(wanted, fact.words), fact) for fact in facts]
            best = max((score for score, _ in scored), default=0.0)
            facts = [fact for score, fact in scored if score == best >= words().same_thing]
        return facts_about(facts, frozenset(), claimed.frame, self._glossary)

    def _judge(
        self,
        statement: Statement,
        claimed: Claimed,
        items: frozenset[str],
        facts: Sequence[ShownFact],
        *,
        is_quoted: bool,
    ) -> None:
        """Judges a claim by facts about its items; by the sources where there are none, or they say otherwise."""
        claim, sources = claimed.claim, self._shown.sources_of(statement.citations)
        if fitting := tuple(fact for fact in facts if fact.verdict in _BORNE_OUT[claim.positive]):
            self._borne_out(statement, claimed, fitting, facts)
        elif is_quoted or worded_alike(sources, items, claimed, self._glossary):
            return
        elif facts:
            if claim.strength == "stated" or any(fact.verdict for fact in facts):
                self._mismatch(statement, facts)
        elif claim.strength == "stated":
            told = sentences_about(sources, items, claimed, self._glossary)
            if not told:
                self._findings.add("verdict", statement.text, statement.block, "verdict_unsupported")
            elif all(each.claim.positive != claim.positive for each in told):
                self._opposite(statement, told[0])

    def _borne_out(
        self, statement: Statement, claimed: Claimed, fitting: tuple[ShownFact, ...], facts: Sequence[ShownFact]
    ) -> None:
        claim = claimed.claim
        if claim.strength != "stated":
            return
        if claim.positive and (open_words := _unaddressed(statement, fitting)):
            values = {"words": "、".join(open_words)}
            self._findings.add("verdict", statement.text, statement.block, "verdict_unaddressed", **values)
            return
        # a sentence of a source stands for itself, and for no other fact than those that it is evidence of
        support = self._shown.support(statement.citations)
        if any(source.reading.text == statement.reading.text for source in support.sources):
            fitting = tuple(fact for fact in fitting if fact.citations & set(statement.citations))
        if fitting:
            others = any(fact.verdict not in _BORNE_OUT[claim.positive] and not fact.general for fact in facts)
            self.holding.append(Holding(statement, claim.positive, claimed.frame, fitting, others))

    def _mismatch(self, statement: Statement, facts: Sequence[ShownFact]) -> None:
        values = {"item": facts[0].label, "verdict": self._findings.say(facts[0].verdict or "unstated")}
        self._findings.add("verdict", statement.text, statement.block, "verdict_opposite", **values)

    def _opposite(self, statement: Statement, source: Claimed) -> None:
        verdict = self._findings.say("covered" if source.claim.positive else "not_covered")
        values = {"item": source.reading.text, "verdict": verdict}
        self._findings.add("verdict", statement.text, statement.block, "verdict_opposite", **values)


def _unaddressed(statement: Statement, facts: Iterable[ShownFact]) -> tuple[str, ...]:
    """Circumstances in a sentence of which none of its facts speaks."""
    text = fold(statement.text)
    return min((tuple(word for word in fact.unaddressed if word in text) for fact in facts), key=len)
