"""Visits of people to pages with the widget."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.channels.browsers import DESKTOP

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

REPORTED = (
    "window.violations = []; addEventListener('securitypolicyviolation', (e) => violations.push(e.blockedURI));"
)

STORAGE_BLOCKED = """
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });
"""


@contextmanager
def visit(
    browser: Browser,
    address: str,
    size: tuple[int, int] = DESKTOP,
    *,
    locale: str = "ja-JP",
    scheme: str = "light",
    motion: bool = False,
    scale: float = 1,
    before: str = "",
    forgives: tuple[str, ...] = (),
) -> Iterator[Page]:
    """A page, which must not break its policy nor cause an error in the console but those that begin as said."""
    wrong: list[str] = []
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="no-preference" if motion else "reduce",
    )
    context.add_init_script(REPORTED + before)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    yield page
    violations = page.evaluate("window.violations")
    context.close()
    assert not violations, violations
    unforgiven = [each for each in wrong if not each.startswith(forgives)]
    assert not unforgiven, unforgiven


def open_panel(page: Page) -> Locator:
    """The panel after a click on the launcher, with what the server says first."""
    page.locator(".launcher").click()
    return ready(page)


def ready(page: Page) -> Locator:
    """The panel, once the server has said what to show."""
    panel = page.locator(".panel").first
    panel.wait_for()
    panel.locator(".intro .quiet").wait_for(state="detached")
    return panel


def focused(page: Page) -> str:
    """What has the focus in the widget: id, class or name of the element; empty where nothing has."""
    found = page.evaluate(
        """() => {
          const active = document.querySelector('coverage-assistant').shadowRoot.activeElement;
          return active ? active.id || active.className || active.localName : '';
        }"""
    )
    return str(found)


def type_in(page: Page, question: str) -> None:
    """Types a question and presses Enter."""
    field = page.locator(".composer textarea")
    field.fill(question)
    field.press("Enter")


def ask(page: Page, question: str) -> Locator:
    """The answer to a question, or what is said in its place, once it is there."""
    before = page.locator("article.answer").count() + page.locator(".log .trouble").count()
    type_in(page, question)
    shown = page.locator("article.answer, .log .trouble").nth(before)
    shown.wait_for()
    return shown
