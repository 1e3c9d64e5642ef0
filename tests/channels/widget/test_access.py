"""The widget without a mouse, without eyes, with an input method, and on small or enlarged screens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.channels.browsers import DESKTOP, PHONE, needs_browser
from tests.channels.widget.visits import ask, open_panel, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser
ACTIVE = "document.querySelector('coverage-assistant').shadowRoot.activeElement"
# of all texts on the screen: foreground and background as painted, and their ratio after WCAG
CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const painted = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const root = document.querySelector('coverage-assistant').shadowRoot;
  const found = [];
  for (const element of root.querySelectorAll('.panel *')) {
    const text = [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('').trim();
    if (!text || !element.checkVisibility() || element.closest('[inert], .unseen') || element.disabled) continue;
    const behind = [];
    for (let each = element; each instanceof Element; each = each.parentElement)
      behind.unshift(getComputedStyle(each).backgroundColor);
    const ground = painted(['white', ...behind]);
    const ink = painted(['white', ...behind, getComputedStyle(element).color]);
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
    found.push([text.slice(0, 20), element.className, Math.round((a + 0.05) / (b + 0.05) * 100) / 100]);
  }
  return found;
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with visit(browser, address) as shown:
        yield shown


def violations(page: Page) -> list[tuple[str, object]]:
    """What axe-core finds: the rule, and where."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [(each["id"], [(node["target"], node["failureSummary"]) for node in each["nodes"]]) for each in found]


def full(page: Page) -> None:
    """Answers of every kind, with a quote and reasons open."""
    ask(page, "身代金は補償されますか?").locator(".mark").first.click()
    ask(page, "弥生の有料プランに加入できますか? 売上8,000万円の製造業です").get_by_text("判定の理由").click()
    ask(page, "中央会のベーシックプランとワイドプランの違いは?")
    ask(page, "中央会プランの建設業、売上10億円、セット3、ワイドプランの保険料は?")


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop-light", "phone-dark"]
)
def test_axe_and_our_own_measure_find_nothing(
    browser: Browser, address: str, size: tuple[int, int], scheme: str
) -> None:
    with visit(browser, address, size, scheme=scheme) as page:
        assert violations(page) == []
        open_panel(page)
        for look in ("form", "answers", "people", "removal"):
            if look == "form":
                page.get_by_text("加入できるか調べる").click()
                page.get_by_text("この条件で調べる").locator("visible=true").click()
                page.get_by_role("combobox", name="業種").locator("visible=true").fill("歯科")
                page.get_by_role("option").first.wait_for()
            if look == "answers":
                full(page)
            if look == "people":
                page.get_by_role("button", name="担当者に相談").click()
            if look == "removal":
                page.keyboard.press("Escape")
                page.get_by_role("button", name="会話を削除").click()
            assert violations(page) == [], look
            contrasts = page.evaluate(CONTRASTS)
            assert len(contrasts) > 3
            weak = [each for each in contrasts if each[2] < 4.5]
            assert not weak, json.dumps(weak, ensure_ascii=False)


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone-light", "desktop-dark"]
)
def test_axe_finds_nothing_in_english_nor_inline(
    browser: Browser, address: str, size: tuple[int, int], scheme: str
) -> None:
    with visit(browser, f"{address}?language=en", size, locale="en-US", scheme=scheme) as page:
        open_panel(page)
        page.get_by_text("Look up a premium").click()
        assert violations(page) == []
        ask(page, "Is a ransom payment covered?").locator(".mark").first.click()
        assert violations(page) == []
    body = '<coverage-assistant mode="inline" product="yayoi" locale="en"></coverage-assistant>'
    inline = str(httpx.URL(f"{address}/elements", params={"body": body, "language": "en"}))
    with visit(browser, inline, size, locale="en-US", scheme=scheme) as page:
        page.locator(".intro .of").wait_for()
        ask(page, "Is a ransom payment covered?")
        assert violations(page) == []
        assert [each for each in page.evaluate(CONTRASTS) if each[2] < 4.5] == []


def test_everything_is_reached_by_keyboard_and_escape_gives_the_focus_back(page: Page) -> None:
    page.locator("#own").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".intro .of").wait_for()
    assert page.evaluate(f"{ACTIVE}.localName") == "textarea"
    page.keyboard.type("身代金は補償されますか?")
    page.keyboard.press("Enter")
    page.locator("article.answer").wait_for()
    assert page.evaluate(f"{ACTIVE}.localName") == "textarea"
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        name = page.evaluate(f"{ACTIVE} ? {ACTIVE}.ariaLabel || {ACTIVE}.innerText : ''")
        reached.append(str(name))
        if name == "会話を削除":
            break
    for name in ("閉じる", "会話を削除", "出典1を開く", "役に立った", "会話"):
        assert name in reached, (name, reached)
    page.keyboard.press("Escape")
    assert not page.locator(".panel").is_visible()
    assert page.evaluate(f"{ACTIVE}.className") == "launcher"
    page.keyboard.press("Tab")
    assert page.evaluate(ACTIVE) is None


def test_on_a_phone_the_focus_stays_in_the_panel_and_on_a_desktop_it_may_leave(
    browser: Browser, address: str
) -> None:
    with visit(browser, address, PHONE) as page:
        open_panel(page)
        panel = page.locator(".panel")
        assert panel.get_attribute("aria-modal") == "true"
        assert page.evaluate(f"{ACTIVE}.id") == "title"
        box = panel.bounding_box()
        assert box is not None
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, *PHONE)
        for key in ("Shift+Tab", "Tab"):
            for _ in range(30):
                page.keyboard.press(key)
                assert page.evaluate(f"{ACTIVE} !== null")
    with visit(browser, address) as page:
        assert open_panel(page).get_attribute("aria-modal") is None


def test_a_sheet_takes_the_focus_and_gives_it_back(page: Page) -> None:
    open_panel(page)
    page.get_by_role("button", name="担当者に相談").press("Enter")
    assert page.evaluate(f"{ACTIVE}.localName") == "h2"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert not page.get_by_role("dialog", name="担当者に相談").is_visible()
    assert page.evaluate(f"{ACTIVE}.innerText") == "担当者に相談"


def test_a_finished_answer_is_announced_once(page: Page) -> None:
    open_panel(page)
    page.locator(".log").evaluate(
        """(log) => {
          window.added = [];
          new MutationObserver((changes) => {
            for (const { addedNodes, target } of changes)
              for (const each of addedNodes)
                if (!target.closest?.('[aria-hidden=true]') && each.ariaHidden !== 'true') added.push(each.className);
          }).observe(log, { childList: true, subtree: true });
        }"""
    )
    ask(page, "身代金は補償されますか?")
    assert page.locator(".log").get_attribute("role") == "log"
    assert page.evaluate("added") == ["question", "answer"]
    assert page.locator(".draft").count() == 0


def test_enter_that_an_input_method_takes_does_not_send(page: Page) -> None:
    open_panel(page)
    field = page.locator(".composer textarea")
    field.focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "みのしろきん", "selectionStart": 6, "selectionEnd": 6})
    assert field.input_value() == "みのしろきん"
    composing = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    field.dispatch_event("keydown", composing)
    client.send("Input.insertText", {"text": "身代金"})
    # Safari ends the composition before the key that ended it
    field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True, "cancelable": True})
    assert field.input_value() == "身代金"
    assert page.locator(".question").count() == 0
    field.press("Shift+Enter")
    assert field.input_value() == "身代金\n"
    field.press("Enter")
    page.locator("article.answer").wait_for()
    assert page.locator(".question").count() == 1


def test_enter_that_an_input_method_takes_chooses_no_industry(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}?attributes=data-product=chuokai") as page:
        open_panel(page)
        page.get_by_text("保険料の目安を調べる").click()
        industry = page.get_by_role("combobox", name="業種")
        industry.fill("工務店")
        page.get_by_role("option").first.wait_for()
        industry.press("ArrowDown")
        industry.dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True, "cancelable": True})
        assert industry.input_value() == "工務店"
        assert page.get_by_role("listbox").is_visible()
        industry.press("Escape")
        assert not page.get_by_role("listbox").is_visible()
        assert page.locator(".panel").is_visible()


@pytest.mark.parametrize("size", [(320, 640), (590, 430)], ids=["320px", "200%"])
def test_nothing_scrolls_sideways_on_small_or_enlarged_screens(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    with visit(browser, f"{address}?attributes=data-product=chuokai", size) as page:
        open_panel(page)
        ask(page, "ベーシックプランとワイドプランの違いは?").locator(".mark").first.click()
        ask(page, "弥生の有料プランに加入できますか? 売上8,000万円の製造業です")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator(".scroller").evaluate("(box) => box.scrollWidth <= box.clientWidth")
        box = page.locator(".composer textarea").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size[1]
        shown = page.locator(".scroller").bounding_box()
        assert shown is not None
        assert shown["height"] > 120
