"""`assistant serve` as a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from assistant.settings import Settings
from tests.channels.serving import wait_until_ready

COMMAND = [sys.executable, "-c", "from assistant.cli import main; main()", "serve"]


@pytest.fixture
def environment(settings: Settings, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "ASSISTANT_DATABASE_URL": f"sqlite:///{tmp_path}/conversations.sqlite",
    }


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def test_it_says_where_it_serves_answers_and_stops_when_told(environment: dict[str, str]) -> None:
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "--port", str(port)], env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        assert process.stderr.readline() == f"Serving http://127.0.0.1:{port} (Ctrl+C stops)\n"
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            wait_until_ready(client)
            answer = client.post("/api/v1/chat", json={"message": "電話は090-1234-5678です。支払い方法は?"}).json()
            assert answer["outcome"] == "answered"
    finally:
        process.send_signal(signal.SIGINT)
    output, log = process.communicate(timeout=60)
    assert process.returncode in (0, 130)  # as it was idle, or about to answer
    assert "ready after" in log
    assert "POST /api/v1/chat 200" in log
    assert "Traceback" not in log
    for typed in ("支払い", "090-1234-5678"):
        assert typed not in log + output


def test_a_port_that_is_taken_is_a_calm_message(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        done = subprocess.run(
            [*COMMAND, "--port", str(port)], env=environment, capture_output=True, text=True, check=False
        )
    assert done.returncode == 1
    assert f"cannot listen at 127.0.0.1, port {port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_is_not_ours_is_a_calm_message(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [*COMMAND, "--host", "no.such.host.invalid"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "cannot listen at no.such.host.invalid" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("llm", "told"),
    [
        ("gpt-4o", "PROVIDER:MODEL"),
        ("openai:gpt-4o-mini", "OPENAI_API_KEY"),
        ("openai-like:local", "say where the server is"),
    ],
)
def test_a_language_model_that_cannot_be_asked_is_a_calm_message(
    llm: str, told: str, environment: dict[str, str]
) -> None:
    own = {**environment, "ASSISTANT_LLM": llm, "OPENAI_API_KEY": ""}
    done = subprocess.run(COMMAND, env=own, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
