"""A run in short, to compare later runs with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from assistant.errors import AssistantError
from assistant.knowledge.values import Record
from evals.run import Result, Run
from evals.scoring.checks import CheckName
from evals.scoring.measures import MEASURES
from evals.stats import Rate, mcnemar

BASELINE = Path(__file__).with_name("baseline.json")


class BaselineError(AssistantError):
    """A baseline cannot be read."""


class Baseline(Record):
    """A run in short.

    Attributes:
        measures: hits and cases of each measure.
        failed: by question, the checks that failed; none for a right reply.
    """

    target: str
    corpus: str
    started: dt.datetime
    measures: dict[str, tuple[int, int]]
    failed: dict[str, tuple[CheckName, ...]]


class Comparison(NamedTuple):
    """What changed from a baseline to a run, over the questions of both; `p` is McNemar's."""

    fixed: tuple[str, ...]
    broke: tuple[str, ...]
    shared: int
    p: float


def shortened(run: Run) -> Baseline:
    """A run in short; a question that was asked several times failed what it failed in any of them."""
    failed: dict[str, tuple[CheckName, ...]] = {}
    for each in run.results:
        failed[each.question.id] = tuple(dict.fromkeys((*failed.get(each.question.id, ()), *each.failed)))
    return Baseline(
        target=run.target,
        corpus=run.corpus,
        started=run.started,
        measures={measure.id: tuple(measure.over(run.results)) for measure in MEASURES},
        failed=failed,
    )


def compare(results: Iterable[Result], baseline: Baseline) -> Comparison:
    """What got fixed and what broke; a question that was asked several times must be right each time."""
    right: dict[str, bool] = {}
    for each in results:
        right[each.question.id] = right.get(each.question.id, True) and each.right
    pairs = [(name, now, not baseline.failed[name]) for name, now in right.items() if name in baseline.failed]
    fixed = tuple(name for name, now, before in pairs if now and not before)
    broke = tuple(name for name, now, before in pairs if before and not now)
    return Comparison(fixed, broke, len(pairs), mcnemar(len(fixed), len(broke)))


def rate_before(baseline: Baseline, results: Iterable[Result]) -> Rate:
    """The share that was right in the baseline, over the questions that are in both."""
    before = [not baseline.failed[each.question.id] for each in results if each.question.id in baseline.failed]
    return Rate(sum(before), len(before))


def write_baseline(baseline: Baseline, file: Path) -> None:
    """Writes a baseline, a question a line."""
    file.write_text(f"{baseline.model_dump_json(indent=1)}\n", encoding="utf-8")


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
