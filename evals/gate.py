"""The gate: whether a run is good enough, and no worse than the baseline."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, ValidationError

from assistant.errors import ConfigurationError
from assistant.knowledge.values import Record
from evals.baseline import Baseline, compare
from evals.questions import Category
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
    """Something that the gate demands, what was measured, and whether that will do."""

    name: str
    demand: str
    told: str
    passed: bool


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


def judge(run: Run, thresholds: Thresholds, baseline: Baseline | None) -> list[Demand]:
    """Every demand, met or not. A measure without cases meets any demand."""
    return [*_bounds(run, thresholds), *(_regressions(run, thresholds, baseline) if baseline else ())]


def _bounds(run: Run, thresholds: Thresholds) -> Iterator[Demand]:
    for measure in MEASURES:
        rate = measure.over(run.results)
        share = rate.share
        if (least := thresholds.at_least.get(measure.id)) is not None:
            yield Demand(measure.id, f"at least {least:.1%}", _told(rate), share is None or share >= least)
        if (most := thresholds.at_most.get(measure.id)) is not None:
            yield Demand(measure.id, f"at most {most:.1%}", _told(rate), share is None or share <= most)


def _regressions(run: Run, thresholds: Thresholds, baseline: Baseline) -> Iterator[Demand]:
    for category in thresholds.regression.categories:
        change = compare((each for each in run.results if each.question.category == category), baseline)
        worse = len(change.broke) > len(change.fixed) and change.p < thresholds.regression.probability
        told = f"{len(change.fixed)} fixed, {len(change.broke)} broken, p = {change.p:.3f}"
        yield Demand(category, "no worse than the baseline", told, not worse)


def _told(rate: Rate) -> str:
    return "no cases" if rate.share is None else f"{rate.share:.1%} ({rate.hits}/{rate.total})"
