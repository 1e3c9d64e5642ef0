"""The demo site: an agency's pages with the widget, and the page that configures it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant.channels.web.page import POLICY
from assistant.channels.web.widget import demo
from tests.channels.browsers import PHONE, needs_browser
from tests.channels.widget.visits import ask, open_panel, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(demo.__file__).with_name("demo")
PAGES = ("/demo/", "/demo/configure", "/demo/products/yayoi")


@pytest.fixture
def address(assistant_address: str) -> str:
    return assistant_address


@pytest.mark.parametrize("path", [*PAGES, "/demo/site.css", "/demo/configure.js"])
def test_pages_and_files_come_with_the_policy(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("path", ["/demo/nope", "/demo/products/", "/demo/../demo.py", "/demo/products/Ä"])
def test_other_addresses_are_not_there(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nothing_in_the_pages_is_inline() -> None:
    for file in FOLDER.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not [each for each in ("<style", "style=", "onclick", "javascript:") if each in text], file.name


@needs_browser
def test_each_product_has_a_page_whose_widget_is_about_it(
    browser: Browser, client: httpx.Client, address: str
) -> None:
    with visit(browser, f"{address}/demo/") as page:
        links = page.locator("#list a")
        links.first.wait_for()
        assert links.count() == len(client.get("/api/v1/products").json())
        links.get_by_text("弥生").or_(links.first).first.click()
        page.locator("#list button").first.wait_for()
        question = page.locator("#list button").first.inner_text()
        page.locator("#list button").first.click()
        page.locator("article.answer").wait_for()
        assert page.locator(".question").inner_text().endswith(question)
        assert page.locator("coverage-assistant").count() == 1
        assert page.locator(".intro .of").inner_text() == page.locator("h1").inner_text()


@needs_browser
def test_what_is_configured_is_shown_and_written_to_copy(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/demo/configure") as page:
        page.get_by_label("商品").locator("option").nth(1).wait_for(state="attached")
        page.get_by_label("商品").select_option("chuokai")
        page.get_by_label("色調").select_option("dark")
        page.get_by_label("ボタンの文字").fill('"相談" & 質問')
        page.get_by_label("ボタンの文字").press("Tab")
        page.locator(".intro .of").wait_for()
        expected = (
            f'<script type="module" src="{address}/widget.js" data-product="chuokai" data-theme="dark" '
            'data-label="&quot;相談&quot; &amp; 質問" async></script>'
        )
        assert page.locator("#snippet").input_value() == expected
        page.get_by_label("商品").evaluate("() => { window.shown = document.querySelector('coverage-assistant'); }")
        page.locator("[name=accent]").fill("#ffcc00")
        page.get_by_label("角の丸み").press("ArrowLeft")
        assert "--ca-radius: 13px" in page.locator("#snippet").input_value()
        # a colour that is tried out does not interrupt a conversation
        assert page.evaluate("window.shown.isConnected")
        page.get_by_label("角の丸み").press("ArrowRight")
        page.get_by_text("もう少し濃い色").wait_for()
        page.get_by_label("表示").select_option("inline")
        written = page.locator("#snippet").input_value()
        assert "coverage-assistant { --ca-accent: #ffcc00; --ca-on-accent: #000000; }" in written
        assert '<coverage-assistant product="chuokai" mode="inline" theme="dark"' in written
        assert page.locator("#preview coverage-assistant .panel").is_visible()
        colour = page.locator(".send, [part=send]").evaluate("(button) => getComputedStyle(button).backgroundColor")
        assert colour == "rgb(255, 204, 0)"


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_pages(browser: Browser, address: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for path in PAGES:
        with visit(browser, f"{address}{path}", scheme=scheme) as page:
            page.locator("#list li, #options option[value=yayoi]").first.wait_for(state="attached")
            found = [each["id"] for each in Axe().run(page).response["violations"]]
            assert found == [], path


@needs_browser
def test_the_snippet_works_as_it_stands(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}/demo/products/chuokai", PHONE) as page:
        open_panel(page)
        assert ask(page, "保険料の目安は?").get_attribute("aria-label") == "回答"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
