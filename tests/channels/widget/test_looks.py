"""Themes, parts, and what the documentation says of them; pictures of the widget to look at."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant.channels.web.widget.script import SOURCES
from tests.channels.browsers import DESKTOP, PHONE, needs_browser
from tests.channels.widget.visits import ask, open_panel, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DOCUMENTED = (Path(__file__).parents[3] / "docs" / "widget.md").read_text(encoding="utf-8")
PICTURES = "WIDGET_PICTURES"
"""Environment variable: a folder for the pictures; else they are thrown away."""


def sources() -> str:
    return "".join(file.read_text(encoding="utf-8") for file in sorted(SOURCES.glob("*.js")))


def test_the_documentation_names_all_parts_and_properties_and_no_others() -> None:
    written = {name for names in re.findall(r'part: ["`]([^"`]+)["`]', sources()) for name in names.split()}
    verdicts = {"badge-covered", "badge-not_covered", "badge-conditional"}
    parts = DOCUMENTED.partition("`::part()`: ")[2].partition("\n")[0]
    assert set(re.findall(r"`([\w-]+)`", parts)) == {each for each in written if "$" not in each} | verdicts
    style = (SOURCES / "style.css").read_text(encoding="utf-8")
    assert set(re.findall(r"`(--ca-[\w-]+)`", DOCUMENTED)) == set(re.findall(r"--ca-[\w-]+", style))


def test_the_documentation_names_all_attributes() -> None:
    listed = re.search(r"const NAMES = \[(.*?)\]", (SOURCES / "config.js").read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    table = DOCUMENTED.partition("| attribute | |")[2].partition("\n\n")[0]
    first = " ".join(line.split("|")[1] for line in table.strip().split("\n")[1:])
    assert set(re.findall(r'"([\w-]+)"', listed[1])) == set(re.findall(r"`([\w-]+)`", first))


@needs_browser
def test_a_website_gives_it_its_own_colours_and_shapes(browser: Browser, address: str) -> None:
    with visit(browser, str(httpx.URL(address, params={"themed": "1"}))) as page:
        launcher = page.locator(".launcher")
        assert launcher.evaluate("(node) => getComputedStyle(node).backgroundColor") == "rgb(122, 31, 61)"
        assert launcher.evaluate("(node) => getComputedStyle(node).borderRadius") == "0px"
        panel = open_panel(page)
        assert panel.evaluate("(node) => getComputedStyle(node).borderRadius") == "10px"


@needs_browser
@pytest.mark.parametrize(
    ("size", "name", "scheme", "language"),
    [
        (DESKTOP, "desktop", "light", "ja"),
        (DESKTOP, "desktop", "dark", "en"),
        (PHONE, "phone", "dark", "ja"),
        (PHONE, "phone", "light", "en"),
    ],
)
def test_pictures_to_look_at(
    browser: Browser,
    address: str,
    assistant_address: str,
    tmp_path: Path,
    size: tuple[int, int],
    name: str,
    scheme: str,
    language: str,
) -> None:
    folder = Path(os.environ.get(PICTURES, tmp_path))
    question = {"ja": "身代金は補償されますか?", "en": "Is a ransom payment covered?"}[language]
    locale = {"ja": "ja-JP", "en": "en-US"}[language]
    shown = {"ja": f"{assistant_address}/demo/products/yayoi", "en": f"{address}?language=en"}[language]
    with visit(browser, shown, size, locale=locale, scheme=scheme, scale=1.5) as page:
        open_panel(page)
        ask(page, question).locator(".mark").first.click()
        picture = page.screenshot(path=folder / f"{name}-{scheme}-{language}.png")
        assert len(picture) > 20_000
        wish = {"ja": "有料プランに入れますか", "en": "Can we join the paid plan?"}[language]
        ask(page, wish).locator("form").evaluate("(form) => form.scrollIntoView({ block: 'end' })")
        picture = page.screenshot(path=folder / f"{name}-{scheme}-{language}-form.png")
        assert len(picture) > 20_000
