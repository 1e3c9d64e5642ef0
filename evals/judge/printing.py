"""A judgement on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from evals.console import percent
from evals.judge.agreement import Kappa
from evals.judge.grades import Wording
from evals.judge.wording import rows, ungraded


def print_wording(console: Console, wording: Wording) -> None:
    """Levels by criterion, and how far the judge agrees with the reader who labelled replies."""
    title = f"Wording of {len(wording.graded)} replies, judged by {wording.model}"
    table = Table("criterion", "best % [95%]", "2", "1", "0", "same as the reader", "kappa", "weighted", title=title)
    for row in rows(wording):
        agreed = row.agreement
        exact, plain, weighted = (
            ("-", "-", "-")
            if agreed is None
            else (f"{100 * agreed.exact:.0f}% of {agreed.cases}", told(agreed.kappa), told(agreed.weighted))
        )
        table.add_row(row.label, percent(row.full), *map(str, reversed(row.counts)), exact, plain, weighted)
    console.print(table)
    cost = "price not known" if wording.cost_usd is None else f"US$ {wording.cost_usd:.4f}"
    console.print(f"{cost}; {ungraded(wording)} replies without a usable grade", highlight=False)


def told(kappa: Kappa) -> str:
    """Kappa and its interval."""
    return "-" if kappa.value is None else f"{kappa.value:.2f} [{kappa.low:.2f} to {kappa.high:.2f}]"
