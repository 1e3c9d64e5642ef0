"""The app in a real web server, beside a local Slack."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.agent.assistant import Assistant, open_assistant
from assistant.channels.web.app import create_app
from assistant.errors import SnapshotError
from assistant.settings import Settings
from tests.channels.serving import served
from tests.channels.slack.fake.sending import Sender
from tests.channels.slack.fake.server import Server, slack_server
from tests.channels.slack.fake.workspace import APP_TOKEN, BOT_TOKEN, SECRET, US, Data

PATIENCE_SECONDS = 30.0
ASK = f"<@{US}> 身代金は補償されますか"
"""A question that every test may ask in a channel; its answer is 「✕ 補償の対象外」."""
CONFIG = """
hand_over_channel: C0HAND
channels:
  C0STAFF: {staff_documents: true}
  C0YAYOI: {product: yayoi}
"""
Opening = Callable[..., AbstractContextManager[Sender]]


@pytest.fixture(scope="session")
def talking(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant, loaded once for all tests of Slack."""
    url = f"sqlite:///{tmp_path_factory.mktemp('slack')}/conversations.sqlite"
    return open_assistant(settings.model_copy(update={"database_url": url}))


@pytest.fixture
def server() -> Iterator[Server]:
    with slack_server() as running:
        yield running


@pytest.fixture
def slack_settings(settings: Settings, server: Server, tmp_path: Path) -> Settings:
    config = tmp_path / "slack.yaml"
    config.write_text(CONFIG, encoding="utf-8")
    return Settings(
        corpus_dir=settings.corpus_dir,
        data_dir=settings.data_dir,
        database_url=f"sqlite:///{tmp_path}/slack.sqlite",
        slack_bot_token=BOT_TOKEN,
        slack_app_token=APP_TOKEN,
        slack_signing_secret=SECRET,
        slack_config=config,
        slack_api_url=server.api,
    )


@pytest.fixture
def opening(server: Server, slack_settings: Settings, talking: Assistant) -> Opening:
    """Opens the app over HTTP, as often as a test restarts it; without an assistant it is being loaded."""

    @contextmanager
    def opened(assistant: Assistant | None = talking) -> Iterator[Sender]:
        def supplied(_: Settings) -> Assistant:
            if assistant is None:
                raise SnapshotError("there is no index yet")
            return assistant

        with served(create_app(slack_settings, supplied)) as address:
            sender = Sender(server, address)
            yield sender
            sender.close()

    return opened


@pytest.fixture
def slack(opening: Opening, server: Server) -> Iterator[Sender]:
    """Slack, with the app running; no call of the app may have been refused at the end."""
    with opening() as sender:
        yield sender
    assert server.workspace.refusals == []


def until(found: Callable[[], Any]) -> Any:
    """Waits until something is there."""
    last = time.monotonic() + PATIENCE_SECONDS
    while not (value := found()):
        assert time.monotonic() < last, "it does not come"
        time.sleep(0.02)
    return value


def answer_in(server: Server, channel: str, thread: str, number: int = 1) -> Data:
    """Waits for the answer of this number in a thread, until it stands complete."""

    def found() -> Data | None:
        standing = server.workspace.standing(channel, thread)
        complete = [each for each in standing if not each.get("streaming")]
        return complete[number - 1] if len(complete) >= number else None

    message: Data = until(found)
    return message
