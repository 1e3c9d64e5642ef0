from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.errors import SnapshotError
from assistant.retrieval.encoders import Encoder, Tick, Vectors
from assistant.retrieval.search import HybridSearch
from assistant.retrieval.snapshots import KEPT, Snapshots
from tests.corpora import PLAN, document
from tests.ingest.conftest import Workshop

READER = """
import sys
from assistant.retrieval.open import open_search
from assistant.settings import Settings
search = open_search(Settings(data_dir=sys.argv[1]))
for line in sys.stdin:
    print("|".join(hit.passage.text for hit in search.search(line.strip(), 1)), flush=True)
"""


def changed_plan(word: str) -> str:
    return document("travel", "旅行プラン", PLAN.replace("口座振替", word))


def test_a_reader_in_another_process_sees_a_new_snapshot(workshop: Workshop) -> None:
    workshop.ingest()
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(workshop.data)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdin
    assert reader.stdout
    with reader.stdin, reader.stdout:
        reader.stdin.write("支払い方法\n")
        reader.stdin.flush()
        assert "口座振替" in reader.stdout.readline()
        workshop.write("travel/plan.md", changed_plan("請求書"))
        workshop.ingest()
        reader.stdin.write("支払い方法\n")
        reader.stdin.flush()
        assert "請求書" in reader.stdout.readline()
    assert reader.wait(30) == 0


@pytest.mark.parametrize("delay", [0.4, 0.9, 1.4, 1.9, 2.4, 2.9])
def test_a_killed_ingest_leaves_the_current_snapshot_and_the_next_one_succeeds(
    workshop: Workshop, delay: float
) -> None:
    first = workshop.ingest()
    for number in range(40):
        items = (f"項目{number}-{i}" for i in range(20))
        body = "".join(f"\n## {item}\n\n{item}の費用は5万円まで補償されます。\n" for item in items)
        workshop.write(f"pet/doc{number}.md", document("pet", f"資料{number}", body))
    folders = {"ASSISTANT_CORPUS_DIR": str(workshop.corpus), "ASSISTANT_DATA_DIR": str(workshop.data)}
    killed = subprocess.Popen(
        [sys.executable, "-c", "from assistant.cli import main; main()", "ingest"],
        env={**os.environ, **folders},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(delay)
    killed.send_signal(signal.SIGKILL)
    killed.wait(30)
    assert workshop.snapshots.current_name() == first.snapshot
    assert "travel/plan.md" in workshop.documents("治療費用")
    for number in range(3, 40):
        (workshop.corpus / "pet" / f"doc{number}.md").unlink()
    summary = workshop.ingest()
    assert len(summary.added) == 3
    assert "pet/doc1.md" in workshop.documents("項目1-7の費用")


def test_a_rollback_goes_back_and_the_next_ingest_forward(workshop: Workshop) -> None:
    workshop.ingest()
    workshop.write("travel/plan.md", changed_plan("請求書"))
    second = workshop.ingest()
    left, now = workshop.snapshots.rollback()
    assert left == second.snapshot
    assert now == workshop.snapshots.current_name()
    assert any("口座振替" in hit.passage.text for hit in workshop.search("支払い方法"))
    assert workshop.ingest().built
    assert any("請求書" in hit.passage.text for hit in workshop.search("支払い方法"))


def test_without_an_earlier_snapshot_a_rollback_says_so(workshop: Workshop) -> None:
    workshop.ingest()
    with pytest.raises(SnapshotError, match="no earlier index"):
        workshop.snapshots.rollback()


def test_the_last_three_snapshots_are_kept(workshop: Workshop) -> None:
    made = [workshop.ingest().snapshot]
    for word in ("請求書", "現金", "振込", "カード"):
        workshop.write("travel/plan.md", changed_plan(word))
        made.append(workshop.ingest().snapshot)
    assert workshop.snapshots.names() == made[-KEPT:]


def test_a_held_snapshot_is_readable_while_a_new_one_becomes_current(workshop: Workshop) -> None:
    workshop.ingest()
    held = HybridSearch(workshop.snapshots.current(), workshop.encoder)
    workshop.write("travel/plan.md", changed_plan("請求書"))
    workshop.ingest()
    assert any("口座振替" in hit.passage.text for hit in held.search("支払い方法", 3))


class OtherEncoder:
    """An encoder of another model."""

    fingerprint = "another-model"
    dimensions = 384

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def queries(self, texts: list[str]) -> Vectors:
        return self._encoder.queries(texts)

    def passages(self, texts: list[str], tick: Tick | None = None) -> Vectors:
        return self._encoder.passages(texts, tick)


def test_a_snapshot_of_another_embedding_model_is_a_clear_error(workshop: Workshop) -> None:
    workshop.ingest()
    with pytest.raises(SnapshotError, match=r"another-model.*assistant ingest"):
        HybridSearch(workshop.snapshots.current(), OtherEncoder(workshop.encoder))  # type: ignore[arg-type]


@pytest.mark.parametrize("victim", ["manifest.json", "entries.npz", "passages.sqlite"])
def test_a_damaged_snapshot_is_a_clear_error(workshop: Workshop, victim: str) -> None:
    name = workshop.ingest().snapshot
    file: Path = workshop.snapshots.folder / "snapshots" / name / victim
    if victim == "passages.sqlite":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(SnapshotError, match="assistant ingest"):
        Snapshots(workshop.data).current()


def test_a_snapshot_of_another_format_is_a_clear_error(workshop: Workshop) -> None:
    name = workshop.ingest().snapshot
    manifest = workshop.snapshots.folder / "snapshots" / name / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 2', '"format": 99'))
    with pytest.raises(SnapshotError, match="format 99"):
        Snapshots(workshop.data).current()


def test_snapshots_of_an_older_format_are_replaced_and_pruned(workshop: Workshop) -> None:
    made = [workshop.ingest().snapshot]
    for word in ("請求書", "現金"):
        workshop.write("travel/plan.md", changed_plan(word))
        made.append(workshop.ingest().snapshot)
    for manifest in workshop.data.glob("index/snapshots/*/manifest.json"):
        content = json.loads(manifest.read_text("utf-8"))
        manifest.write_text(json.dumps(content | {"format": content["format"] - 1}), "utf-8")
    made.append(workshop.ingest().snapshot)
    assert Snapshots(workshop.data).names() == made[-KEPT:]
