"""What a language model says in words that the check cannot read: beside a refusal, no such words may stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from assistant.agent.grounding.alignment import facts_about
from assistant.agent.grounding.claims_ja import bare_answer
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.judging import Asked
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.result_texts import is_said_by, result_texts
from assistant.agent.grounding.said import Said
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.support import Shown
from assistant.agent.grounding.words import one_of, words
from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record
from assistant.text import normalise
from assistant.tools.ledger import TurnEvidence

_ADDRESS = re.compile(
    r"[a-z0-9-]+(?:\.|\[\.\]|\(\.\)| dot )(?:[a-z0-9-]+\.)*[a-z]{2,}(?:/\S*)?"
    r"|\S*(?:@|\(at\)|\[at\])\S+|h(?:tt|xx)ps?\W\S+|//\S+"
)
_NUMERALS = re.compile(
    r"[〇零一二三四五六七八九]{2,}(?:[-‐ー・ のノ][〇零一二三四五六七八九]{2,})+|[〇零一二三四五六七八九]{5,}"
)


_RUN = 3
_MUCH = 0.75
"""Share of the runs of so many letters, or English words, of a sentence that a source has which says the same."""


class _Unread(Record):
    affirming: Names
    denying: Names
    silent: Names
    boundless: tuple[Names, ...]
    no_deductible: Names
    magnitudes: Names
    undone: Names


@cache
def _unread() -> _Unread:
    return _Unread.model_validate(read_data(__file__))


class Unread:
    """Checks the statements of a model's draft."""

    def __init__(
        self,
        told: Sequence[Statement],
        shown: Shown,
        asked: Asked,
        said: Said,
        evidence: TurnEvidence,
        glossary: Glossary,
        findings: Findings,
    ) -> None:
        """Prepares the check.

        Args:
            told: all that the draft says.
            shown: what the draft may stand on.
            asked: what the question is about.
            said: what the person wrote.
            evidence: all that the turn's toolbox handed out.
            glossary: the names of the knowledge base.
            findings: where it tells.
        """
        self._shown, self._said, self._evidence = shown, said, evidence
        self._glossary, self._findings = glossary, findings
        self._facts = (*shown.facts, *asked.facts)
        self._asked = asked.facts or shown.facts
        self._is_refused_without_facts = asked.is_refused
        self._affirming = frozenset(
            each.block
            for each in told
            for claim, about in zip(each.reading.claims, each.reading.abouts, strict=True)
            if claim.positive and claim.strength == "passing" and not about.heads
        )

    def check(self, statement: Statement) -> None:
        """Checks a statement."""
        text = statement.reading.text
        if self._is_unread(statement):
            self._findings.add("verdict", statement.text, statement.block, "unread")
        for phrase in self._unsaid(statement):
            self._findings.add("figure", statement.text, statement.block, "figure", figure=phrase)
        for match in _ADDRESS.finditer(text):
            if not self._is_known(match[0].rstrip(".,)")):
                self._findings.add("contact", statement.text, statement.block, "contact")

    def _is_unread(self, statement: Statement) -> bool:
        """Whether a statement about what is not covered, or not said to be, says something in words of its own."""
        reading = statement.reading
        if one_of(_unread().undone).search(reading.text):
            return bool(reading.claims) or self._is_refused(statement)
        judged = any(
            claim.strength != "passing" or about.heads
            for claim, about in zip(reading.claims, reading.abouts, strict=True)
        )
        if judged or bare_answer(reading.text) is not None or not self._is_refused(statement):
            return False
        if one_of(_unread().denying).search(reading.text):
            return False
        if one_of(words().questions).search(reading.text) and not reading.frame.item:
            return False
        affirms = statement.block in self._affirming or one_of(_unread().affirming).search(reading.text)
        if not affirms and any(one_of(each).search(reading.text) for each in (words().asides, _unread().silent)):
            return False
        sources = (source.reading.text for source in self._shown.sources_of(statement.citations))
        return bool(affirms) or not any(_is_much_of(source, reading.text) for source in sources)

    def _is_refused(self, statement: Statement) -> bool:
        """Whether all facts that a statement may be about say that it is not covered, or nothing."""
        items = statement.reading.frame.item | statement.context.item
        frame = statement.reading.frame.within(statement.context)
        about = facts_about(self._facts, items, frame, self._glossary) if items else self._asked
        if not about:
            return self._is_refused_without_facts
        return not any(fact.verdict in ("covered", "conditional") for fact in about)

    def _unsaid(self, statement: Statement) -> Iterable[str]:
        """Words with the force of a figure that no source has."""
        text = statement.reading.text
        for phrases in (*_unread().boundless, _unread().no_deductible):
            match = one_of(phrases).search(text)
            is_known = phrases is _unread().no_deductible and any(
                each.deductible_yen == 0 for each in self._shown.facts
            )
            if match and not is_known and not any(one_of(phrases).search(each) for each in self._texts(statement)):
                yield match[0]
        read = [(each.start, each.end) for each in statement.reading.figures]
        read += [(each.start, each.end) for each in statement.reading.mentions]
        for match in one_of(_unread().magnitudes).finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end in read):
                yield match[0]
        yield from (match[0] for match in _NUMERALS.finditer(text) if not self._is_known(match[0]))

    def _texts(self, statement: Statement) -> Iterable[str]:
        for result in self._shown.results:
            yield from map(normalise, result_texts(result))
        for citation in self._shown.support(statement.citations).citations:
            yield normalise(f"{citation.quote} {citation.section}")

    def _is_known(self, words_of: str) -> bool:
        if words_of in self._said.text:
            return True
        quotes = (f"{each.quote} {each.title} {each.source}" for each in self._evidence.citations)
        return any(words_of in normalise(quote) for quote in quotes) or any(
            is_said_by(result, words_of) for result in self._evidence.results
        )


def _is_much_of(source: str, text: str) -> bool:
    """Whether a sentence is nearly all in another, word for word."""
    own = text.rstrip("。.")
    if own in source:
        return True
    parts = own.split() if own.isascii() else list(own)
    joint = " " if own.isascii() else ""
    runs = [joint.join(parts[place : place + _RUN]) for place in range(len(parts) - _RUN + 1)]
    return bool(runs) and sum(run in source for run in runs) >= _MUCH * len(runs)
