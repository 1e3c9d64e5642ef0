"""A run in short, to compare later runs with."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from assistant.errors import AssistantError
from assistant.knowledge.values import Record
from evals.questions import Question
from evals.run import Result, Run
from evals.scoring.checks import CheckName
from evals.scoring.measures import MEASURES
from evals.stats import Rate, mcnemar

BASELINE = Path(__file__).with_name("baseline.json")


class BaselineError(AssistantError):
    """A baseline cannot be read."""


class Outcome(Record):
    """A question of a baseline: its digest, and the checks that failed (none of a right reply)."""

    digest: str
    failed: tuple[CheckName, ...] = ()


class Baseline(Record):
    """A run in short.

    Attributes:
        measures: hits and cases of each measure.
        questions: what came of each question, by id.
    """

    target: str
    corpus: str
    started: dt.datetime
    measures: dict[str, tuple[int, int]]
    questions: dict[str, Outcome]

    def right(self, question: Question) -> bool | None:
        """Whether a question was right; None where it was not asked, or not in these words."""
        known = self.questions.get(question.id)
        return None if known is None or known.digest != question.digest else not known.failed


class Comparison(NamedTuple):
    """What changed from a baseline to a run, over the questions that both asked in the same words.

    Attributes:
        fixed, broke: ids of questions.
        shared: how many questions are compared.
        reworded: ids of questions that both have, in other words or with other expectations.
        new: ids of questions that the baseline does not have.
        p: McNemar's.
    """

    fixed: tuple[str, ...]
    broke: tuple[str, ...]
    shared: int
    reworded: tuple[str, ...]
    new: tuple[str, ...]
    p: float


def shortened(run: Run) -> Baseline:
    """A run in short; a question that was asked several times failed what it failed in any of them."""
    questions: dict[str, Outcome] = {}
    for each in run.results:
        question = each.question
        before = questions.get(question.id, Outcome(digest=question.digest)).failed
        failed = tuple(dict.fromkeys((*before, *each.failed)))
        questions[question.id] = Outcome(digest=question.digest, failed=failed)
    return Baseline(
        target=run.target,
        corpus=run.corpus,
        started=run.started,
        measures={measure.id: tuple(measure.over(run.results)) for measure in MEASURES},
        questions=questions,
    )


def compare(results: Iterable[Result], baseline: Baseline) -> Comparison:
    """What got fixed and what broke; a question that was asked several times must be right each time."""
    right: dict[str, bool] = {}
    before: dict[str, bool | None] = {}
    for each in results:
        question = each.question
        right[question.id] = right.get(question.id, True) and each.right
        before[question.id] = baseline.right(question)
    fixed = tuple(name for name, now in right.items() if now and before[name] is False)
    broke = tuple(name for name, now in right.items() if not now and before[name] is True)
    others = [name for name, was in before.items() if was is None]
    return Comparison(
        fixed,
        broke,
        len(before) - len(others),
        tuple(name for name in others if name in baseline.questions),
        tuple(name for name in others if name not in baseline.questions),
        mcnemar(len(fixed), len(broke)),
    )


def rate_before(baseline: Baseline, results: Iterable[Result]) -> Rate:
    """The share that was right in the baseline, over the questions that are in both."""
    before = [was for each in results if (was := baseline.right(each.question)) is not None]
    return Rate(sum(before), len(before))


def write_baseline(baseline: Baseline, file: Path) -> None:
    """Writes a baseline, a question a line, so that a change of it can be read."""
    head = baseline.model_dump(mode="json", exclude={"questions"})
    lines = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    questions = ",\n".join(
        f"  {json.dumps(name)}: {each.model_dump_json()}" for name, each in baseline.questions.items()
    )
    text = ",\n".join([*lines, f' "questions": {{\n{questions}\n }}'])
    file.write_text(f"{{\n{text}\n}}\n", encoding="utf-8")


def read_baseline(file: Path) -> Baseline:
    """Reads a baseline.

    Raises:
        BaselineError: there is none, or it is of another version of the harness.
    """
    try:
        return Baseline.model_validate_json(file.read_bytes())
    except OSError as error:
        raise BaselineError(f"{file} cannot be read: write it with 'python -m evals gate --update'") from error
    except ValidationError as error:
        raise BaselineError(f"{file} is no baseline of this version: write it anew with 'gate --update'") from error
