"""`assistant slack` as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings
from tests.channels.slack.conftest import answer_in, until
from tests.channels.slack.fake.sending import event_body
from tests.channels.slack.fake.server import Server, slack_server
from tests.channels.slack.fake.workspace import APP_TOKEN, BOT_TOKEN, US, written

COMMAND = [sys.executable, "-c", "from assistant.cli import main; main()", "slack"]


@pytest.fixture
def environment(settings: Settings, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "ASSISTANT_DATA_DIR": str(settings.data_dir),
        "ASSISTANT_DATABASE_URL": f"sqlite:///{tmp_path}/conversations.sqlite",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
    }


def _say(server: Server, text: str) -> str:
    message = server.workspace.write("C0OPEN", "U0ANNA", text)
    event = message | {"channel": "C0OPEN", "channel_type": "channel", "type": "app_mention"}
    server.push({"type": "events_api", "envelope_id": message["ts"], "payload": event_body(event)})
    return str(message["ts"])


def _run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False)


def test_it_connects_answers_and_stops_when_told(environment: dict[str, str]) -> None:
    with slack_server() as server:
        process = subprocess.Popen(
            COMMAND,
            env=environment | {"ASSISTANT_SLACK_API_URL": server.api},
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            until(lambda: server.sockets)
            asked = f"<@{US}> 身代金は補償されますか。電話は090-1234-5678です"
            assert "✕" in written(answer_in(server, "C0OPEN", _say(server, asked)))
        finally:
            process.send_signal(signal.SIGTERM)
        output, log = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Connected to Slack (Ctrl+C stops)" in log
        assert "Traceback" not in log
        assert "WARNING" not in log
        for typed in ("身代金", "090-1234-5678", BOT_TOKEN, APP_TOKEN):
            assert typed not in log + output
        assert server.workspace.refusals == []


def test_without_tokens_it_says_where_they_stand(environment: dict[str, str]) -> None:
    done = _run(environment | {"SLACK_APP_TOKEN": ""})
    assert done.returncode == 1
    assert "ASSISTANT_SLACK_APP_TOKEN is not set" in done.stderr
    assert "docs/slack.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_refused_token_is_a_calm_message(environment: dict[str, str]) -> None:
    with slack_server() as server:
        server.workspace.revoked.add(BOT_TOKEN)
        done = _run(environment | {"ASSISTANT_SLACK_API_URL": server.api})
    assert done.returncode == 1
    assert "token_revoked" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_product_that_does_not_exist_is_named_at_the_start(environment: dict[str, str], tmp_path: Path) -> None:
    config = tmp_path / "slack.yaml"
    config.write_text("channels: {C0123456: {product: travel}}", encoding="utf-8")
    done = _run(environment | {"ASSISTANT_SLACK_CONFIG": str(config)})
    assert done.returncode == 1
    assert "channels.C0123456.product" in done.stderr


def test_it_prints_the_manifest(environment: dict[str, str]) -> None:
    assert json.loads(_run(environment, "--manifest").stdout)["settings"]["socket_mode_enabled"] is True
    made = json.loads(_run(environment, "--manifest", "--url", "https://hoken.example").stdout)
    assert made["features"]["slash_commands"][0]["url"] == "https://hoken.example/slack/events"
