"""Measures search: dense alone, lexical alone, and their fusion at several weights.

    python -m bench.retrieval [--public FOLDER] [--weights 0.6 0.7 …] [--groups]

FOLDER holds public sets as NAME.corpus.jsonl.gz and NAME.queries.jsonl.gz.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import TerminalProgress
from assistant.retrieval.encoders import Encoder, open_encoder
from assistant.retrieval.search import DENSE_WEIGHT
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import load_settings
from bench.retrieval.measure import MEASURES, Scores, mean, run
from bench.retrieval.sets import Question, own_questions, public_set

_LEGS = {1.0: "dense alone", 0.0: "lexical alone"}
console = Console()


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public", type=Path, help="folder of public sets")
    parser.add_argument("--weights", type=float, nargs="*", default=[DENSE_WEIGHT], help="of the dense leg")
    parser.add_argument("--groups", action="store_true", help="show the groups of our own questions too")
    arguments = parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.embedding, settings.model_dir, console.print)
    weights = [1.0, 0.0, *arguments.weights]
    with tempfile.TemporaryDirectory() as scratch:
        snapshot = _snapshot(settings.corpus_dir, Path(scratch) / "own", encoder)
        questions = own_questions(snapshot)
        results = run(snapshot, encoder, questions, weights, by_document=False, name="corpus")
        _show("corpus", results, questions)
        groups = sorted({group for question in questions for group in question.groups}) if arguments.groups else []
        for group in groups or ["tuning", "holdout"]:
            _show(f"corpus, {group}", results, [q for q in questions if group in q.groups])
        for path in sorted(arguments.public.glob("*.corpus.jsonl.gz")) if arguments.public else []:
            name = path.name.removesuffix(".corpus.jsonl.gz")
            chosen = public_set(arguments.public, name, Path(scratch) / name)
            snapshot = _snapshot(chosen.corpus, Path(scratch) / f"{name}-data", encoder)
            results = run(snapshot, encoder, chosen.questions, weights, chosen.by_document, name)
            _show(name, results, chosen.questions)


def _snapshot(corpus: Path, data: Path, encoder: Encoder) -> Snapshot:
    with TerminalProgress(Console(stderr=True)) as progress:
        ingest(IngestOptions(corpus, data, 20_000_000), encoder, dt.date.today(), progress)
    return Snapshots(data).current()


def _show(name: str, results: dict[float, Scores], questions: list[Question]) -> None:
    table = Table("method", *(str(measure) for measure in MEASURES), title=f"{name}: {len(questions)} questions")
    for weight, scores in results.items():
        label = _LEGS.get(weight, f"fusion, {weight:g} dense")
        table.add_row(label, *(f"{value:.1f}" for value in mean(scores, questions)))
    console.print(table)


if __name__ == "__main__":
    main()
