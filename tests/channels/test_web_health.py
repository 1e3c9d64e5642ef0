from __future__ import annotations

import logging
import threading
import time

import httpx
import pytest

from assistant.agent.assistant import Assistant
from assistant.channels.web.app import create_app
from assistant.errors import SnapshotError
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import Settings
from tests.channels.scripted import fails_late, scripted
from tests.channels.serving import served, wait_until_ready

PATIENCE_SECONDS = 10


def test_a_server_with_an_index_is_ready_and_names_its_snapshot(client: httpx.Client, settings: Settings) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {
        "status": "ready",
        "snapshot": Snapshots(settings.data_dir).current_name(),
    }


def test_the_process_lives_before_it_is_ready() -> None:
    loaded = threading.Event()

    def slow(own: Settings) -> Assistant:
        assert loaded.wait(30)
        return scripted(fails_late)(own)

    with served(create_app(Settings(), slow)) as address, httpx.Client(base_url=address) as client:
        assert client.get("/healthz").status_code == 200
        refused = [
            client.get("/readyz"),
            client.get("/api/v1/products"),
            client.post("/api/v1/chat", json={"message": "x"}),
            client.post("/api/v1/tools/contact", json={}),
        ]
        for response in refused:
            assert response.status_code == 503
            assert response.headers["content-type"] == "application/problem+json"
            assert response.headers["retry-after"] == "2"
            assert "still loading" in response.json()["detail"]
        loaded.set()
        wait_until_ready(client)


def test_without_an_index_it_waits_for_one(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("assistant.channels.web.service._RETRY_SECONDS", 0.01)
    there = threading.Event()

    def opener(own: Settings) -> Assistant:
        if not there.is_set():
            raise SnapshotError("there is no index yet: run 'assistant ingest'")
        return scripted(fails_late)(own)

    with served(create_app(Settings(), opener)) as address, httpx.Client(base_url=address) as client:
        assert client.get("/readyz").status_code == 503
        there.set()
        wait_until_ready(client)
    assert "run 'assistant ingest'" in caplog.text


def test_every_response_has_a_request_id(client: httpx.Client) -> None:
    for path in ("/healthz", "/nope", "/"):
        first, second = (client.get(path).headers["x-request-id"] for _ in range(2))
        assert first != second
    assert client.get("/healthz", headers={"X-Request-ID": "from-proxy.1"}).headers["x-request-id"] == "from-proxy.1"
    assert client.get("/healthz", headers={"X-Request-ID": "a b"}).headers["x-request-id"] != "a b"


def logged(caplog: pytest.LogCaptureFixture, number: int) -> list[str]:
    """The lines of the access log, once there are so many: the last one may come after its response."""
    last = time.monotonic() + PATIENCE_SECONDS
    while True:
        lines = [record.getMessage() for record in caplog.records if record.name == "assistant.access"]
        if len(lines) >= number or time.monotonic() > last:
            return lines
        time.sleep(0.05)


def test_the_access_log_names_routes_and_nothing_that_was_typed(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "assistant.access"):
        client.post("/api/v1/chat", json={"message": "支払い方法は?"}, headers={"X-Request-ID": "one"})
        client.get("/api/v1/conversations/secret-id")
        client.get("/typed-by-a-person")
        client.get("/healthz?q=typed")
        lines = logged(caplog, 4)
    assert lines[0].startswith("one POST /api/v1/chat 200 ")
    assert " GET /api/v1/conversations/{conversation_id} 404 " in lines[1]
    assert " GET - 404 " in lines[2]
    assert " GET /healthz 200 " in lines[3]
    for typed in ("支払い", "secret-id", "typed"):
        assert typed not in caplog.text


def test_nothing_personal_is_kept_by_caches(client: httpx.Client) -> None:
    for response in (
        client.post("/api/v1/chat", json={"message": "支払い方法は?"}),
        client.get("/api/v1/conversations/nope"),
        client.get("/readyz"),
    ):
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-content-type-options"] == "nosniff"
