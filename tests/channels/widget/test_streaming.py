"""What comes over the wire in pieces, late, half or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from starlette.requests import Request
from starlette.responses import Response

from tests.channels.browsers import needs_browser
from tests.channels.widget.streaming import ALIVE, BLOCK, DONE, Piece, Written, writing
from tests.channels.widget.visits import ask, open_panel, type_in, visit
from tests.channels.widget.website import Website

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = needs_browser
UNTIL_ALLOWED: Piece = 30.0
TEXT = "身代金は補償の対象外です。"


@pytest.fixture(scope="module")
def website() -> Iterator[Website]:
    """One whose pages embed the widget of this or that assistant."""
    with Website.served() as site:
        yield site


@contextmanager
def reading(browser: Browser, website: Website, folder: Path, written: Written) -> Iterator[Page]:
    """A page whose widget reads what `written` says."""
    with writing(website.origin, folder, written) as website.assistant:
        forgives = ("Failed to load resource: the server responded with a status of 503",)
        with visit(browser, f"{website.origin}?attributes=", forgives=forgives) as page:
            yield page


def be_patient(page: Page, milliseconds: int) -> None:
    """Only for what is asked from now on, so that a slow machine has time for the rest."""
    page.evaluate(f"document.querySelector('coverage-assistant').api.timeout = {milliseconds}")


def pieces(*all_: Piece) -> Callable[[], Iterator[Piece]]:
    return lambda: iter(all_)


def test_blocks_are_shown_before_the_answer_is_whole_and_are_not_read_out(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    written = Written(pieces(BLOCK, UNTIL_ALLOWED, DONE), threading.Event())
    with reading(browser, website, tmp_path, written) as page:
        open_panel(page)
        type_in(page, "身代金は?")
        draft = page.locator(".draft", has_text=TEXT)
        draft.wait_for()
        assert draft.get_attribute("aria-hidden") == "true"
        assert page.locator("article.answer").count() == 0
        written.go_on.set()
        page.locator("article.answer", has_text=TEXT).wait_for()
        assert page.locator(".draft").count() == 0


def test_events_may_be_cut_anywhere(browser: Browser, website: Website, tmp_path: Path) -> None:
    whole = ALIVE + (BLOCK + DONE).replace(b"\n", b"\r\n")
    cut = [whole[at : at + 7] for at in range(0, len(whole), 7)]
    with reading(browser, website, tmp_path, Written(pieces(*cut), threading.Event())) as page:
        open_panel(page)
        assert TEXT in ask(page, "身代金は?").inner_text()


def test_a_stream_that_breaks_off_is_said_and_what_came_of_it_is_taken_back(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    with reading(browser, website, tmp_path, Written(pieces(BLOCK), threading.Event())) as page:
        open_panel(page)
        assert "通信できませんでした" in ask(page, "身代金は?").inner_text()
        assert page.locator(".draft").count() == 0
        assert page.locator(".composer textarea").is_enabled()


def test_mere_signs_of_life_do_not_keep_a_person_waiting_forever(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    alive: list[Piece] = [ALIVE, 0.3] * 100
    with reading(browser, website, tmp_path, Written(pieces(*alive), threading.Event())) as page:
        open_panel(page)
        be_patient(page, 600)
        assert "時間がかかっています" in ask(page, "身代金は?").inner_text()


def test_a_server_that_takes_calls_and_says_nothing_is_given_up(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    silent = threading.Event()
    silent.set()

    def before(request: Request) -> float | None:
        return 20.0 if silent.is_set() and request.url.path.endswith("/widget/start") else None

    written = Written(pieces(DONE), threading.Event(), before)
    with reading(browser, website, tmp_path, written) as page:
        page.locator(".launcher").wait_for()
        be_patient(page, 600)
        page.locator(".launcher").click()
        page.get_by_text("時間がかかっています").wait_for()
        silent.clear()
        be_patient(page, 60_000)
        page.get_by_text("もう一度試す").click()
        page.locator(".intro .trouble").wait_for(state="detached")
        assert TEXT in ask(page, "身代金は?").inner_text()


def test_waiting_for_a_session_can_be_stopped(browser: Browser, website: Website, tmp_path: Path) -> None:
    slow = threading.Event()

    def before(request: Request) -> float | None:
        return 20.0 if slow.is_set() and request.url.path.endswith("/widget/session") else None

    with reading(browser, website, tmp_path, Written(pieces(DONE), threading.Event(), before)) as page:
        open_panel(page)
        slow.set()
        page.evaluate("localStorage.clear()")
        type_in(page, "身代金は?")
        page.get_by_role("button", name="中止").click()
        page.get_by_text("回答を中止しました。").wait_for()


def test_a_server_that_is_still_loading_is_waited_for(browser: Browser, website: Website, tmp_path: Path) -> None:
    refused: list[str] = []

    def before(request: Request) -> Response | None:
        if len(refused) >= 2 or not request.url.path.endswith("/widget/start"):
            return None
        refused.append(request.url.path)
        return Response(status_code=503, headers={"Retry-After": "1"})

    with reading(browser, website, tmp_path, Written(pieces(DONE), threading.Event(), before)) as page:
        open_panel(page)
        assert len(refused) == 2
        assert page.locator(".trouble").count() == 0
        assert TEXT in ask(page, "身代金は?").inner_text()
