"""Builds the page of a run."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals.baseline import Baseline, Comparison, compare, rate_before
from evals.console import latency
from evals.report.charts import Bar, Line, bars, curves
from evals.report.severity import faults, severity
from evals.retrieval.scores import leg_scores
from evals.run import Result, Run
from evals.scoring.measures import MEASURES, Measure
from evals.scoring.verdicts import EXPECTED, TOLD, confusion
from evals.spending import spending
from evals.stats import Rate

_HEADLINES = ("right", "false_covered", "figures", "claims", "false_answer", "false_refusal")
_FOLDER = Path(__file__).parent


class Row(NamedTuple):
    """A measure and its share; `before` is that of the baseline."""

    measure: Measure
    rate: Rate
    before: Rate | None


def render(run: Run, baseline: Baseline | None = None) -> str:
    """The page, which loads nothing."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = _percent
    environment.filters["interval"] = _interval
    rows = [row for row in _rows(run, baseline) if row.rate.total]
    failed = sorted((each for each in run.results if faults(each)), key=severity)
    legs = leg_scores(run.retrieval)
    typical, slow = latency(run.results)
    return environment.get_template("page.html").render(
        run=run,
        baseline=baseline,
        rows=rows,
        headlines=[row for row in rows if row.measure.id in _HEADLINES],
        categories=bars(_bars(run, baseline)),
        spent=spending(run.results),
        wording=_wording(run),
        counts=confusion(run.results),
        expected=EXPECTED,
        told=TOLD,
        legs=legs,
        curves=curves([Line(each.leg, each.recall, each.leg) for each in legs]),
        median=typical,
        slow=slow,
        comparison=_comparison(run, baseline),
        failures=[_failure(run, each) for each in failed],
    )


def _rows(run: Run, baseline: Baseline | None) -> list[Row]:
    before = {name: Rate(*rate) for name, rate in baseline.measures.items()} if baseline else {}
    return [Row(measure, measure.over(run.results), before.get(measure.id)) for measure in MEASURES]


def _bars(run: Run, baseline: Baseline | None) -> list[Bar]:
    rows = []
    ordered = sorted(run.results, key=lambda each: each.question.category)
    for category, group in groupby(ordered, key=lambda each: each.question.category):
        results = list(group)
        before = rate_before(baseline, results).share if baseline else None
        rows.append(Bar(category, Rate(sum(each.right for each in results), len(results)), before))
    return rows


def _comparison(run: Run, baseline: Baseline | None) -> dict[str, Any] | None:
    if baseline is None:
        return None
    change: Comparison = compare(run.results, baseline)
    known = {each.question.id: each for each in run.results}
    return {
        "change": change,
        "fixed": [known[each] for each in change.fixed],
        "broke": [known[each] for each in change.broke],
    }


def _wording(run: Run) -> list[dict[str, Any]]:
    if run.wording is None:
        return []
    from evals.judge.printing import told
    from evals.judge.wording import rows

    return [
        {"row": row, "kappas": [told(row.agreement.kappa), told(row.agreement.weighted)] if row.agreement else []}
        for row in rows(run.wording)
    ]


def _failure(run: Run, result: Result) -> dict[str, Any]:
    ranked = next((each for each in run.retrieval if each.id == result.question.id), None)
    return {"result": result, "faults": faults(result), "ranked": ranked}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}".rstrip("0").rstrip(".") + "%"


def _interval(rate: Rate) -> str:
    low, high = rate.interval()
    return f"{100 * low:.0f} to {100 * high:.0f}%"
