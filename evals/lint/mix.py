"""What a question set is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import median
from typing import get_args

from rich.console import Console
from rich.table import Table

from evals.questions import Entry, Split

_TRAITS: tuple[tuple[str, Callable[[Entry], str]], ...] = (
    ("persona", lambda entry: entry.question.persona),
    ("language", lambda entry: entry.question.lang),
    ("turns", lambda entry: str(len(entry.question.turns))),
    ("pinned product", lambda entry: entry.question.product or "none"),
    ("expected outcome", lambda entry: " / ".join(sorted(entry.question.expect.outcome))),
    ("expected tool", lambda entry: entry.question.expect.tool.name if entry.question.expect.tool else "none"),
    ("category", lambda entry: entry.question.category),
)


def print_mix(console: Console, entries: Sequence[Entry]) -> None:
    """Counts by trait and split."""
    splits = [split for split in get_args(Split) if any(each.split == split for each in entries)]
    table = Table("trait", "value", "all", *splits, title=f"{len(entries)} questions")
    for name, trait in _TRAITS:
        counts = Counter((trait(each), each.split) for each in entries)
        for value, total in Counter(map(trait, entries)).most_common():
            table.add_row(name, value, str(total), *(str(counts[value, split]) for split in splits))
            name = ""
        table.add_section()
    length = median(len(each.question.turns[-1]) for each in entries)
    console.print(table)
    console.print(f"median length of a last turn: {length:.0f} characters", highlight=False)
