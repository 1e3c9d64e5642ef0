"""Does each statement on who can take a product out agree with the rules as they were applied?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.agent.grounding.alignment import Claimed, same_sentences, sentences_about, worded_alike
from assistant.agent.grounding.frame import Frame, sane
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.reading import read
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.support import Shown
from assistant.answers import ToolResult


class Eligible(NamedTuple):
    """A statement that a firm is eligible, and the conditions that the result names."""

    statement: Statement
    conditions: tuple[str, ...]


class Eligibility:
    """Checks the claims about eligibility in the statements of a draft.

    Attributes:
        eligible: the statements that a result bears out.
    """

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
        bound = statement.reading.abouts[place].bound.frame._replace(industry=statement.reading.frame.industry)
        frame = sane(bound.within(statement.context), self._glossary)
        claimed = Claimed(statement.reading, place, Frame(product=frame.product, plan=frame.plan))
        sources = self._shown.sources_of(statement.citations)
        if same := same_sentences(sources, claimed, self._glossary):
            if all(each.claim.positive != claimed.claim.positive for each in same):
                self._add(statement, "eligibility_opposite", sentence=same[0].reading.text)
            return
        results = [result for result in self._results if self._is_about(result, frame)]
        fitting = [result for result in results if result.result["eligible"] is claimed.claim.positive]
        if fitting and claimed.claim.positive and claimed.claim.strength == "stated":
            self.eligible.append(Eligible(statement, tuple(fitting[0].result["conditions"])))
        if not fitting and claimed.claim.strength != "passing" and not self._is_rule(statement, claimed, results):
            self._judge(statement, claimed, results)

    def _judge(self, statement: Statement, claimed: Claimed, results: Sequence[ToolResult]) -> None:
        """Judges a claim that no result bears out by those that are shown, else by what is cited."""
        if results:
            eligible = results[0].result["eligible"]
            if claimed.claim.strength == "stated" or eligible is False:
                self._add(statement, "eligibility", eligible=self._findings.say(f"eligible_{eligible}".lower()))
            return
        sources = self._shown.sources_of(statement.citations)
        told = sentences_about(sources, frozenset(), claimed, self._glossary)
        if claimed.claim.strength == "stated" and all(each.claim.positive != claimed.claim.positive for each in told):
            self._add(statement, "eligibility_unsupported")

    def _is_about(self, result: ToolResult, frame: Frame) -> bool:
        """Whether a result is of the product, plan or rider and industry of a statement."""
        product, industry = result.arguments.get("product"), result.arguments.get("industry")
        about = [read(name, self._glossary).frame for name in result.result["about"]]
        names = frozenset(key for each in about for key in each.plan | each.rider)
        wanted = frame.plan | frame.rider
        return (
            (not frame.product or product in frame.product)
            and (not frame.industry or industry is None or industry in frame.industry)
            and (not wanted or not names or any(self._glossary.related(key) & names for key in wanted))
        )

    def _is_rule(self, statement: Statement, claimed: Claimed, results: Sequence[ToolResult]) -> bool:
        """Whether a statement is one of the rules, not their outcome for the firm."""
        industries = {result.arguments.get("industry") for result in results}
        inputs = {figure.value for result in self._shown.stated for figure in result.inputs}
        reading = statement.reading
        if reading.frame.industry & industries or any(figure.value in inputs for figure in reading.figures):
            return False
        return worded_alike(self._shown.sources_of(statement.citations), frozenset(), claimed, self._glossary)

    def _add(self, statement: Statement, key: str, **values: object) -> None:
        self._findings.add("eligibility", statement.text, statement.block, key, **values)
