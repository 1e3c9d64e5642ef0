"""Collections on a Chroma server: a real one, started here."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import SnapshotError
from assistant.retrieval.dense import DenseIndex
from assistant.retrieval.encoders import Encoder
from assistant.retrieval.snapshots import KEPT
from tests.corpora import PLAN, document
from tests.ingest.conftest import Workshop


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("chroma")
    process = subprocess.Popen(
        [chroma, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(120):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def workshop(tmp_path: Path, encoder: Encoder) -> Workshop:
    return Workshop(tmp_path, encoder)


def test_snapshots_on_a_server_are_searched_swapped_rolled_back_and_dropped(workshop: Workshop, server: str) -> None:
    made = [workshop.ingest(chroma_url=server).snapshot]
    assert workshop.documents("治療費用") >= {"travel/plan.md"}
    for word in ("請求書", "現金", "振込"):
        workshop.write("travel/plan.md", document("travel", "旅行プラン", PLAN.replace("口座振替", word)))
        made.append(workshop.ingest(chroma_url=server).snapshot)
    assert any("振込" in hit.passage.text for hit in workshop.search("支払い方法"))
    workshop.snapshots.rollback()
    assert any("現金" in hit.passage.text for hit in workshop.search("支払い方法"))
    dense = DenseIndex(workshop.data, "", server)
    kept = {name.split(".")[0] for name in dense.names()}
    dense.close()
    assert kept == set(made[-KEPT:])
    workshop.snapshots.current().close()


def test_a_server_that_does_not_answer_is_a_clear_error(workshop: Workshop) -> None:
    with pytest.raises(SnapshotError, match="does not answer"):
        workshop.ingest(chroma_url="http://127.0.0.1:9")
    assert workshop.snapshots.current_name() is None
