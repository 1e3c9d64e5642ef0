"""Socket Mode: envelopes, acknowledgements, disconnects, reconnects, refused tokens."""

from __future__ import annotations

import asyncio
import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from assistant.agent.assistant import Assistant
from assistant.channels.slack.credentials import socket_credentials
from assistant.channels.slack.desk import open_desk
from assistant.channels.slack.socket import listen
from assistant.errors import ConfigurationError
from assistant.settings import Settings
from tests.channels.slack.conftest import ASK, answer_in, until
from tests.channels.slack.fake.sending import event_body
from tests.channels.slack.fake.server import Server
from tests.channels.slack.fake.workspace import APP_TOKEN, BOT_TOKEN, TEAM, Data, Trouble, written

_SECONDS = 60.0


class Listening:
    """The app over Socket Mode in a thread."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        self.connected = threading.Event()
        self.ended: BaseException | None = None
        self._stop: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None
        self._thread = threading.Thread(target=self._run, args=(settings, assistant), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Has it end, as a signal does."""
        if self._stop and self._thread.is_alive():
            loop, stop = self._stop
            loop.call_soon_threadsafe(stop.set)
        self.join()

    def join(self) -> None:
        """Waits for its end."""
        self._thread.join(_SECONDS)
        assert not self._thread.is_alive()

    def _run(self, settings: Settings, assistant: Assistant) -> None:
        async def main() -> None:
            stop = asyncio.Event()
            self._stop = asyncio.get_running_loop(), stop
            credentials = socket_credentials(settings)
            desk = open_desk(settings, credentials, lambda: assistant)
            await listen(settings, credentials, desk, self.connected.set, stop)

        try:
            asyncio.run(main())
        except ConfigurationError as error:
            self.ended = error


@contextmanager
def _listening(settings: Settings, assistant: Assistant) -> Iterator[Listening]:
    listening = Listening(settings, assistant)
    assert listening.connected.wait(_SECONDS)
    try:
        yield listening
    finally:
        listening.stop()


def _send(server: Server, text: str, channel: str = "C0OPEN", kind: str = "app_mention") -> tuple[str, Data]:
    """Pushes an event; the timestamp of its message, and the envelope."""
    message = server.workspace.write(channel, "U0ANNA", text)
    event = message | {"channel": channel, "channel_type": "channel", "type": kind}
    envelope = {
        "type": "events_api",
        "envelope_id": uuid.uuid4().hex,
        "payload": event_body(event),
        "accepts_response_payload": False,
    }
    server.push(envelope)
    return str(message["ts"]), envelope


def test_events_are_acknowledged_and_answered(server: Server, slack_settings: Settings, talking: Assistant) -> None:
    with _listening(slack_settings, talking):
        ts, envelope = _send(server, ASK)
        until(lambda: envelope["envelope_id"] in server.acknowledged)
        assert "✕" in written(answer_in(server, "C0OPEN", ts))
    assert server.workspace.refusals == []


def test_an_envelope_that_comes_again_is_answered_once(
    server: Server, slack_settings: Settings, talking: Assistant
) -> None:
    with _listening(slack_settings, talking):
        ts, envelope = _send(server, ASK)
        server.push(envelope | {"envelope_id": "again", "retry_attempt": 1, "retry_reason": "timeout"})
        until(lambda: "again" in server.acknowledged)
        answer_in(server, "C0OPEN", ts)
        answer_in(server, "C0OPEN", _send(server, ASK)[0])
    assert len(server.workspace.standing("C0OPEN", ts)) == 1


def test_a_command_is_answered_in_its_acknowledgement(
    server: Server, slack_settings: Settings, talking: Assistant
) -> None:
    with _listening(slack_settings, talking):
        payload = {"command": "/hoken", "text": "help", "channel_id": "C0OPEN", "user_id": "U0ANNA", "team_id": TEAM}
        envelope = {"type": "slash_commands", "envelope_id": "help", "payload": payload | {"trigger_id": "t"}}
        server.push(envelope | {"accepts_response_payload": True})
        until(lambda: "help" in server.acknowledged)
    assert "/hoken 見積" in server.acknowledged["help"]["payload"]["text"]


def test_slack_asks_for_a_new_connection(server: Server, slack_settings: Settings, talking: Assistant) -> None:
    with _listening(slack_settings, talking):
        server.push({"type": "disconnect", "reason": "refresh_requested"})
        until(lambda: len(server.sockets) == 2)
        assert "✕" in written(answer_in(server, "C0OPEN", _send(server, ASK)[0]))


@pytest.mark.parametrize("troubles", [0, 1])
def test_a_lost_connection_is_opened_again(
    server: Server, slack_settings: Settings, talking: Assistant, troubles: int
) -> None:
    with _listening(slack_settings, talking):
        server.workspace.trouble("apps.connections.open", *[Trouble(status=503)] * troubles)
        server.drop()
        until(lambda: len(server.sockets) == 2)
        assert "✕" in written(answer_in(server, "C0OPEN", _send(server, ASK)[0]))


def test_a_restart_answers_nothing_twice(server: Server, slack_settings: Settings, talking: Assistant) -> None:
    with _listening(slack_settings, talking):
        ts, envelope = _send(server, ASK)
        answer_in(server, "C0OPEN", ts)
    with _listening(slack_settings, talking):
        server.push(envelope | {"envelope_id": "again"})
        until(lambda: "again" in server.acknowledged)
        answer_in(server, "C0OPEN", _send(server, ASK)[0])
    assert len(server.workspace.standing("C0OPEN", ts)) == 1


def test_an_answer_on_its_way_is_ended_before_the_process_stops(
    server: Server, slack_settings: Settings, talking: Assistant
) -> None:
    with _listening(slack_settings, talking):
        ts, envelope = _send(server, ASK)
        until(lambda: envelope["envelope_id"] in server.acknowledged)
    assert "✕" in written(server.workspace.standing("C0OPEN", ts)[0])


@pytest.mark.parametrize(
    ("token", "name"), [(BOT_TOKEN, "ASSISTANT_SLACK_BOT_TOKEN"), (APP_TOKEN, "ASSISTANT_SLACK_APP_TOKEN")]
)
def test_a_refused_token_ends_the_process_with_what_to_do(
    server: Server, slack_settings: Settings, talking: Assistant, token: str, name: str
) -> None:
    server.workspace.revoked.add(token)
    listening = Listening(slack_settings, talking)
    listening.join()
    assert name in str(listening.ended)
    assert "token_revoked" in str(listening.ended)


def test_an_app_token_that_is_revoked_later_ends_the_process_too(
    server: Server, slack_settings: Settings, talking: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    with _listening(slack_settings, talking) as listening:
        server.workspace.revoked.add(APP_TOKEN)
        server.push({"type": "disconnect", "reason": "refresh_requested"})
        listening.join()
    assert "ASSISTANT_SLACK_APP_TOKEN" in str(listening.ended)
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING] == []
