"""Measures ingest: its throughput beside that of the embedding alone, and what a repeated one costs.

    python -m bench.scale [--chunks 20000]

Everything is measured in one run. The embedding alone is timed twice: on a sample of the same kind of text, before
and after the ingest, and within the ingest, on its very texts. The second is the fairer one on a busy machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.ingest.build import IngestOptions, Summary, ingest
from assistant.ingest.progress import TerminalProgress
from assistant.retrieval.encoders import Encoder, Tick, Vectors, open_encoder
from assistant.retrieval.entries import dense_texts
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import load_settings
from bench.scale.texts import sentence_pool, write_documents

_SAMPLE = 1500
_MAX_BYTES = 20_000_000
console = Console()


class Stopwatch:
    """An encoder that adds up the seconds that encoding passages takes."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.fingerprint = encoder.fingerprint
        self.dimensions = encoder.dimensions
        self.seconds = 0.0

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder`."""
        return self._encoder.queries(texts)

    def passages(self, texts: Sequence[str], tick: Tick | None = None) -> Vectors:
        """See `Encoder`."""
        start = time.perf_counter()
        vectors = self._encoder.passages(texts, tick)
        self.seconds += time.perf_counter() - start
        return vectors


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, default=20_000)
    chunks: int = parser.parse_args().chunks
    settings = load_settings()
    encoder = open_encoder(settings.embedding, settings.model_dir, console.print)
    table = Table("measure", "seconds", "chunks a second")
    with tempfile.TemporaryDirectory() as scratch:
        own = IngestOptions(settings.corpus_dir, Path(scratch) / "own", _MAX_BYTES)
        summary, seconds = _timed(own, encoder)
        table.add_row(f"our corpus, first ingest ({summary.embedded} texts)", f"{seconds:.1f}", "")
        table.add_row("our corpus, unchanged", f"{_timed(own, encoder)[1]:.2f}", "")
        pool = sentence_pool(Snapshots(own.data_dir).current())
        options = IngestOptions(Path(scratch) / "corpus", Path(scratch) / "data", _MAX_BYTES)
        write_documents(options.corpus, pool, chunks)
        write_documents(Path(scratch) / "sample", pool, _SAMPLE, seed=2)
        sample = _texts(IngestOptions(Path(scratch) / "sample", Path(scratch) / "sample-data", _MAX_BYTES), encoder)
        before = _embedding(encoder, sample)
        watch = Stopwatch(encoder)
        summary, seconds = _timed(options, watch)
        after = _embedding(encoder, sample)
        raw = 2 * len(sample) / (before + after)
        rate = summary.passages / seconds
        table.add_row(f"embedding alone ({len(sample)} texts, twice)", f"{before:.1f}, {after:.1f}", f"{raw:.1f}")
        table.add_row(f"ingest of {summary.passages} chunks", f"{seconds:.1f}", f"{rate:.1f}")
        table.add_row("embedding within it", f"{watch.seconds:.1f}", f"{summary.passages / watch.seconds:.1f}")
        table.add_row("ingest / embedding of the sample", "", f"{100 * rate / raw:.0f}%")
        table.add_row("ingest / embedding within it", "", f"{100 * watch.seconds / seconds:.0f}%")
        unchanged = _timed(options, encoder)[1]
        table.add_row(f"{summary.passages} chunks, unchanged", f"{unchanged:.2f}", "")
        changed = options.corpus / "synthetic" / "00000.md"
        changed.write_text(changed.read_text(encoding="utf-8").replace("整理番号は", "新しい番号は", 1), "utf-8")
        summary, seconds = _timed(options, encoder)
        table.add_row(f"one changed section ({summary.embedded} embedded)", f"{seconds:.1f}", "")
    console.print(table)


def _timed(options: IngestOptions, encoder: Encoder) -> tuple[Summary, float]:
    start = time.perf_counter()
    with TerminalProgress(Console(stderr=True)) as progress:
        summary = ingest(options, encoder, dt.date.today(), progress)
    return summary, time.perf_counter() - start


def _texts(options: IngestOptions, encoder: Encoder) -> list[str]:
    """The texts that the embedding sees of a corpus."""
    _timed(options, encoder)
    snapshot = Snapshots(options.data_dir).current()
    products = {each.product.id: each.product for each in snapshot.knowledge.products.values()}
    return dense_texts([passage for _, passage in snapshot.passages.passages()], products)


def _embedding(encoder: Encoder, texts: list[str]) -> float:
    start = time.perf_counter()
    encoder.passages(texts)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
