"""Measures how search holds up when our corpus is a small part of a large index.

    python -m bench.retrieval.distractors --public FOLDER [--sizes 1000 10000 100000]

The distractors are passages of the public set `jaquad`. Beyond their number they are mixed: the text is the first
half of one and the second half of another, the vector the sum of both, weighted 4 to 1 (embedding 100,000 texts
would take the better part of an hour). "over candidates" standardises over the proposed passages instead of all.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
from ir_measures import ScoredDoc
from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import Silence
from assistant.ingest.snapshot_writer import Contents, write_snapshot
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.retrieval.encoders import Encoder, Vectors, open_encoder
from assistant.retrieval.passages import Passage
from assistant.retrieval.search import Hit, HybridSearch
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import load_settings
from bench.retrieval.measure import MEASURES, mean, score
from bench.retrieval.sets import Question, own_questions, public_set

_SET = "jaquad"
_MIXTURE = 0.25
_POOL = 200
console = Console()


def main() -> None:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public", type=Path, required=True, help="folder of public sets")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000, 100_000])
    arguments = parser.parse_args()
    settings = load_settings()
    encoder = open_encoder(settings.embedding, settings.model_dir, console.print)
    table = Table("distractors", "method", *(str(measure) for measure in MEASURES), "search ms (median)")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        own = _ingested(settings.corpus_dir, folder / "own", encoder)
        other = _ingested(public_set(arguments.public, _SET, folder / _SET).corpus, folder / "other", encoder)
        questions = own_questions(own)
        for size in (0, *arguments.sizes):
            snapshot = _mixed(own, other, size, folder / f"mixed-{size}") if size else own
            for row in _rows(snapshot, encoder, questions, size):
                table.add_row(*row)
    console.print(table)


def _ingested(corpus: Path, data: Path, encoder: Encoder) -> Snapshot:
    with console.status(f"indexing {corpus.name}"):
        ingest(IngestOptions(corpus, data, 20_000_000), encoder, dt.date.today(), Silence())
    return Snapshots(data).current()


def _mixed(own: Snapshot, other: Snapshot, size: int, folder: Path) -> Snapshot:
    """A snapshot of our passages, which keep their numbers, and `size` distractors."""
    ours = [passage for _, passage in own.passages.passages()]
    theirs = [passage for _, passage in other.passages.passages()]
    pairs = list(zip(range(len(theirs)), range(len(theirs)), strict=True))
    chance = random.Random(1)
    while len(pairs) < size:
        pairs.append((chance.randrange(len(theirs)), chance.randrange(len(theirs))))
    added = [_crossed(theirs[one], theirs[two]) for one, two in pairs[:size]]
    vectors = np.array([_sum(other.vectors[one], other.vectors[two]) for one, two in pairs[:size]])
    count = len(ours)
    stacked = np.concatenate([own.vectors[:count], vectors, own.vectors[count:]]).astype(np.float32)
    base = KnowledgeBase(products={**own.knowledge.products, **_renamed(other.knowledge)})
    folder.mkdir()
    manifest = own.manifest.model_copy(update={"id": f"mixed-{size}"})
    with console.status(f"indexing {size} distractors"):
        write_snapshot(folder, manifest, Contents(base, [], [*ours, *added], stacked), Silence())
    return Snapshot(folder)


def _renamed(base: KnowledgeBase) -> dict[str, ProductKnowledge]:
    return {"distractor": next(iter(base.products.values()))}


def _crossed(one: Passage, two: Passage) -> Passage:
    text = one.text[: len(one.text) // 2] + two.text[len(two.text) // 2 :]
    return one.model_copy(update={"text": text, "reading": text, "product": "distractor"})


def _sum(one: Vectors, two: Vectors) -> Vectors:
    mixed = one + _MIXTURE * two
    return np.asarray(mixed / np.linalg.norm(mixed), np.float32)


def _rows(snapshot: Snapshot, encoder: Encoder, questions: list[Question], size: int) -> list[list[str]]:
    search = HybridSearch(snapshot, encoder)
    over_all: list[ScoredDoc] = []
    over_candidates: list[ScoredDoc] = []
    seconds = []
    for question in track(questions, f"{size} distractors"):
        vector = encoder.queries([question.text])[0]
        start = time.perf_counter()
        search.search(question.text, 5, vector=vector)
        seconds.append(time.perf_counter() - start)
        hits = search.search(question.text, _POOL, vector=vector)
        over_all += [ScoredDoc(question.id, str(hit.number), hit.score) for hit in hits[:20]]
        again = sorted(zip(_standardised(hits, search.dense_weight), hits, strict=True), key=lambda pair: -pair[0])
        over_candidates += [ScoredDoc(question.id, str(hit.number), value) for value, hit in again[:20]]
    rows = []
    for name, ranking in (("over all", over_all), ("over candidates", over_candidates)):
        values = [f"{value:.1f}" for value in mean(score(questions, ranking), questions)]
        rows.append([f"{size:,}", name, *values, f"{1000 * median(seconds):.1f}" if name == "over all" else ""])
    return rows


def _standardised(hits: list[Hit], weight: float) -> list[float]:
    legs = np.array([[hit.cosine for hit in hits], [hit.bm25 for hit in hits]])
    scores = (legs - legs.mean(1, keepdims=True)) / np.maximum(legs.std(1, keepdims=True), 1e-9)
    return list(weight * scores[0] + (1 - weight) * scores[1])


if __name__ == "__main__":
    main()
