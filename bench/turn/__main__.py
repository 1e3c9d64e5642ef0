"""Measures what a warm answer costs beside one query embedding of the same message, in one process.

    python -m bench.turn [--questions 200] [--warm 40] [--seed 1] [--out FILE.json]

Each of the development questions that are drawn is asked once, after others have warmed everything up. Beside its
turn, its message is encoded once by the encoder that the assistant is set to and once by sentence-transformers, in an
order that goes round. The ratios are what to compare: times depend on the machine and what else it does.
"""

from __future__ import annotations

import argparse
import logging
import random
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.agent.assistant import open_assistant
from assistant.knowledge.values import Record
from assistant.retrieval.encoders import BUNDLED, Encoder, open_encoder
from assistant.retrieval.encoders.remembering import RememberingEncoder
from assistant.retrieval.open import CurrentSearch
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import NO_MODEL, Settings, load_settings
from bench.turn.counting import CountingEncoder
from bench.turn.measuring import TURN, Asked, Conversation, Embed, measure
from bench.turn.summary import Summary, summarise
from bench.turn.torch_encoder import open_torch
from evals.questions import load, question_files

console = Console()


class _Report(Record):
    """What --out writes."""

    summary: Summary
    turns: tuple[Asked, ...]


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=200, help="that are measured")
    parser.add_argument("--warm", type=int, default=40, help="asked before them")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    parser.add_argument("--out", type=Path, help="JSON file for the summary and every turn")
    arguments = parser.parse_args()
    logging.getLogger("assistant.agent").setLevel(logging.ERROR)
    drawn = _drawn(arguments.warm + arguments.questions, arguments.seed)
    asked = _run(load_settings(), drawn[: arguments.warm], drawn[arguments.warm :])
    summary = summarise(asked)
    _show(summary)
    if arguments.out:
        arguments.out.write_text(_Report(summary=summary, turns=tuple(asked)).model_dump_json(indent=1), "utf-8")
        console.print(f"Written to {arguments.out}.", highlight=False)


def _drawn(count: int, seed: int) -> list[Conversation]:
    files = [file for file in question_files() if file.stem.endswith("-tuning")]
    known = [entry.question for entry in load(files)]
    random.Random(seed).shuffle(known)
    return [Conversation(id=each.id, messages=each.turns, product=each.product) for each in known[:count]]


def _run(settings: Settings, warm: list[Conversation], measured: list[Conversation]) -> list[Asked]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'conversations.sqlite'}"
        encoder = open_encoder(settings.embedding, settings.model_dir, console.print)
        counter = CountingEncoder(encoder)
        changed = settings.model_copy(update={"database_url": url, "llm": NO_MODEL})
        assistant = open_assistant(changed, CurrentSearch(Snapshots(settings.data_dir), RememberingEncoder(counter)))
        assistant.prepare()
        embedders = _embedders(settings, encoder)
        try:
            measure(assistant, counter, embedders, warm, lambda: None)
            shown = track(measured, "Asking", console=Console(stderr=True), transient=True)
            return measure(assistant, counter, embedders, shown, lambda: None)
        finally:
            assistant.store.close()


def _embedders(settings: Settings, encoder: Encoder) -> Mapping[str, Embed]:
    """What one embedding is measured with, by name."""
    embedders: dict[str, Embed] = {settings.embedding: partial(_one, encoder)}
    if settings.embedding == BUNDLED and (model := open_torch()):
        embedders["sentence-transformers"] = model
    return embedders


def _one(encoder: Encoder, message: str) -> object:
    return encoder.queries([message])


def _show(summary: Summary) -> None:
    table = Table("", "median ms", "mean ms", "p95 ms", title=f"{summary.turns} turns")
    for name, cost in summary.costs.items():
        label = "a turn" if name == TURN else f"one query by {name}"
        table.add_row(label, *(f"{each:.1f}" for each in (cost.median_ms, cost.mean_ms, cost.p95_ms)))
    console.print(table)
    ratios = Table("a turn / one query by", "of medians", "95% between", "of means", "of processor time")
    for name, ratio in summary.ratios.items():
        between = f"{ratio.low:.2f} and {ratio.high:.2f}"
        ratios.add_row(name, f"{ratio.of_medians:.2f}", between, f"{ratio.of_means:.2f}", f"{ratio.of_cpu:.2f}")
    console.print(ratios)
    console.print(
        f"{summary.texts:.2f} texts are encoded in a turn, which is {100 * summary.encoder_share:.0f}% of its time",
        highlight=False,
    )


if __name__ == "__main__":
    main()
