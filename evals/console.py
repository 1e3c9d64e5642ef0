"""Runs on a terminal."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table
from rich.text import Text

from evals.baseline import Comparison
from evals.gate import Demand
from evals.run import Result, Run
from evals.scoring.checks import CheckName
from evals.scoring.measures import MEASURES
from evals.scoring.verdicts import EXPECTED, TOLD, confusion
from evals.spending import spending
from evals.stats import Rate

_REPLY_LINES = 3
_REPLY_CHARACTERS = 240
_GATE_QUESTIONS = 12


def percent(rate: Rate) -> str:
    """A share with its confidence interval in percent."""
    if rate.share is None:
        return "-"
    low, high = rate.interval()
    return f"{100 * rate.share:.0f} [{100 * low:.0f}-{100 * high:.0f}]"


def print_run(console: Console, run: Run) -> None:
    """What a run measured."""
    _print_categories(console, run)
    table = Table("score", "% [95%]", "cases", "meaning")
    for measure in MEASURES:
        rate = measure.over(run.results)
        if rate.total:
            wanted = "" if measure.rising else " (less is better)"
            table.add_row(measure.label, percent(rate), f"{rate.hits}/{rate.total}", measure.meaning + wanted)
    console.print(table)
    _print_verdicts(console, run.results)
    for name in run.apart:
        told = [passed for each in run.results if (passed := each.passed(name)) is not None]
        console.print(f"counted apart: {name} {percent(Rate(sum(told), len(told)))}", highlight=False)
    if run.steady.total:
        console.print(f"the same each time: {percent(run.steady)} of {run.steady.total} questions", highlight=False)
    _print_retrieval(console, run)
    _print_spending(console, run)
    typical, slow = latency(run.results)
    console.print(
        f"{len(run.results)} questions in {run.seconds:.1f} s; a reply takes {typical:.0f} ms (median), "
        f"{slow:.0f} ms (95th percentile)",
        highlight=False,
    )


def latency(results: Sequence[Result]) -> tuple[float, float]:
    """Median and 95th percentile of the time that a reply takes, in milliseconds."""
    times = [1000 * reply.seconds for result in results for reply in result.exchange.replies]
    return median(times), quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def _print_categories(console: Console, run: Run) -> None:
    names = [name for name, _ in Counter(name for each in run.results for name in each.failed).most_common()]
    table = Table(
        "category", "n", "right % [95%]", *names, title=f"{run.target} ({', '.join(run.brains)}), corpus {run.corpus}"
    )
    ordered = sorted(run.results, key=lambda each: each.question.category)
    for category, group in groupby(ordered, key=lambda each: each.question.category):
        table.add_row(category, *_row(list(group), names))
    table.add_section()
    for split in ("tuning", "holdout"):
        if chosen := [each for each in run.results if each.split == split]:
            table.add_row(split, *_row(chosen, names))
    table.add_row("all", *_row(run.results, names), style="bold")
    console.print(table)


def _row(results: Sequence[Result], names: Iterable[CheckName]) -> list[str]:
    failed = Counter(name for each in results for name in each.failed)
    rate = Rate(sum(each.right for each in results), len(results))
    return [str(len(results)), percent(rate), *(str(failed[name] or "") for name in names)]


def _print_verdicts(console: Console, results: Sequence[Result]) -> None:
    counts = confusion(results)
    if not counts:
        return
    table = Table("expected \\ told", *TOLD, title="Verdicts")
    for expected in EXPECTED:
        table.add_row(expected, *(str(counts[expected, told] or "") for told in TOLD))
    console.print(table)


def _print_spending(console: Console, run: Run) -> None:
    spent = spending(run.results)
    if spent is None:
        return
    cost = "price not known" if spent.cost_usd is None else f"US$ {spent.cost_usd:.4f}"
    each = "" if spent.usd_a_turn is None else f", US$ {spent.usd_a_turn:.5f} a turn"
    console.print(
        f"{', '.join(spent.models) or 'the model'}: {spent.turns} turns, {spent.calls} calls, "
        f"{spent.input_tokens:,} tokens in, {spent.output_tokens:,} out, {cost}{each}",
        highlight=False,
    )
    if spent.fallbacks:
        reasons = ", ".join(f"{reason} {count}" for reason, count in spent.fallbacks.most_common())
        console.print(f"answered without it: {percent(spent.without)} of its turns: {reasons}", highlight=False)


def _print_retrieval(console: Console, run: Run) -> None:
    if not run.retrieval:
        return
    from evals.retrieval.scores import leg_scores

    scores = leg_scores(run.retrieval)
    title = f"Search, {sum(bool(each.relevant) for each in run.retrieval)} questions"
    table = Table("leg", *(scores[0].means if scores else ()), title=title)
    for each in scores:
        table.add_row(each.leg, *(f"{100 * value:.1f}" for value in each.means.values()))
    console.print(table)


def print_gate(console: Console, demands: Sequence[Demand], run: Run) -> None:
    """What the gate demands, whether it passes, and which questions made it fall."""
    table = Table("gate", "demand", "measured", "")
    for demand in demands:
        mark = Text("passes", "green") if demand.passed else Text("FALLS", "bold red")
        table.add_row(demand.name, demand.demand, demand.told, mark)
    console.print(table)
    known = {each.question.id: each for each in run.results}
    for demand in demands:
        if not demand.passed:
            console.print(Text(f"{demand.name}: {demand.told}, {demand.demand}", "bold red"))
            for name in demand.questions[:_GATE_QUESTIONS]:
                told = _gate_line(known[name]) if name in known else f"{name}  was not asked"
                console.print(Text(f"  {told}"), soft_wrap=True)
            if (more := len(demand.questions) - _GATE_QUESTIONS) > 0:
                console.print(f"  and {more} more: python -m evals failures", highlight=False)


def _gate_line(result: Result) -> str:
    question = result.question
    asked = question.turns[-1] if result.split == "tuning" else "(held out)"
    return f"{question.id}  {question.category}  {', '.join(result.failed) or 'right'}  {asked}"


def print_change(console: Console, change: Comparison, started: dt.datetime) -> None:
    """What changed since the baseline, and on which questions that stands."""
    console.print(
        f"since the baseline of {started:%Y-%m-%d %H:%M UTC}: {len(change.fixed)} fixed, {len(change.broke)} broken "
        f"of {change.shared} questions (McNemar p = {change.p:.3f}); not compared: {len(change.new)} new, "
        f"{len(change.reworded)} reworded",
        highlight=False,
    )
    for label, names in (("fixed", change.fixed), ("broken", change.broke)):
        if names:
            console.print(f"  {label}: {' '.join(names)}", highlight=False, soft_wrap=True)


def print_failures(console: Console, results: Iterable[Result]) -> None:
    """Every question that was answered wrongly: what failed, and how the reply begins."""
    count = 0
    for result in results:
        count += 1
        question = result.question
        head = f"{question.id}  {question.category}  {result.file}:{result.line}"
        pinned = f"  [{question.product}]" if question.product else ""
        console.print(Text.assemble((head, "bold"), pinned, ("  " + ", ".join(result.failed), "red")))
        for message in question.turns:
            console.print(Text(f"  Q {message}"), soft_wrap=True)
        for failure in result.failures():
            told = f"{failure.name}: expected {failure.expected or '-'}; got {failure.got}"
            console.print(Text.assemble(("  ✗ ", "red"), told), soft_wrap=True)
        console.print(Text(f"  A {beginning(result)}", style="dim"), soft_wrap=True)
    console.print(f"{count} failures")


def beginning(result: Result) -> str:
    """The first lines of the reply."""
    answer = result.exchange.answer
    if answer is None:
        return result.exchange.last.error or ""
    lines = [line for line in answer.text.splitlines() if line.strip()][:_REPLY_LINES]
    verdict = f"/{answer.verdict}" if answer.verdict else ""
    return f"[{answer.outcome}{verdict}] {' ⏎ '.join(lines)[:_REPLY_CHARACTERS]}"
