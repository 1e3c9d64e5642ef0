"""The command line. Commands import what they need when they run, so that none waits for another's libraries."""

from __future__ import annotations

import datetime as dt
import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from assistant.errors import AssistantError, CorpusError, QuestionError
from assistant.knowledge.values import Language
from assistant.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.answers import ToolResult
    from assistant.tools.toolbox import Toolbox

app = typer.Typer(
    name="assistant",
    help="A chat assistant for Japanese cyber insurance whose every figure and verdict stands in a source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ProductOption = Annotated[str | None, typer.Option("--product", "-p", help="Id of a product (yayoi, chuokai, …).")]
LocaleOption = Annotated[Language | None, typer.Option(help="Language of the reply; by itself that of the message.")]
RevenueOption = Annotated[
    str | None, typer.Option("--revenue", "-r", help="Revenue of one year (8千万, 80000000, 1億円未満).")
]
IndustryOption = Annotated[str | None, typer.Option("--industry", "-i", help="The firm's trade (歯科, 建設業).")]
SetOption = Annotated[str | None, typer.Option("--set", help="Set of limits (3, 加入セット3).")]
console = Console(emoji=False)
messages = Console(stderr=True, emoji=False)
_BAD_INPUT = 2
_INTERRUPTED = 130


def main() -> None:
    """Runs a command; an error that a person can act on is one calm message.

    Exit status: 2 where what was given cannot be taken, 1 for other errors, 130 after Ctrl-C.
    """
    try:
        app()
    except CorpusError as error:
        from assistant.terminal import print_problems

        print_problems(messages, error.problems)
        messages.print("[bold red]Nothing was changed:[/] correct these errors first.")
        sys.exit(1)
    except AssistantError as error:
        messages.print("[bold red]Error:[/]", end=" ")
        messages.print(str(error), highlight=False, markup=False, soft_wrap=True)
        sys.exit(_BAD_INPUT if isinstance(error, QuestionError) else 1)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="The corpus folder, or files and folders in it to which the update is limited."),
    ] = None,
    skip_broken: Annotated[bool, typer.Option(help="Leave out documents that cannot be read.")] = False,
    rollback: Annotated[bool, typer.Option(help="Go back to the index before the current one.")] = False,
) -> None:
    """Build the index from the corpus: only what changed, beside the current one, switched at the end."""
    from assistant.ingest.build import IngestOptions
    from assistant.ingest.build import ingest as build
    from assistant.ingest.progress import TerminalProgress
    from assistant.ingest.target import ingest_target
    from assistant.preparation import name_preparation
    from assistant.retrieval.encoders import open_encoder
    from assistant.retrieval.snapshots import Snapshots
    from assistant.terminal import print_summary

    settings = load_settings()
    if rollback:
        left, now = Snapshots(settings.data_dir).rollback()
        console.print(f"Went back from {left} to {now}.", highlight=False)
        return
    corpus, only = ingest_target(paths or [], settings.corpus_dir)
    options = IngestOptions(corpus, settings.data_dir, _max_bytes(settings), settings.chroma_url, skip_broken, only)
    with TerminalProgress(messages) as progress:
        encoder = open_encoder(settings.embedding, settings.model_dir, progress.say)
        summary = build(options, encoder, dt.date.today(), progress, name_preparation(settings.data_dir))
    print_summary(console, messages, summary)


@app.command()
def check(
    corpus: Annotated[Path | None, typer.Argument(help="The corpus folder.")] = None,
) -> None:
    """Verify the knowledge base: every quote, figure, id and date. Exit status 1 on errors."""
    from assistant.ingest.progress import TerminalProgress
    from assistant.ingest.survey import survey
    from assistant.terminal import print_problems

    settings = load_settings()
    with TerminalProgress(messages) as progress:
        found = survey(corpus or settings.corpus_dir, _max_bytes(settings), dt.date.today(), {}, progress)
    print_problems(console, found.problems)
    facts = sum(len(known.coverage) for known in found.base.products.values())
    console.print(
        f"{len(found.base.products)} products, {len(found.documents)} documents, {facts} coverage facts: "
        f"{len(found.errors)} errors, {len(found.problems) - len(found.errors)} warnings",
        highlight=False,
    )
    if found.errors:
        raise typer.Exit(1)


@app.command()
def search(
    query: str,
    limit: Annotated[int, typer.Option("-k", "--limit", min=1, max=100, help="How many passages.")] = 5,
    product: ProductOption = None,
    staff: Annotated[bool, typer.Option(help="Search staff documents too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the passages that a question finds, with their place in either leg."""
    from assistant.retrieval.open import open_search
    from assistant.retrieval.search import Scope
    from assistant.terminal import print_hits

    engine = open_search(load_settings())
    products = None if product is None else (engine.known_product(product),)
    hits = engine.search(query, limit, Scope(products, staff))
    print_hits(console, hits, as_json=as_json)


@app.command()
def ask(
    question: str, product: ProductOption = None, locale: LocaleOption = None, as_json: JsonOption = False
) -> None:
    """Ask one question."""
    _hush()
    with _no_collection():
        from assistant.agent.assistant import open_assistant
        from assistant.agent.language import language_of
        from assistant.agent.turn import Turn
        from assistant.terminal_answer import print_answer, print_suggestions

        turn = Turn(message=question, product=product, locale=locale, channel="terminal")
        answer = open_assistant(load_settings()).reply(turn)
    if as_json:
        print(answer.model_dump_json(indent=1))
    else:
        language = locale or language_of(question)
        print_answer(console, answer, language, quotes=True)
        print_suggestions(console, answer.suggestions, language)


@app.command()
def chat(product: ProductOption = None, locale: LocaleOption = None) -> None:
    """Talk to the assistant; piped lines are answered one by one."""
    from assistant.terminal_chat import ChatSession, open_for_chat, typed_lines

    _hush()
    assistant = open_for_chat(load_settings(), console, locale or "ja")
    ChatSession(assistant, console, product, locale).run(typed_lines(console))


@app.command()
def eligibility(
    product: ProductOption = None,
    revenue: RevenueOption = None,
    industry: IndustryOption = None,
    plan: Annotated[str | None, typer.Option(help="Plan or rider (有料プラン, 利益損害補償特約).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Check whether a firm can take out a product, by its published rules."""
    _print_result(_toolbox().check_eligibility(product, revenue, industry, plan), as_json=as_json)


@app.command()
def premium(
    product: ProductOption = None,
    industry: IndustryOption = None,
    revenue: RevenueOption = None,
    limit_set: SetOption = None,
    plan: Annotated[str | None, typer.Option(help="Plan (ベーシック, ワイド).")] = None,
    discount: Annotated[str | None, typer.Option(help="Discount for security in percent (30).")] = None,
    it_rider: Annotated[bool | None, typer.Option(help="With the IT business rider, or without it.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Look up or compute a premium, from published examples or the tariff only."""
    result = _toolbox().estimate_premium(product, industry, revenue, plan, limit_set, discount, it_rider)
    _print_result(result, as_json=as_json)


@app.command()
def coverage(
    items: Annotated[
        list[str] | None, typer.Argument(help="What is asked about (身代金); none compares plans.")
    ] = None,
    product: ProductOption = None,
    plan: Annotated[str | None, typer.Option(help="Plan (無料補償, ワイド).")] = None,
    limit_set: SetOption = None,
    compare: Annotated[list[str] | None, typer.Option(help="A plan to lay beside others; repeat it.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what is covered, up to what, on what condition; or lay the plans of a product side by side."""
    toolbox = _toolbox()
    if compare or not items:
        result = toolbox.compare_plans(product, compare or ([plan] if plan else []), items or [])
    else:
        result = toolbox.check_coverage(items, product, plan, limit_set)
    _print_result(result, as_json=as_json)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the HTTP API and the demo page."""
    from assistant.channels.web.server import serve as serve_http

    settings = load_settings()
    serve_http(settings, host or settings.host, port or settings.port, messages)


@app.command()
def doctor() -> None:
    """Check that everything works: settings, index, database, and the language model with one small request."""
    from assistant.doctor import examine

    failed = 0
    for finding in examine(load_settings()):
        failed += not finding.is_well
        mark = "[green]ok[/]  " if finding.is_well else "[bold red]fail[/]"
        console.print(mark, end=" ")
        console.print(f"{finding.name}: {finding.text}", highlight=False, markup=False, soft_wrap=True)
    if failed:
        raise typer.Exit(1)


@app.command()
def slack(
    manifest: Annotated[bool, typer.Option("--manifest", help="Print the app manifest to paste into Slack.")] = False,
    url: Annotated[
        str | None, typer.Option(help="With --manifest: where the web app is reached (https://…), for HTTP.")
    ] = None,
) -> None:
    """Answer in Slack over Socket Mode; docs/slack.md says how to set it up."""
    if manifest:
        from assistant.channels.slack.manifest import manifest as made

        print(made(url))
        return
    from assistant.channels.slack.running import run

    run(load_settings(), messages)


@app.command(
    "eval", add_help_option=False, context_settings={"allow_extra_args": True, "ignore_unknown_options": True}
)
def evaluation(context: typer.Context) -> None:
    """Ask the evaluation questions and score the replies: run, gate, report, explain, … (python -m evals)."""
    from assistant.evaluation import evaluate

    evaluate(context.args)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Garbage is not looked for: what is loaded for one question lives to its end, and is a lot to look through."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _hush() -> None:
    """Keeps from a person at a terminal what the log tells an operator about drafts that were not used."""
    logging.getLogger("assistant.agent").setLevel(logging.ERROR)


def _toolbox() -> Toolbox:
    from assistant.retrieval.open import open_search
    from assistant.tools.toolbox import CurrentTools

    settings = load_settings()
    return CurrentTools(open_search(settings), settings.data_dir).toolbox()


def _print_result(result: ToolResult, *, as_json: bool) -> None:
    from assistant.terminal_tools import print_tool_result

    if not print_tool_result(console, messages, result, as_json=as_json):
        raise typer.Exit(_BAD_INPUT)


def _max_bytes(settings: Settings) -> int:
    return settings.max_file_mb * 1_000_000
