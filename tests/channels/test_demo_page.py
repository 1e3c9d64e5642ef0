"""The demo page in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from assistant.agent.turn import Listener, Turn
from assistant.answers import Answer, ContactBlock, Paragraph
from assistant.channels.web.app import create_app
from assistant.channels.web.page import POLICY
from assistant.settings import Settings
from tests.channels.browsers import DESKTOP, PHONE, launched, needs_browser
from tests.channels.scripted import ANSWER, fails_late, scripted
from tests.channels.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PAGE = Path(__file__).parents[2] / "assistant" / "channels" / "web" / "page"


def test_the_page_and_its_files_come_with_the_policy(client: httpx.Client) -> None:
    for path in ("/", *(f"/page/{file.name}" for file in PAGE.iterdir())):
        response = client.get(path)
        assert response.status_code == 200
        assert response.headers["content-security-policy"] == POLICY
        assert client.get(path, headers={"If-None-Match": response.headers["etag"]}).status_code == 304
    assert client.get("/page/nope.js").status_code == 404
    assert client.get("/page/../chat.py").status_code == 404


def test_nothing_in_the_page_is_inline_or_made_of_html() -> None:
    markup = (PAGE / "index.html").read_text(encoding="utf-8")
    for forbidden in ("<style", "style=", "onclick", "onload", "javascript:"):
        assert forbidden not in markup
    for script in PAGE.glob("*.js"):
        for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", ".style"):
            assert forbidden not in script.read_text(encoding="utf-8"), script.name


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@contextmanager
def opened(
    browser: Browser, address: str, size: tuple[int, int] = DESKTOP, locale: str = "ja-JP", forgives: str = "\x00"
) -> Iterator[Page]:
    """The page, which must not have caused an error in the browser's console but those that begin as said."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    page.locator("#name:not(:empty)").wait_for()
    yield page
    context.close()
    assert [each for each in wrong if not each.startswith(forgives)] == []


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(browser: Browser, client: httpx.Client, request: pytest.FixtureRequest) -> Iterator[Page]:
    with opened(browser, str(client.base_url), request.param) as shown:
        yield shown


def ask(page: Page, question: str) -> Locator:
    """The answer to a question, once it is there."""
    before = page.locator(".answer").count()
    page.locator("#message").fill(question)
    page.locator("#message").press("Enter")
    answer = page.locator(".answer").nth(before)
    answer.locator(".feedback, .error").wait_for()
    return answer


@needs_browser
def test_a_question_is_answered_with_a_verdict_and_sources_that_open(page: Page) -> None:
    answer = ask(page, "身代金は補償されますか?")
    assert answer.locator(".badge").inner_text() == "✕ 補償の対象外"
    quote = answer.locator("blockquote").first
    assert not quote.is_visible()
    answer.locator(".marker").first.click()
    assert quote.is_visible()
    assert "身代金" in quote.inner_text()
    assert "重要事項説明書" in answer.locator(".notice").inner_text()


@needs_browser
def test_plans_stand_side_by_side_in_a_table(page: Page) -> None:
    answer = ask(page, "中央会のベーシックプランとワイドプランの違いは?")
    headings = answer.locator("table").filter(has_text="項目").first.locator("thead th")
    assert {"ベーシックプラン", "ワイドプラン"} <= set(headings.all_inner_texts())
    overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert page.evaluate(overflow) is False


@needs_browser
def test_suggestions_are_asked_with_a_click(page: Page) -> None:
    suggestion = page.locator(".suggestions button").first
    question = suggestion.inner_text()
    suggestion.click()
    assert page.locator(".question").inner_text() == question
    page.locator(".feedback").wait_for()


@needs_browser
def test_feedback_is_taken_with_a_reason(page: Page) -> None:
    answer = ask(page, "身代金は補償されますか?")
    with page.expect_response("**/api/v1/feedback") as rated:
        answer.get_by_label("役に立たなかった").click()
    assert rated.value.status == 204
    answer.get_by_label("理由（任意）").fill("わかりにくい")
    with page.expect_response("**/api/v1/feedback") as explained:
        answer.get_by_text("理由を送る").click()
    assert explained.value.status == 204
    assert "ありがとうございました" in answer.locator(".feedback").inner_text()


@needs_browser
def test_enter_that_ends_a_composition_does_not_send(page: Page) -> None:
    field = page.locator("#message")
    field.fill("みのしろきん")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})
    field.press("Shift+Enter")
    assert field.input_value() == "みのしろきん\n"
    assert page.locator(".question").count() == 0
    field.press("Enter")
    assert page.locator(".question").count() == 1
    page.locator(".feedback").wait_for()


@needs_browser
def test_a_conversation_outlives_a_reload_until_it_is_deleted(page: Page, client: httpx.Client) -> None:
    with page.expect_response("**/api/v1/chat"):
        ask(page, "身代金は補償されますか?")
    conversation = page.evaluate("localStorage.getItem('assistant.conversation')")
    page.reload()
    page.locator(".feedback").wait_for()
    assert page.locator(".question").inner_text() == "身代金は補償されますか?"
    page.locator("#remove").click()
    page.get_by_text("会話を削除しました。").wait_for()
    assert page.locator(".question").count() == 0
    assert client.get(f"/api/v1/conversations/{conversation}").status_code == 404


@needs_browser
def test_the_product_pins_questions_and_contacts(page: Page) -> None:
    page.locator("#product").select_option("yayoi")
    page.locator("#people summary").click()
    assert page.locator("#people a[href='tel:0120008588']").is_visible()
    with page.expect_request("**/api/v1/chat") as sent:
        ask(page, "支払い方法は?")
    assert (sent.value.post_data_json or {})["product"] == "yayoi"


@needs_browser
def test_english_is_spoken_to_an_english_browser(browser: Browser, client: httpx.Client) -> None:
    with opened(browser, str(client.base_url), locale="en-US") as page:
        assert page.locator("#name").inner_text() == "Cyber insurance assistant"
        assert ask(page, "Is a ransom payment covered?").locator(".badge").inner_text() == "✕ Not covered"
        assert page.evaluate("document.documentElement.lang") == "en"


def hostile(_: Turn, __: Listener) -> Answer:
    text = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    contact = ContactBlock(label=text, url="javascript:alert(3)", phone="0120-000-000<b>")
    return ANSWER.model_copy(
        update={"blocks": (Paragraph(text=text), contact), "suggestions": (text,), "notice": text}
    )


@needs_browser
def test_markup_in_an_answer_stays_text(browser: Browser) -> None:
    with served(create_app(Settings(), scripted(hostile))) as address, opened(browser, address) as page:
        answer = ask(page, "<b>x</b>")
        assert answer.locator("p").nth(1).inner_text().startswith("<img src=x onerror=alert(1)>")
        assert page.locator("img, b, .answer script, a[href^='javascript']").count() == 0
        assert answer.locator("a").get_attribute("href") == "tel:0120000000"


@needs_browser
def test_where_all_need_a_token_the_page_gets_one(browser: Browser, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, widget_tokens="all")
    with served(create_app(settings, scripted(lambda *_: ANSWER))) as address:
        refused = "Failed to load resource: the server responded with a status of 401"
        with opened(browser, address, forgives=refused) as page:
            assert ask(page, "身代金は?").locator(".badge").inner_text() == "✕ 補償の対象外"


@needs_browser
def test_a_failure_is_said_and_can_be_tried_again(browser: Browser) -> None:
    with served(create_app(Settings(), scripted(fails_late))) as address, opened(browser, address) as page:
        answer = ask(page, "x")
        assert "ただいま回答できません" in answer.locator(".error").inner_text()
        answer.get_by_text("もう一度試す").click()
        page.locator(".error").nth(1).wait_for()
