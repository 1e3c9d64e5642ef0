"""A website of another origin that embeds the widget, and the assistant that lets it: one of each for all tests here.

They hold for the package and not for the session, as a browser of Playwright keeps tests of other packages from
running event loops of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant.channels.web.app import create_app
from assistant.settings import Settings
from tests.channels.browsers import launched
from tests.channels.serving import served, wait_until_ready
from tests.channels.widget.origins import ORIGINS
from tests.channels.widget.website import Website

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MANY = 100_000


@pytest.fixture(scope="package")
def website() -> Iterator[Website]:
    with Website.served() as site:
        yield site


@pytest.fixture(scope="package")
def assistant_address(
    settings: Settings, website: Website, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A real assistant that lists the website's origin; the website's pages embed its widget."""
    folder = tmp_path_factory.mktemp("widget")
    own = settings.model_copy(
        update={
            "database_url": f"sqlite:///{folder}/conversations.sqlite",
            "widget_origins": {website.origin: None, **ORIGINS},
            "widget_questions_per_minute": MANY,
            "widget_questions_per_address_day": MANY,
            "widget_sessions_per_hour": MANY,
        }
    )
    with served(create_app(own)) as address:
        with httpx.Client(base_url=address, timeout=60) as waiting:
            wait_until_ready(waiting)
        website.assistant = address
        yield address


@pytest.fixture
def address(website: Website, assistant_address: str) -> str:
    """Where the website is, with the assistant running elsewhere."""
    assert assistant_address != website.origin
    return website.origin


@pytest.fixture(scope="package")
def client(assistant_address: str) -> Iterator[httpx.Client]:
    """Speaks to that assistant."""
    with httpx.Client(base_url=assistant_address, timeout=60) as speaking:
        yield speaking


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened
