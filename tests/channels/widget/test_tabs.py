"""Several tabs of one website, and pages that move or reload their widget."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.channels.browsers import needs_browser
from tests.channels.widget.visits import STORAGE_BLOCKED, ask, open_panel, type_in, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = needs_browser


@pytest.fixture
def first(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address) as shown:
        open_panel(shown)
        yield shown


@pytest.fixture
def second(first: Page, address: str) -> Page:
    """Another tab of the same browser, opened before anything was asked."""
    tab = first.context.new_page()
    tab.set_default_timeout(15_000)
    tab.goto(address)
    open_panel(tab)
    return tab


def wait_for(page: Page, held: list[Route], calls: int) -> None:
    """Waits until so many calls are held back."""
    for _ in range(300):
        if len(held) >= calls:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(held)} calls instead of {calls}")


def test_tabs_share_one_conversation(first: Page, second: Page) -> None:
    ask(first, "身代金は補償されますか?")
    second.locator("article.answer").wait_for()
    ask(second, "支払い方法は?")
    first.locator("article.answer").nth(1).wait_for()
    for tab in (first, second):
        assert [each.split("\n")[-1] for each in tab.locator(".question").all_inner_texts()] == [
            "身代金は補償されますか?",
            "支払い方法は?",
        ]


def test_a_question_asked_while_another_tab_is_followed_keeps_its_place(first: Page, second: Page) -> None:
    held: list[Route] = []
    first.route("**/api/v1/conversations/*", lambda route: held.append(route))
    ask(second, "身代金は補償されますか?")
    first.wait_for_function("JSON.parse(localStorage.getItem('coverage-assistant:launcher:yayoi')).last")
    wait_for(first, held, 1)
    first.route("**/api/v1/chat", lambda route: held.append(route))
    type_in(first, "支払い方法は?")
    first.locator(".question").wait_for()
    wait_for(first, held, 2)
    held[0].continue_()
    first.wait_for_timeout(300)
    assert first.locator(".question").all_inner_texts() == ["ご質問:\n支払い方法は?"]
    held[1].continue_()
    wait_for(first, held, 3)
    held[2].continue_()
    first.locator("article.answer").nth(1).wait_for()
    assert first.locator(".question").last.inner_text().endswith("支払い方法は?")


def test_what_is_deleted_in_one_tab_is_gone_from_all(first: Page, second: Page) -> None:
    ask(first, "身代金は補償されますか?")
    second.locator("article.answer").wait_for()
    second.get_by_role("button", name="会話を削除").click()
    second.get_by_role("button", name="削除する").click()
    first.locator("article.answer").wait_for(state="detached")
    assert first.locator(".intro .suggestions").is_visible()
    assert not first.get_by_role("button", name="会話を削除").is_visible()


def test_each_tab_has_its_own_draft_and_its_own_pending_question(first: Page, second: Page, address: str) -> None:
    first.locator(".composer textarea").fill("一つ目の下書き")
    second.locator(".composer textarea").fill("二つ目の下書き")
    first.reload()
    first.locator(".intro .of").wait_for()
    assert first.locator(".composer textarea").input_value() == "一つ目の下書き"
    # a question that one tab waits for has not been cut off for another
    first.evaluate("sessionStorage.setItem('coverage-assistant:launcher:yayoi', '{\"asked\": \"待ち\"}')")
    third = first.context.new_page()
    third.goto(address)
    open_panel(third)
    assert third.locator(".trouble").count() == 0


def test_an_element_that_is_moved_goes_on(browser: Browser, address: str) -> None:
    with visit(browser, address, before=STORAGE_BLOCKED) as page:
        open_panel(page)
        ask(page, "身代金は補償されますか?")
        page.evaluate("document.querySelector('main').append(document.querySelector('coverage-assistant'))")
        page.locator("article.answer").wait_for()


def test_deleting_takes_along_what_the_page_never_heard_of(first: Page, address: str, assistant_address: str) -> None:
    ask(first, "身代金は補償されますか?")
    kept = first.evaluate("JSON.parse(localStorage.getItem('coverage-assistant:launcher:yayoi'))")
    headers = {"Authorization": f"Bearer {kept['token']}", "Origin": address}
    # the connection broke before the answer came
    lost = httpx.post(f"{assistant_address}/api/v1/chat", json={"message": "支払い方法は?"}, headers=headers).json()
    path = f"{assistant_address}/api/v1/conversations/{lost['conversation_id']}"
    assert httpx.get(path, headers=headers).status_code == 200
    first.get_by_role("button", name="会話を削除").click()
    first.get_by_role("button", name="削除する").click()
    first.get_by_text("会話を削除しました。").wait_for()
    assert httpx.get(path, headers=headers).status_code == 404
