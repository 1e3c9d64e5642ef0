"""How results look on a terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.errors import Problem
from assistant.tools.passage_data import passage_data

if TYPE_CHECKING:
    from assistant.ingest.build import Summary
    from assistant.retrieval.search import Hit

_SHOWN_PATHS = 8


def print_problems(console: Console, problems: Sequence[Problem]) -> None:
    """One line a problem, errors first."""
    for problem in sorted(problems, key=lambda problem: problem.severity != "error"):
        colour = "red" if problem.severity == "error" else "yellow"
        console.print(Text.assemble((f"{problem.severity}: ", colour), str(problem)), highlight=False, soft_wrap=True)


def print_summary(console: Console, messages: Console, summary: Summary) -> None:
    """What an ingest did."""
    print_problems(messages, summary.problems)
    for name, paths in (("added", summary.added), ("changed", summary.changed), ("removed", summary.removed)):
        if paths:
            more = f" and {len(paths) - _SHOWN_PATHS} more" if len(paths) > _SHOWN_PATHS else ""
            console.print(f"{name:>9}: {len(paths)}  {', '.join(paths[:_SHOWN_PATHS])}{more}", highlight=False)
    console.print(f"unchanged: {summary.unchanged}", highlight=False)
    state = "is now current" if summary.built else "was up to date"
    console.print(
        f"Index {summary.snapshot} {state}: {summary.passages} passages, {summary.embedded} texts embedded.",
        highlight=False,
        soft_wrap=True,
    )


def print_hits(console: Console, hits: Sequence[Hit], *, as_json: bool) -> None:
    """Passages with their ranks in both legs."""
    if as_json:
        print(json.dumps({"passages": [_passage(hit) for hit in hits]}, ensure_ascii=False, indent=1))
        return
    if not hits:
        console.print("Nothing found.")
    for place, hit in enumerate(hits, 1):
        passage = hit.passage
        page = f" p.{passage.page}" if passage.page else ""
        legs = (
            f"score {hit.score:.2f}   dense #{hit.dense_rank} ({hit.cosine:.3f})   "
            f"lexical #{hit.lexical_rank} ({hit.bm25:.1f})"
        )
        console.print(Text(f"{place}. {passage.title} {passage.heading}", style="bold"))
        console.print(Text(f"{passage.document}{page}   {legs}", style="dim"), soft_wrap=True)
        console.print(Padding(Text(passage.text), (0, 0, 1, 3)))


def _passage(hit: Hit) -> dict[str, object]:
    return {
        **passage_data(hit),
        "page": hit.passage.page,
        "line": hit.passage.line,
        "dense": {"rank": hit.dense_rank, "cosine": round(hit.cosine, 4)},
        "lexical": {"rank": hit.lexical_rank, "bm25": round(hit.bm25, 3)},
    }
