"""One evaluation: which questions, which target, by which corpus."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.settings import Settings
from evals.corpus import Corpus, read_corpus
from evals.exchange import Exchange
from evals.questions import Entry
from evals.raw_pages import RAW_APART, ingest_raw_pages, without_tools
from evals.retrieval.ranked import Ranked
from evals.run import Result, Run
from evals.running import ask_all
from evals.scoring.checks import CheckName, check
from evals.scoring.support import support
from evals.selection import Selection
from evals.targets import Target


class Job(NamedTuple):
    """What is evaluated: an address, or the assistant of this code, over its corpus or over raw pages alone.

    `url` is an address, or "slack" for the assistant of this code as Slack shows its answers.
    `retrieval` measures search by itself too; each question is asked `runs` times.
    """

    selection: Selection
    url: str | None = None
    raw_pages: Path | None = None
    retrieval: bool = False
    runs: int = 1


def evaluate(job: Job, settings: Settings, messages: Console) -> Run:
    """Asks and scores the selected questions."""
    entries = job.selection.entries()
    if job.raw_pages is None:
        corpus = read_corpus(settings.corpus_dir)
        with open_target(job.url, settings) as target:
            run = ask_and_score(target, entries * job.runs, corpus, messages)
        return run.model_copy(update={"retrieval": _ranked(entries, settings, messages)}) if job.retrieval else run
    with tempfile.TemporaryDirectory() as scratch:
        raw = ingest_raw_pages(job.raw_pages, Path(scratch), settings)
        corpus = read_corpus(raw.corpus_dir)
        asked = without_tools(entries, corpus)
        with open_target(None, raw) as target:
            return ask_and_score(target, asked * job.runs, corpus, messages, RAW_APART)


def ask_and_score(
    target: Target,
    entries: Sequence[Entry],
    corpus: Corpus,
    messages: Console,
    apart: frozenset[CheckName] = frozenset(),
) -> Run:
    """Asks a target questions with a progress bar, and scores the replies."""
    started, start = dt.datetime.now(dt.UTC), time.perf_counter()
    with progress_bar(messages) as bar:
        task = bar.add_task("Asking", total=len(entries))
        exchanges = ask_all(target, [entry.question for entry in entries], lambda: bar.advance(task))
    results = tuple(score(entry, exchange, corpus, apart) for entry, exchange in zip(entries, exchanges, strict=True))
    seconds = time.perf_counter() - start
    return Run(
        target=target.name,
        corpus=corpus.folder.resolve().name,
        started=started,
        seconds=seconds,
        apart=tuple(sorted(apart)),
        results=results,
    )


def score(entry: Entry, exchange: Exchange, corpus: Corpus, apart: frozenset[CheckName] = frozenset()) -> Result:
    """The result of one question."""
    checks = check(exchange, corpus)
    return Result(
        file=entry.file,
        line=entry.line,
        split=entry.split,
        exchange=exchange,
        checks=checks,
        failed=tuple(each.name for each in checks if not each.passed and each.name not in apart),
        support=support(exchange, corpus),
    )


def _ranked(entries: Sequence[Entry], settings: Settings, messages: Console) -> tuple[Ranked, ...]:
    from assistant.retrieval.open import open_search
    from evals.retrieval.ranking import Rankings

    rankings = Rankings(open_search(settings).engine())
    with progress_bar(messages) as bar:
        return tuple(rankings.rank(entry.question) for entry in bar.track(entries, description="Searching"))


def open_target(url: str | None, settings: Settings) -> AbstractContextManager[Target]:
    """The assistant behind an address, or that of this code; "slack" is that of this code in Slack."""
    if url is None:
        from evals.targets.in_process import InProcess

        return InProcess(settings)
    if url == "slack":
        from evals.targets.slack import InSlack

        return InSlack(settings)
    from evals.targets.http import Http

    return Http(url)


def progress_bar(messages: Console) -> Progress:
    """A bar on a terminal, nothing elsewhere."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=messages,
        disable=not messages.is_terminal,
    )
