"""What replies are graded by."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from assistant.knowledge.values import Id, Record, Text
from evals.exchange import Exchange

LEVELS = 3
"""Levels are 0, 1 and 2, the best."""
_FILE = Path(__file__).with_suffix(".yaml")


class Criterion(Record):
    """One thing that is graded; `levels` describe 0, 1 and 2."""

    id: Id
    label: Text
    question: Text
    levels: Annotated[tuple[Text, ...], Field(min_length=LEVELS, max_length=LEVELS)]


class Case(Record):
    """A reply to be graded, and what the person had typed."""

    id: Id
    turns: Annotated[tuple[str, ...], Field(min_length=1)]
    outcome: str
    text: str


class Rubric(Record):
    """Criteria, and the words in which a model is asked: `ask` has places for turns, outcome and text."""

    prompt: Text
    criteria: tuple[Criterion, ...]
    ask: Text

    def instructions(self) -> str:
        """What the judge is told once."""
        told = [self.prompt]
        for each in self.criteria:
            levels = "\n".join(f"  {level}: {text}" for level, text in enumerate(each.levels))
            told.append(f"{each.id}: {each.question}\n{levels}")
        return "\n\n".join(told)

    def asks(self, case: Case) -> str:
        """What the judge is asked of one reply."""
        turns = "\n".join(f"Person: {turn}" for turn in case.turns)
        return self.ask.format(turns=turns, outcome=case.outcome, text=case.text)


@cache
def read_rubric() -> Rubric:
    """The rubric of rubric.yaml."""
    return Rubric.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def case_of(exchange: Exchange) -> Case | None:
    """The reply that is scored; None where the target failed."""
    answer, question = exchange.answer, exchange.question
    if answer is None:
        return None
    return Case(id=question.id, turns=question.turns, outcome=answer.outcome, text=answer.text)
