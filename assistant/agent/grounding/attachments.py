"""Does a draft say all that its facts attach to a verdict: limit, condition, approval, exclusion, plan?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from assistant.agent.grounding.claims import claims
from assistant.agent.grounding.content import all_content, content, is_japanese, share
from assistant.agent.grounding.eligibility import Eligible
from assistant.agent.grounding.facts import ShownFact
from assistant.agent.grounding.frame import EMPTY, Frame
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.sources import compared
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.verdicts import Holding
from assistant.agent.grounding.words import one_of, words
from assistant.answers import Verdict
from assistant.knowledge.figures import yen
from assistant.text import normalise
from assistant.tools.coverage.words import fold

_ALL_LIMITS = 3
_TELLING = 3
_YEN = "円"


class _Lack(NamedTuple):
    """Something that is left out: the wording that says so and its values."""

    key: str
    values: dict[str, object]


class Attachments:
    """Looks for what facts attach to their verdicts in all that a draft says."""

    def __init__(self, told: Sequence[Statement], asked: Frame, glossary: Glossary, findings: Findings) -> None:
        self._told, self._glossary, self._findings = told, glossary, findings
        self._asked = asked

    @cached_property
    def _figures(self) -> frozenset[str]:
        """Values of the amounts that are said."""
        return frozenset(each.value for one in self._told for each in one.reading.figures if each.unit in (_YEN, ""))

    @cached_property
    def _frame(self) -> Frame:
        """All that is named, by the person or in the draft."""
        frame = self._asked
        for each in self._told:
            frame = frame.also(each.reading.frame).also(each.context)
        return frame

    @cached_property
    def _text(self) -> str:
        return "\n".join(each.text for each in self._told)

    @cached_property
    def _japanese(self) -> bool:
        return is_japanese(self._text)

    @cached_property
    def _windows(self) -> list[tuple[frozenset[str], bool]]:
        """For every two sentences that follow each other their words, and whether one denies something."""
        behind = (*self._told[1:], *self._told[-1:])
        return [
            (all_content(one.reading.text) | all_content(other.reading.text), _denies(one) or _denies(other))
            for one, other in zip(self._told, behind, strict=True)
        ]

    def check(self, holding: Holding) -> None:
        """Checks that what some fact attaches to a verdict is all said."""
        lacks = [list(self._lacking(fact, holding)) for fact in holding.facts]
        least = min(lacks, key=len)
        for lack in least:
            statement = holding.statement
            self._findings.add("dropped_condition", statement.text, statement.block, lack.key, **lack.values)

    def check_eligible(self, eligible: Eligible) -> None:
        """Checks that the conditions of eligibility are said."""
        for text in eligible.conditions:
            if not self._is_said(text, "condition"):
                statement = eligible.statement
                key = "eligibility_condition"
                self._findings.add("dropped_condition", statement.text, statement.block, key, text=text)

    def check_verdict(self, verdict: Verdict, facts: Sequence[ShownFact]) -> None:
        """Checks that a draft whose verdict is covered or conditional says what one of the facts attaches."""
        statement = next((each for each in self._told if each.block is not None), None)
        wanted = [fact for fact in facts if fact.verdict in ("covered", "conditional")]
        if statement is not None and wanted and verdict != "not_covered":
            self.check(Holding(statement, True, EMPTY, tuple(wanted), others=False))

    def _lacking(self, fact: ShownFact, holding: Holding) -> Iterator[_Lack]:
        yield from self._lacking_plans(fact, holding)
        if not holding.positive:
            return
        if left := [word for word in fact.unaddressed if not self._has_words(word)]:
            yield _Lack("verdict_unaddressed", {"words": "、".join(left)})
        for amount in self._missing_limits(fact, holding.frame):
            yield _Lack("dropped_limit", {"amount": f"{amount:,}"})
        if fact.deductible_yen and yen(fact.deductible_yen).value not in self._figures:
            yield _Lack("dropped_deductible", {"amount": f"{fact.deductible_yen:,}"})
        for name, text in fact.attached:
            if not self._is_said(text, name, fact.label):
                yield _Lack(f"dropped_{name}", {"text": text})

    def _lacking_plans(self, fact: ShownFact, holding: Holding) -> Iterator[_Lack]:
        """The plans, sets and riders that a fact holds for only, where none of them is named."""
        if not holding.positive and not holding.others:
            return
        named = (
            (fact.plans, self._frame.plan | fact.asked),
            (fact.limit_sets, self._frame.limit_set | fact.asked),
            (fact.riders, self._frame.rider),
        )
        for wanted, said in named:
            said = said | holding.frame.plan | holding.frame.limit_set
            if wanted and not any(self._glossary.related(key) & said for key in wanted) and not self._spelled(wanted):
                yield _Lack("dropped_plan", {"names": "、".join(sorted(wanted))})

    def _spelled(self, names: Iterable[str]) -> bool:
        """Whether a name stands in the text though the glossary does not tell it from others."""
        return any(name in self._text.lower() for name in names)

    def _missing_limits(self, fact: ShownFact, frame: Frame) -> list[int]:
        limits = fact.limits
        for wanted, of in ((frame.plan, "plans"), (frame.limit_set, "limit_sets")):
            near = [each for each in limits if any(self._glossary.related(key) & getattr(each, of) for key in wanted)]
            limits = tuple(near) or limits
        amounts = sorted({each.amount_yen for each in limits})
        if len(amounts) > _ALL_LIMITS:
            amounts = [amounts[0], amounts[-1]]
        return [amount for amount in amounts if str(amount) not in self._figures]

    def _is_said(self, text: str, name: str, label: str = "") -> bool:
        """Whether a text is said word for word, in other words, or at all where the reply is in another language.

        Words of the fact's `label` do not count: they are said with the verdict.
        """
        if compared(text) in compared(self._text):
            return True
        if is_japanese(text) != self._japanese:
            return bool(one_of(words().condition_cues[name]).search(self._text.lower()))
        return self._has_words(text, label, name == "exclusion")

    def _has_words(self, text: str, label: str = "", denied: bool = False) -> bool:
        """Whether two sentences that follow each other have the words of a text, and a denial where it is one."""
        if fold(text) in fold(self._text):
            return True
        options = (content(text) - all_content(label), all_content(text) - all_content(label), all_content(text))
        wanted = next((each for each in options if len(each) >= _TELLING), options[-1])
        needs_denial = denied and any(not claim.positive for claim in claims(normalise(text)))
        return any(
            share(wanted, given) >= words().condition_share and (denies or not needs_denial)
            for given, denies in self._windows
        )


def _denies(statement: Statement) -> bool:
    return any(not claim.positive for claim in statement.reading.claims)
