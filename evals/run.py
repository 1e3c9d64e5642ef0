"""An evaluation run: every exchange with its checks, kept as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from assistant.answers import BrainName
from assistant.errors import AssistantError
from assistant.knowledge.values import Record
from evals.exchange import Exchange
from evals.judge.grades import Wording
from evals.questions import Question, Split
from evals.retrieval.ranked import Ranked
from evals.scoring.checks import Check, CheckName
from evals.scoring.support import Support
from evals.stats import Rate


class RunFileError(AssistantError):
    """A run cannot be read."""


class Result(Record):
    """An exchange, what was checked, which of the checks that decide failed, and how its sources bear it out."""

    file: str
    line: int
    split: Split | None
    exchange: Exchange
    checks: tuple[Check, ...]
    failed: tuple[CheckName, ...]
    support: Support = Support()

    @property
    def question(self) -> Question:
        """The question that was asked."""
        return self.exchange.question

    @property
    def right(self) -> bool:
        """Whether every check that decides was passed."""
        return not self.failed

    def passed(self, name: CheckName) -> bool | None:
        """Whether a check was passed; None where it does not apply."""
        return next((each.passed for each in self.checks if each.name == name), None)

    def failures(self) -> Iterator[Check]:
        """The checks that failed and decide."""
        return (each for each in self.checks if each.name in self.failed)


class Run(Record):
    """A run over some questions.

    Attributes:
        seconds: how long it took.
        apart: checks that do not decide.
        retrieval: how search ranked the evidence of single-turn questions, where that was measured.
        wording: what a judge gave the wording of replies, where one was asked.
    """

    target: str
    corpus: str
    started: dt.datetime
    seconds: float
    apart: tuple[CheckName, ...] = ()
    results: tuple[Result, ...]
    retrieval: tuple[Ranked, ...] = ()
    wording: Wording | None = None

    @property
    def brains(self) -> tuple[BrainName, ...]:
        """The brains that answered."""
        return tuple(sorted({answer.brain for each in self.results if (answer := each.exchange.answer)}))

    @property
    def steady(self) -> Rate:
        """Of the questions that were asked several times, those that were right each time or never."""
        told: dict[str, list[bool]] = {}
        for each in self.results:
            told.setdefault(each.question.id, []).append(each.right)
        several = [rights for rights in told.values() if len(rights) > 1]
        return Rate(sum(len(set(rights)) == 1 for rights in several), len(several))


def write_run(run: Run, file: Path) -> None:
    """Writes a run as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(run.model_dump_json(indent=1), encoding="utf-8")


def read_run(file: Path) -> Run:
    """Reads a run.

    Raises:
        RunFileError: there is none, or it is of another version of the harness.
    """
    try:
        return Run.model_validate_json(file.read_bytes())
    except OSError as error:
        raise RunFileError(f"{file} cannot be read: run 'python -m evals run' first") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise RunFileError(f"{file} is no run of this version: {place}: {first['msg']}") from error
