"""Does each figure in a draft stand in a source, of the same thing?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from assistant.agent.grounding.frame import Frame, conflict, sane
from assistant.agent.grounding.glossary import Dimension, Glossary
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.result_texts import is_said_by
from assistant.agent.grounding.said import Said, asks, is_input, takes_up
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.support import Pool, Shown
from assistant.agent.grounding.words import words
from assistant.agent.turn import Draft
from assistant.answers import ListBlock, TableBlock
from assistant.knowledge.figures import Figure
from assistant.text import normalise
from assistant.tools.ledger import TurnEvidence

_COUNTER = "つ"
_MONEY = "円"


class Amounts:
    """Checks the figures and the names in the statements of a draft."""

    def __init__(
        self,
        draft: Draft,
        evidence: TurnEvidence,
        shown: Shown,
        contacts: Pool,
        said: Said,
        glossary: Glossary,
        findings: Findings,
    ) -> None:
        self._draft, self._evidence, self._shown, self._contacts = draft, evidence, shown, contacts
        self._said, self._glossary, self._findings = said, glossary, findings
        self._counts = frozenset(_counts(draft, shown))

    def check(self, statement: Statement) -> None:
        """Checks all figures of a statement, and the names that nobody knows."""
        for place in range(len(statement.reading.figures)):
            self._figure(statement, place)
        for start, end in statement.reading.unknown:
            self._name(statement, statement.reading.text[start:end])
        if not any(ending in statement.reading.text for ending in words().name_endings):
            return
        for match in _name_pattern().finditer(statement.reading.text):
            inside = [
                each for each in statement.reading.mentions if each.start < match.end() and match.start() < each.end
            ]
            if not inside and not match["stem"].endswith(words().no_names) and not match["stem"].isdecimal():
                self._name(statement, match[0])

    def _figure(self, statement: Statement, place: int) -> None:
        reading = statement.reading
        figure = reading.figures[place]
        wrong: Dimension | Literal["none"] = "none"
        for each in reading.bound[place].each:
            frame = self._telling(figure, sane(each.within(statement.context), self._glossary), statement)
            dimension = self._unsupported(figure, frame, statement)
            if dimension is None:
                continue
            wrong = dimension
            break
        else:
            return
        if self._is_free(statement, place):
            return
        if wrong != "none":
            of = self._findings.say(wrong)
            self._add(statement, figure, "figure_of_other", dimension=of)
        elif self._said.has(figure):
            self._add(statement, figure, "figure_theirs")
        else:
            self._add(statement, figure, "figure")

    def _telling(self, figure: Figure, frame: Frame, statement: Statement) -> Frame:
        """What of a frame a source must share: the item of money only, where sources give money for that item."""
        if figure.unit != _MONEY:
            return frame._replace(role=frozenset(), item=frozenset())
        items = frame.item
        if frame.product:
            items = frozenset(key for key in items if key.partition("/")[0] in frame.product)
        pools = (self._shown.pool, self._shown.support(statement.citations).pool)
        if not any(pool.has_items(_MONEY, items) for pool in pools):
            items = frozenset()
        return frame._replace(item=items)

    def _unsupported(self, figure: Figure, frame: Frame, statement: Statement) -> Dimension | Literal["none"] | None:
        """None where a source says the figure of the same; else what it says it of, "none" where it is nowhere."""
        pools = (self._shown.pool, self._shown.support(statement.citations).pool, self._contacts)
        known = [other for pool in pools for other in pool.same(figure)]
        conflicts = [conflict(frame, other, self._glossary) for other in known]
        agreeing = [other for other, wrong in zip(known, conflicts, strict=True) if wrong is None]
        if not agreeing:
            return next((each for each in reversed(conflicts) if each), "none")
        # a source that leaves the plan open does not outweigh one that says the figure of another plan
        if frame.plan and not any(other.plan for other in agreeing) and "plan" in conflicts:
            return "plan"
        if frame.limit_set and not any(other.limit_set for other in agreeing) and "limit_set" in conflicts:
            return "limit_set"
        return None

    def _is_free(self, statement: Statement, place: int) -> bool:
        """Whether a figure needs no source: the person's own, what a tool was asked with, what is counted here."""
        reading = statement.reading
        figure = reading.figures[place]
        if self._said.has(figure) and takes_up(reading, place):
            return True
        inputs = (each for result in self._shown.stated for each in result.inputs)
        if any(figure.same_as(each) for each in inputs) and is_input(reading, place):
            return True
        if figure.unit in (_COUNTER, "") and figure.value in self._counts:
            return True
        return asks(reading, place) or (statement.block is None and is_input(reading, place))

    def _name(self, statement: Statement, name: str) -> None:
        """Checks a name that is none of the glossary."""
        quotes = (f"{each.quote} {each.title} {each.section}" for each in self._evidence.citations)
        is_known = (
            name in self._said.text
            or any(name in normalise(quote) for quote in quotes)
            or any(is_said_by(result, name) for result in self._evidence.results)
        )
        if not is_known:
            self._findings.add("name", statement.text, statement.block, "name", name=name)

    def _add(self, statement: Statement, figure: Figure, key: str, **values: object) -> None:
        self._findings.add("figure", statement.text, statement.block, key, figure=figure.text, **values)


@cache
def _name_pattern() -> re.Pattern[str]:
    endings = "|".join(map(re.escape, words().name_endings))
    return re.compile(rf"(?P<stem>[ァ-ヺー一-龥a-z0-9]+?)(?:{endings})(?![ァ-ヺー])")


def _counts(draft: Draft, shown: Shown) -> Iterable[str]:
    """How many things a draft lists, or a result that it shows."""
    for block in draft.blocks:
        if isinstance(block, ListBlock):
            yield str(len(block.items))
        elif isinstance(block, TableBlock):
            yield str(len(block.rows))
            yield str(len(block.header) - 1)
    for result in shown.results:
        yield from (str(len(value)) for value in result.result.values() if isinstance(value, list))
    yield str(len({fact.product for fact in shown.facts}))
    yield str(len(shown.facts))
