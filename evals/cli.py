"""The command line of the harness."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant.errors import AssistantError
from assistant.settings import load_settings
from evals.questions import QuestionSetError
from evals.run import RunFileError, read_run

app = typer.Typer(
    name="evals",
    help="Asks the assistant questions and scores what it replies.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
console = Console(width=None if sys.stdout.isatty() else 150)
messages = Console(stderr=True)

FilesOption = Annotated[list[Path] | None, typer.Option("--file", help="A question file; repeat it. Default: all.")]
SplitOption = Annotated[str | None, typer.Option(help="tuning or holdout.")]
CategoriesOption = Annotated[list[str] | None, typer.Option("--category", help="A category; repeat it.")]
PersonaOption = Annotated[str | None, typer.Option(help="customer, agency or adversarial.")]
IdsOption = Annotated[list[str] | None, typer.Option("--id", help="A question's id; repeat it.")]
RunFile = Annotated[Path | None, typer.Argument(help="A run. Default: the last one.")]


def main(arguments: Sequence[str] | None = None, name: str | None = None) -> None:
    """Runs a command; an error that a person can act on is one calm message and exit status 1.

    Args:
        arguments: default: those of the process.
        name: what the command is called in its help.
    """
    # what the assistant logs about a turn is in the run, or shown by explain
    logging.getLogger("assistant").addHandler(logging.NullHandler())
    try:
        app(arguments, prog_name=name)
    except ModuleNotFoundError as error:
        messages.print(f"[bold red]Error:[/] the package {error.name} is not installed: run 'make install'")
        sys.exit(1)
    except QuestionSetError as error:
        from assistant.terminal import print_problems

        print_problems(messages, error.problems)
        sys.exit(1)
    except AssistantError as error:
        messages.print("[bold red]Error:[/]", end=" ")
        messages.print(str(error), highlight=False, markup=False, soft_wrap=True)
        sys.exit(1)


@app.command()
def run(
    files: FilesOption = None,
    split: SplitOption = None,
    categories: CategoriesOption = None,
    persona: PersonaOption = None,
    ids: IdsOption = None,
    target: Annotated[
        str | None,
        typer.Option(
            help="Address of an assistant (http://…), or slack: this one as Slack shows it. Default: this one."
        ),
    ] = None,
    raw_pages: Annotated[
        Path | None, typer.Option(help="Folder of raw source pages: the corpus is these pages and nothing else.")
    ] = None,
    llm: Annotated[str | None, typer.Option(help="A language model (openai:gpt-4o-mini, …), or none.")] = None,
    runs: Annotated[int, typer.Option(min=1, help="Ask each question so often (for a model that varies).")] = 1,
    retrieval: Annotated[bool, typer.Option("--retrieval", help="Measure search by itself too.")] = False,
    failures: Annotated[bool, typer.Option("--failures", help="List every failure.")] = False,
    out: Annotated[Path | None, typer.Option(help="Where the run is written as JSON.")] = None,
) -> None:
    """Ask questions and score the replies."""
    from evals.console import print_failures, print_run
    from evals.evaluate import Job, evaluate
    from evals.run import write_run
    from evals.selection import Selection

    settings = load_settings()
    if llm is not None:
        settings = settings.model_copy(update={"llm": llm})
    selection = Selection(tuple(files or ()), split, tuple(categories or ()), persona, tuple(ids or ()))
    done = evaluate(Job(selection, target, raw_pages, retrieval, runs), settings, messages)
    file = out or last_run(settings.data_dir)
    write_run(done, file)
    if failures:
        print_failures(console, [each for each in done.results if not each.right])
    print_run(console, done)
    console.print(f"Written to {file}.", highlight=False, soft_wrap=True)


@app.command()
def failures(
    file: RunFile = None,
    check: Annotated[str | None, typer.Option(help="Only where this check failed (must, verdict, …).")] = None,
    categories: CategoriesOption = None,
) -> None:
    """List what failed in a run: question, what failed, first lines of the reply."""
    from evals.console import print_failures

    done = read_run(file or last_run(load_settings().data_dir))
    print_failures(
        console,
        [
            each
            for each in done.results
            if not each.right
            and (check is None or check in each.failed)
            and (not categories or each.question.category in categories)
        ],
    )


@app.command()
def judge(
    file: RunFile = None,
    llm: Annotated[
        str | None, typer.Option(help="The judge (openai:gpt-4o-mini, …). Default: ASSISTANT_LLM.")
    ] = None,
    sample: Annotated[
        int, typer.Option(min=0, help="How many replies of the run are judged; 0: labelled ones.")
    ] = 100,
) -> None:
    """Have a language model judge how replies of a run are worded; no gate depends on it."""
    from evals.evaluate import progress_bar
    from evals.judge.printing import print_wording
    from evals.judge.wording import judge_wording
    from evals.run import write_run

    settings = load_settings()
    if llm is not None:
        settings = settings.model_copy(update={"llm": llm})
    source = file or last_run(settings.data_dir)
    done = read_run(source)
    with progress_bar(messages) as bar:

        def begin(total: int) -> Callable[[], None]:
            task = bar.add_task("Judging", total=total)
            return lambda: bar.advance(task)

        wording = judge_wording(done.results, sample, settings, begin)
    write_run(done.model_copy(update={"wording": wording}), source)
    print_wording(console, wording)


@app.command()
def report(
    file: RunFile = None,
    baseline: Annotated[Path | None, typer.Option(help="What to compare with. Default: evals/baseline.json.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the page is written.")] = None,
) -> None:
    """Write a run as one HTML page: figures, categories, verdicts, search, failures, what changed."""
    from evals.baseline import BASELINE, read_baseline
    from evals.report.page import render

    source = file or last_run(load_settings().data_dir)
    done = read_run(source)
    before = baseline or (BASELINE if BASELINE.is_file() else None)
    page = out or source.with_suffix(".html")
    page.write_text(render(done, read_baseline(before) if before else None), encoding="utf-8")
    console.print(f"Written to {page}.", highlight=False, soft_wrap=True)


@app.command()
def explain(
    identity: Annotated[str, typer.Argument(metavar="ID", help="A question's id.")], files: FilesOption = None
) -> None:
    """Ask one question and print every step: screening, understanding, search, tools, draft, grounding, checks."""
    from evals.corpus import read_corpus
    from evals.evaluate import score
    from evals.explain.printing import print_explanation
    from evals.explain.recording import RecordingAssistant
    from evals.retrieval.ranking import Rankings
    from evals.running import ask
    from evals.selection import Selection
    from evals.targets.in_process import InProcess

    settings = load_settings()
    (entry,) = Selection(tuple(files or ()), ids=(identity,)).entries()
    with InProcess(settings) as target:
        recorder = RecordingAssistant(target.assistant)
        result = score(entry, ask(recorder, entry.question), read_corpus(settings.corpus_dir))
        print_explanation(console, result, recorder.traces, Rankings(target.assistant.search.engine()))


@app.command()
def gate(
    file: Annotated[
        Path | None, typer.Argument(help="A run. Default: all questions are asked now, over an index of its own.")
    ] = None,
    update: Annotated[bool, typer.Option("--update", help="Make the run the baseline.")] = False,
) -> None:
    """Exit with status 1 where a score is below evals/thresholds.toml or a category got worse than the baseline."""
    from evals.baseline import BASELINE, compare, read_baseline, shortened, write_baseline
    from evals.console import print_change, print_gate
    from evals.evaluate import Job, evaluate
    from evals.gate import THRESHOLDS, judge, read_thresholds
    from evals.own_index import with_own_index
    from evals.questions import load, question_files
    from evals.run import write_run
    from evals.selection import Selection

    settings = load_settings()
    thresholds = read_thresholds(THRESHOLDS)
    # one that is replaced need not be readable
    baseline = None if update or not BASELINE.is_file() else read_baseline(BASELINE)
    if file:
        done = read_run(file)
    else:
        own = with_own_index(settings, last_run(settings.data_dir).with_name("gate"), messages)
        done = evaluate(Job(Selection()), own, messages)
        write_run(done, last_run(settings.data_dir))
    demands = judge(done, thresholds, baseline, [each.question for each in load(question_files())])
    print_gate(console, demands, done)
    if baseline:
        print_change(console, compare(done.results, baseline), baseline.started)
    if update:
        if not demands[0].passed:
            raise RunFileError(f"a baseline holds every question, and this run {demands[0].told}: it stays as it was")
        write_baseline(shortened(done), BASELINE)
        console.print(f"{BASELINE.name} is this run now.", highlight=False)
    if not all(demand.passed for demand in demands):
        raise typer.Exit(1)


@app.command()
def lint(files: FilesOption = None) -> None:
    """Check the questions against the corpus, find copies, and show the mix. Exit status 1 on errors."""
    from assistant.terminal import print_problems
    from evals.corpus import read_corpus
    from evals.lint.copies import check_copies
    from evals.lint.expectations import check_expectations, sources
    from evals.lint.mix import print_mix
    from evals.questions import load, question_files

    corpus = read_corpus(load_settings().corpus_dir)
    entries = load(question_files(files or ()))
    problems = [*check_expectations(entries, sources(corpus)), *check_copies(entries, corpus)]
    print_mix(console, entries)
    print_problems(console, problems)
    errors = sum(problem.severity == "error" for problem in problems)
    console.print(f"{len(entries)} questions: {errors} errors, {len(problems) - errors} warnings", highlight=False)
    if errors:
        raise typer.Exit(1)


@app.command()
def drafts(
    days: Annotated[int, typer.Option(min=1, help="How far to look back.")] = 30,
    out: Annotated[Path | None, typer.Option(help="Where the drafts are written.")] = None,
) -> None:
    """Write drafts of new questions from conversations that were not answered, or whose answer did not help."""
    import datetime as dt

    from assistant.storage import open_store
    from evals.drafts import drafts as draft
    from evals.drafts import write_drafts
    from evals.questions import load, question_files

    settings = load_settings()
    since = dt.datetime.now(dt.UTC) - dt.timedelta(days=days)
    found = draft(open_store(settings).unanswered(since), load(question_files()))
    file = out or settings.data_dir / "evals" / "drafts.jsonl"
    write_drafts(found, file)
    console.print(f"{len(found)} drafts written to {file}.", highlight=False, soft_wrap=True)


def last_run(data_dir: Path) -> Path:
    """Where the last run is kept."""
    return data_dir / "evals" / "last.json"
