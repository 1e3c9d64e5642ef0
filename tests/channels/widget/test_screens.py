"""Phones, keyboards on the screen, notches, enlarged pages, motion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.channels.browsers import DESKTOP, PHONE, needs_browser
from tests.channels.widget.visits import ask, focused, open_panel, ready, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser
# a keyboard on the screen changes the visual viewport only; no desktop browser has one
VIEWPORT = """
  class Viewport extends EventTarget { height = innerHeight; offsetTop = 0; scale = 1; }
  Object.defineProperty(window, 'visualViewport', { value: new Viewport() });
  window.becomes = (changes) => {
    Object.assign(visualViewport, changes);
    visualViewport.dispatchEvent(new Event('resize'));
  };
"""
LOCKED = "getComputedStyle(document.documentElement).overflow === 'hidden'"


def place(page: Page, selector: str) -> tuple[float, float]:
    """Where a part of the widget begins and ends, from the top of the window."""
    box = page.locator(selector).bounding_box()
    assert box is not None, selector
    return box["y"], box["y"] + box["height"]


@pytest.mark.parametrize(
    "size", [(590, 430), (375, 330), (844, 390)], ids=["200%", "phone with keyboard", "phone on its side"]
)
def test_a_person_and_the_notice_stay_in_sight_on_low_screens(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    with visit(browser, address, size) as page:
        open_panel(page)
        ask(page, "支払い方法は?")
        for part in (".people", ".foot .fine", ".foot .link", ".composer textarea", "[part=close]"):
            top, bottom = place(page, part)
            assert 0 <= top < bottom <= size[1], part
        top, bottom = place(page, ".scroller")
        assert bottom - top > 150


def test_a_keyboard_on_the_screen_covers_nothing(browser: Browser, address: str) -> None:
    with visit(browser, address, PHONE, before=VIEWPORT) as page:
        open_panel(page)
        assert place(page, ".panel") == (0, PHONE[1])
        page.evaluate("becomes({ height: 480, offsetTop: 90 })")
        assert place(page, ".panel") == (90, 570)
        assert place(page, ".composer")[1] < 570
        # enlarging with two fingers moves over the panel and does not shrink it
        page.evaluate("becomes({ height: 240, offsetTop: 200, scale: 2 })")
        assert place(page, ".panel") == (90, 570)
        page.evaluate(f"becomes({{ height: {PHONE[1]}, offsetTop: 0, scale: 1 }})")
        assert place(page, ".panel") == (0, PHONE[1])


def test_notches_and_home_bars_cover_nothing(browser: Browser, address: str) -> None:
    with visit(browser, address, PHONE) as page:
        before = place(page, ".launcher")
        insets = {"top": 47, "bottom": 34, "left": 0, "right": 0}
        client = page.context.new_cdp_session(page)
        client.send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
        assert place(page, ".launcher")[1] == before[1] - 34
        open_panel(page)
        assert place(page, "[part=close]")[0] >= 47
        assert place(page, ".foot .fine")[1] <= PHONE[1] - 34


def test_the_page_behind_a_full_screen_does_not_scroll_until_it_is_closed(browser: Browser, address: str) -> None:
    with visit(browser, address, PHONE) as page:
        open_panel(page)
        assert page.evaluate(LOCKED)
        page.get_by_role("button", name="閉じる").click()
        assert not page.evaluate(LOCKED)
        page.locator(".launcher").click()
        page.locator("coverage-assistant").evaluate("(widget) => widget.remove()")
        assert not page.evaluate(LOCKED)
    with visit(browser, address, DESKTOP) as page:
        open_panel(page)
        assert not page.evaluate(LOCKED)


def test_on_a_phone_a_new_page_is_not_covered_but_a_reload_goes_on(browser: Browser, address: str) -> None:
    with visit(browser, address, PHONE) as page:
        open_panel(page)
        ask(page, "支払い方法は?")
        page.reload()
        page.locator("article.answer").wait_for()
        assert focused(page) == "title"
        page.goto(f"{address}?language=ja")
        page.locator(".launcher").wait_for()
        assert not page.locator(".panel").is_visible()
        page.locator(".launcher").click()
        page.locator("article.answer").wait_for()


def test_wide_tables_can_be_given_room(browser: Browser, address: str) -> None:
    with visit(browser, address, DESKTOP) as page:
        panel = open_panel(page)
        narrow = panel.evaluate("(node) => node.clientWidth")
        widen = page.get_by_role("button", name="幅を広げる")
        widen.click()
        assert widen.get_attribute("aria-pressed") == "true"
        assert panel.evaluate("(node) => node.clientWidth") > 2 * narrow
        widen.click()
        assert panel.evaluate("(node) => node.clientWidth") == narrow


@pytest.mark.parametrize("motion", [True, False], ids=["motion", "reduced motion"])
def test_nothing_moves_for_whoever_wants_no_motion(browser: Browser, address: str, motion: bool) -> None:
    with visit(browser, address, DESKTOP, motion=motion) as page:
        page.locator(".launcher").click()
        names = page.locator(".panel").evaluate("(node) => getComputedStyle(node).animationName")
        assert names == ("rise" if motion else "none")
        ready(page)
