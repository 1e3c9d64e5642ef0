"""Where the focus goes when what had it is gone, and where it comes back to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.channels.browsers import needs_browser
from tests.channels.widget.visits import ask, focused, open_panel, visit
from tests.channels.widget.website import Website

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser


@pytest.fixture
def page(browser: Browser, website: Website, assistant_address: str) -> Iterator[Page]:
    assert assistant_address
    with visit(browser, website.origin) as shown:
        yield shown


def test_a_suggestion_chosen_by_keyboard_leaves_the_focus_in_the_chat(page: Page) -> None:
    open_panel(page)
    page.locator(".suggestions button").first.press("Enter")
    answer = page.locator("article.answer")
    answer.wait_for()
    assert focused(page) == "scroller"
    answer.get_by_role("button", name="役に立った", exact=True).press("Enter")
    page.get_by_text("ご意見をありがとうございました。").wait_for()
    assert focused(page) == "scroller"
    page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()


def test_the_focus_of_the_page_is_left_alone_when_an_answer_comes(page: Page) -> None:
    open_panel(page)
    page.locator(".suggestions button").first.click()
    page.locator("#own").focus()
    page.locator("article.answer").wait_for()
    assert page.evaluate("document.activeElement.id") == "own"


def test_closing_gives_the_focus_back_to_whoever_opened(page: Page) -> None:
    page.locator("#own").evaluate(
        "(own) => own.addEventListener('click', () => document.querySelector('coverage-assistant').open())"
    )
    page.locator("#own").press("Enter")
    page.locator(".intro .of").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()
    assert page.evaluate("document.activeElement.id") == "own"


def test_a_page_that_closes_the_chat_takes_no_focus_away(page: Page) -> None:
    open_panel(page)
    page.locator("#own").focus()
    page.evaluate("document.querySelector('coverage-assistant').close()")
    assert page.evaluate("document.activeElement.id") == "own"


def test_escape_closes_after_a_click_on_mere_text_but_not_while_an_input_method_composes(page: Page) -> None:
    open_panel(page)
    page.locator(".names p").click()
    field = page.locator(".composer textarea")
    # Safari ends a composition before the key that ended it
    field.dispatch_event("keydown", {"key": "Escape", "keyCode": 229, "bubbles": True, "cancelable": True})
    assert page.locator(".panel").is_visible()
    page.locator(".names p").click()
    page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()


def test_tab_stays_in_a_sheet(page: Page) -> None:
    open_panel(page)
    page.get_by_role("button", name="重要事項・個人情報").press("Enter")
    sheet = page.get_by_role("dialog", name="このチャットについて")
    sheet.wait_for()
    for key in ("Tab", "Tab", "Shift+Tab", "Shift+Tab"):
        page.keyboard.press(key)
        assert sheet.evaluate("(node) => node.contains(node.getRootNode().activeElement)"), key
    page.keyboard.press("Escape")
    assert page.locator(".panel").is_visible()
    assert focused(page) == "link"


def test_a_form_that_is_sent_leaves_the_focus_in_the_chat(page: Page) -> None:
    open_panel(page)
    form = ask(page, "有料プランに入れますか").locator("details.ask[open] form")
    form.get_by_role("combobox", name="業種").fill("製造業")
    form.get_by_label("年間売上高").fill("8000万円")
    form.get_by_label("年間売上高").press("Enter")
    page.locator("article.answer").nth(1).wait_for()
    assert focused(page) == "scroller"
