"""Does each statement on who can take a product out agree with the rules as they were applied?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.agent.grounding.alignment import same_sentences, sentences_about, worded_alike
from assistant.agent.grounding.claim import Claim
from assistant.agent.grounding.frame import Frame
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.reading import read
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.support import Shown
from assistant.answers import ToolResult


class Eligible(NamedTuple):
    """A statement that a firm is eligible, with the results that say so."""

    statement: Statement
    conditions: tuple[str, ...]


class Eligibility:
    """Checks the claims about eligibility in the statements of a draft."""

    def __init__(self, shown: Shown, glossary: Glossary, findings: Findings) -> None:
        self._shown, self._glossary, self._findings = shown, glossary, findings
        self._results = [
            result
            for result in shown.results
            if result.tool == "check_eligibility" and not result.result.get("errors")
        ]
        self.eligible: list[Eligible] = []

    @property
    def is_shown(self) -> bool:
        """Whether the draft shows a result of check_eligibility."""
        return bool(self._results)

    def claim(self, statement: Statement, place: int) -> None:
        """Checks the claim at `place` of a statement."""
        claim = statement.reading.claims[place]
        frame = statement.reading.abouts[place].bound.frame.within(statement.context)
        scope = Frame(product=frame.product, plan=frame.plan)
        sources = self._shown.sources_of(statement.citations)
        if same := same_sentences(sources, statement.reading, place, scope, self._glossary):
            if all(each.claim.positive != claim.positive for each in same):
                sentence = same[0].source.reading.text
                self._findings.add(
                    "eligibility", statement.text, statement.block, "eligibility_opposite", sentence=sentence
                )
            return
        results = [result for result in self._results if self._is_about(result, frame)]
        fitting = [result for result in results if result.result["eligible"] is claim.positive]
        if fitting:
            if claim.positive and claim.strength == "stated":
                self.eligible.append(Eligible(statement, tuple(fitting[0].result["conditions"])))
            return
        if self._is_rule(statement, place, frame, results) or claim.strength == "passing":
            return
        if claim.strength == "possible" and all(result.result["eligible"] is not False for result in results):
            return
        self._not_fitting(statement, claim, place, frame, results)

    def _not_fitting(
        self, statement: Statement, claim: Claim, place: int, frame: Frame, results: Sequence[ToolResult]
    ) -> None:
        if results:
            eligible = self._findings.say(f"eligible_{str(results[0].result['eligible']).lower()}")
            self._findings.add("eligibility", statement.text, statement.block, "eligibility", eligible=eligible)
            return
        sources = self._shown.sources_of(statement.citations)
        scope = Frame(product=frame.product, plan=frame.plan)
        told = sentences_about(sources, frozenset(), statement.reading, place, scope, self._glossary)
        if all(each.claim.positive != claim.positive for each in told):
            self._findings.add("eligibility", statement.text, statement.block, "eligibility_unsupported")

    def _is_about(self, result: ToolResult, frame: Frame) -> bool:
        """Whether a result is of the product, plan or rider and industry of a statement."""
        product, industry = result.arguments.get("product"), result.arguments.get("industry")
        names = frozenset(key for name in result.result["about"] for key in _scopes(name, self._glossary))
        wanted = frame.plan | frame.rider
        return (
            (not frame.product or product in frame.product)
            and (not frame.industry or industry is None or industry in frame.industry)
            and (not wanted or not names or any(self._glossary.related(key) & names for key in wanted))
        )

    def _is_rule(self, statement: Statement, place: int, frame: Frame, results: Sequence[ToolResult]) -> bool:
        """Whether a statement is one of the rules, not their outcome for the firm."""
        industries = {result.arguments.get("industry") for result in results}
        inputs = {figure.value for result in self._shown.stated for figure in result.inputs}
        if frame.industry & industries or any(figure.value in inputs for figure in statement.reading.figures):
            return False
        sources = self._shown.sources_of(statement.citations)
        scope = Frame(product=frame.product, plan=frame.plan)
        return worded_alike(sources, statement.reading, place, scope, self._glossary)


def _scopes(name: str, glossary: Glossary) -> frozenset[str]:
    found = read(name, glossary).frame
    return found.plan | found.rider
