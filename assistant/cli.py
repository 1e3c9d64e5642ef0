"""The command line. Commands import what they need when they run, so that none waits for another's libraries."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant.errors import AssistantError
from assistant.settings import Settings, load_settings

app = typer.Typer(
    name="assistant",
    help="A chat assistant for Japanese cyber insurance whose every figure and verdict stands in a source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ProductOption = Annotated[str | None, typer.Option("--product", "-p", help="Id of a product (yayoi, chuokai, …).")]
console = Console()
messages = Console(stderr=True)


def main() -> None:
    """Runs a command; an error that a person can act on is one calm message and exit status 1."""
    try:
        app()
    except AssistantError as error:
        messages.print("[bold red]Error:[/]", end=" ")
        messages.print(str(error), highlight=False, markup=False, soft_wrap=True)
        sys.exit(1)


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
        summary = build(options, encoder, dt.date.today(), progress)
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
def ask(question: str, product: ProductOption = None, as_json: JsonOption = False) -> None:
    """Ask one question."""
    from assistant.agent.assistant import Turn, open_assistant
    from assistant.terminal import print_answer

    answer = open_assistant(load_settings()).reply(Turn(message=question, product=product))
    if as_json:
        console.print_json(answer.model_dump_json())
    else:
        print_answer(console, answer)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the HTTP API and the demo page."""
    import uvicorn

    from assistant.channels.web.app import create_app

    settings = load_settings()
    uvicorn.run(create_app(settings), host=host or settings.host, port=port or settings.port, log_level="info")


def _max_bytes(settings: Settings) -> int:
    return settings.max_file_mb * 1_000_000
