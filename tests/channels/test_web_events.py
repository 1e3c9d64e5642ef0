"""Server-sent events over the wire."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from assistant.agent.turn import Listener, Turn
from assistant.answers import Answer
from assistant.channels.web import events
from assistant.channels.web.app import create_app
from assistant.errors import SnapshotError
from assistant.settings import Settings
from tests.channels.scripted import Reply, Waiting, Working, fails_late, scripted
from tests.channels.serving import served, wait_until_ready

STREAM = {"Accept": "text/event-stream"}
Event = tuple[str, dict[str, Any]]


def read_events(lines: Iterator[str]) -> Iterator[Event]:
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


def ask(client: httpx.Client, **body: str) -> list[Event]:
    with client.stream("POST", "/api/v1/chat", json=body, headers=STREAM) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"
        return list(read_events(response.iter_lines()))


@contextmanager
def asking(reply: Reply) -> Iterator[httpx.Client]:
    """Speaks to a server whose assistant answers with `reply`."""
    with (
        served(create_app(Settings(), scripted(reply))) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        wait_until_ready(client)
        yield client


def test_a_turn_comes_as_status_blocks_sources_results_and_the_whole_answer(client: httpx.Client) -> None:
    told = ask(client, message="売上8,000万円の歯科ですが入れますか?", product="yayoi")
    names = [name for name, _ in told]
    assert list(dict.fromkeys(names)) == ["status", "block", "citation", "tool_result", "done"]
    assert {"stage": "searching", "text": "資料を探しています"} in [data for name, data in told if name == "status"]
    whole = Answer.model_validate(told[-1][1])
    parts = {kind: [data for name, data in told if name == kind] for kind in ("block", "citation", "tool_result")}
    dumped = whole.model_dump(mode="json")
    assert parts == {
        "block": dumped["blocks"],
        "citation": dumped["citations"],
        "tool_result": dumped["tool_results"],
    }


def test_the_stream_says_what_the_json_says(client: httpx.Client) -> None:
    question = {"message": "支払い方法は?", "product": "yayoi"}
    streamed = ask(client, **question)[-1][1]
    plain = client.post("/api/v1/chat", json=question).json()
    own = {"conversation_id", "message_id"}
    assert {k: v for k, v in streamed.items() if k not in own} == {k: v for k, v in plain.items() if k not in own}


def test_the_status_is_in_the_language_of_the_reply(client: httpx.Client) -> None:
    for body in ({"message": "How can I pay?"}, {"message": "支払い方法は?", "locale": "en"}):
        assert ("status", {"stage": "searching", "text": "Looking through the sources"}) in ask(client, **body)


@pytest.mark.parametrize("body", [{"message": ""}, {"message": "x", "product": "nope"}, {"message": 5}])
def test_what_is_wrong_before_the_stream_begins_is_a_problem(client: httpx.Client, body: dict[str, Any]) -> None:
    response = client.post("/api/v1/chat", json=body, headers=STREAM)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_an_error_in_the_stream_is_an_event_without_what_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    with asking(fails_late) as client:
        told = ask(client, message="090-1234-5678")
    assert [name for name, _ in told] == ["status", "error"]
    assert told[-1][1]["status"] == 500
    assert "cannot answer" in told[-1][1]["detail"]
    assert "unexpected RuntimeError" in caplog.text
    assert "090-1234-5678" not in caplog.text


def test_an_error_before_the_stream_is_a_problem() -> None:
    def damaged(_: Turn, __: Listener) -> Answer:
        raise SnapshotError("the index is damaged")

    with asking(damaged) as client:
        response = client.post("/api/v1/chat", json={"message": "x"}, headers=STREAM)
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"


def test_silence_is_broken_by_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "KEEP_ALIVE_SECONDS", 0.05)
    reply = Waiting()
    with (
        asking(reply) as client,
        client.stream("POST", "/api/v1/chat", json={"message": "x"}, headers=STREAM) as response,
    ):
        lines = response.iter_lines()
        assert ": keep-alive" in lines
        reply.allowed.set()
        assert "event: done" in lines


def test_work_stops_when_nobody_waits_any_more() -> None:
    reply = Working()
    with asking(reply) as client:
        with client.stream("POST", "/api/v1/chat", json={"message": "x"}, headers=STREAM) as response:
            assert "event: status" in response.iter_lines()
        assert reply.stopped.wait(30)
    assert not reply.finished.is_set()
