"""The gate: whether a run is good enough, and no worse than the baseline."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, ValidationError

from assistant.errors import ConfigurationError
from assistant.knowledge.values import Record
from evals.baseline import Baseline, compare
from evals.questions import Category, Question
from evals.run import Run
from evals.scoring.measures import MEASURES
from evals.stats import Rate

THRESHOLDS = Path(__file__).with_name("thresholds.toml")
_Share = Annotated[float, Field(ge=0, le=1)]


class Regression(Record):
    """Categories that may not get worse; `probability` is that of chance below which a change counts."""

    probability: _Share
    categories: tuple[Category, ...]


class Thresholds(Record):
    """What the gate demands, by id of a measure; see thresholds.toml."""

    at_least: dict[str, _Share]
    at_most: dict[str, _Share]
    regression: Regression


class Demand(NamedTuple):
    """Something that the gate demands, what was measured, and whether that will do.

    `questions` are the ids of those that fell short; of them, those that were right in the baseline come first.
    """

    name: str
    demand: str
    told: str
    passed: bool
    questions: tuple[str, ...] = ()


def read_thresholds(file: Path) -> Thresholds:
    """Reads the thresholds.

    Raises:
        ConfigurationError: the file has errors, or names a measure that there is not or that goes the other way.
    """
    try:
        thresholds = Thresholds.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise ConfigurationError(f"{file}: {error}") from error
    rising = {measure.id: measure.rising for measure in MEASURES}
    for table, names, up in (("at_least", thresholds.at_least, True), ("at_most", thresholds.at_most, False)):
        for name in names:
            if rising.get(name) is not up:
                known = ", ".join(each for each, way in rising.items() if way is up)
                raise ConfigurationError(f"{file}: {table}.{name}: is none of {known}")
    return thresholds


def judge(
    run: Run, thresholds: Thresholds, baseline: Baseline | None, asked: Sequence[Question] | None = None
) -> list[Demand]:
    """Every demand, met or not. A measure without cases meets any demand.

    Args:
        run: what is judged.
        thresholds: what is demanded of it.
        baseline: what it is compared with, over the questions that both asked in the same words.
        asked: questions that the run must hold; None lets a part of them do.
    """
    demands = [] if asked is None else [_complete(run, asked)]
    demands += _bounds(run, thresholds, set(compare(run.results, baseline).broke) if baseline else set())
    return [*demands, *(_regressions(run, thresholds, baseline) if baseline else ())]


def _complete(run: Run, asked: Sequence[Question]) -> Demand:
    held = {(each.question.id, each.question.digest) for each in run.results}
    missing = tuple(each.id for each in asked if (each.id, each.digest) not in held)
    told = f"{len(asked) - len(missing)} of {len(asked)}"
    return Demand("asked", "every question as it stands now", told, not missing, missing)


def _bounds(run: Run, thresholds: Thresholds, broke: set[str]) -> Iterator[Demand]:
    for measure in MEASURES:
        least, most = thresholds.at_least.get(measure.id), thresholds.at_most.get(measure.id)
        if least is None and most is None:
            continue
        rate = measure.over(run.results)
        short = [each.question.id for each in run.results if measure.falls_short(each)]
        questions = tuple(sorted(dict.fromkeys(short), key=lambda name: name not in broke))
        if least is not None:
            passed = rate.share is None or rate.share >= least
            yield Demand(measure.id, f"at least {least:.1%}", _told(rate), passed, questions)
        if most is not None:
            passed = rate.share is None or rate.share <= most
            yield Demand(measure.id, f"at most {most:.1%}", _told(rate), passed, questions)


def _regressions(run: Run, thresholds: Thresholds, baseline: Baseline) -> Iterator[Demand]:
    demand = "no worse than the baseline"
    for category in (None, *thresholds.regression.categories):
        change = compare((each for each in run.results if category in (None, each.question.category)), baseline)
        worse = len(change.broke) > len(change.fixed) and change.p < thresholds.regression.probability
        told = f"{len(change.fixed)} fixed, {len(change.broke)} broken of {change.shared}, p = {change.p:.3f}"
        yield Demand(category or "all questions", demand, told, not worse, change.broke)


def _told(rate: Rate) -> str:
    return "no cases" if rate.share is None else f"{rate.share:.1%} ({rate.hits}/{rate.total})"
