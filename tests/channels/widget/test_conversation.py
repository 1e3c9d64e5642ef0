"""The widget on a website of another origin, in front of a real assistant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.channels.browsers import DESKTOP, PHONE, needs_browser
from tests.channels.widget.visits import STORAGE_BLOCKED, ask, open_panel, visit
from tests.channels.widget.website import Website

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_browser
KEPT = "JSON.parse(localStorage.getItem('coverage-assistant:launcher:yayoi'))"
INLINE = '<coverage-assistant mode="inline" product="chuokai"></coverage-assistant>'
OVERFLOW = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with visit(browser, address, request.param) as shown:
        open_panel(shown)
        yield shown


def test_it_begins_with_the_product_of_the_page(page: Page) -> None:
    assert page.locator(".intro .of").inner_text() == "サイバー保険（無料補償・有料プラン）"
    assert page.locator(".intro .suggestions button").count() == 4
    assert page.locator(".help .phone").get_attribute("href") == "tel:0120008588"
    assert "AIによる自動回答です" in page.locator(".foot").inner_text()
    assert page.evaluate(OVERFLOW) is False


def test_an_answer_has_a_verdict_and_markers_that_open_the_quote(page: Page) -> None:
    answer = ask(page, "身代金は補償されますか?")
    assert answer.locator(".badge").inner_text() == "補償の対象外"
    marker = answer.locator(".mark").first
    assert marker.get_attribute("aria-expanded") == "false"
    marker.click()
    quote = answer.locator(".quote").first
    assert "身代金は補償されません" in quote.locator("figcaption").inner_text()
    assert "身代金" in quote.locator("blockquote").inner_text()
    assert re.search(r"20\d\d年\d+月\d+日時点", quote.locator("time").inner_text())
    assert marker.get_attribute("aria-expanded") == "true"
    marker.click()
    assert not quote.is_visible()
    answer.get_by_text("出典（").click()
    assert answer.locator(".sources blockquote").first.is_visible()
    assert "重要事項説明書" in answer.locator(".fine").last.inner_text()


def test_a_form_finds_a_premium_without_any_wording(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}?attributes=data-product=chuokai") as page:
        open_panel(page)
        page.get_by_text("保険料の目安を調べる").click()
        form = page.locator("form.fields:visible")
        form.get_by_text("この条件で調べる").click()
        assert form.locator("[aria-invalid=true]").count() == 4
        industry = form.get_by_role("combobox", name="業種")
        assert industry.evaluate("(field) => field.matches(':focus')")
        industry.press_sequentially("工務店")
        page.get_by_role("option").first.wait_for()
        industry.press("ArrowDown")
        industry.press("Enter")
        assert industry.input_value() == "建設業(総合工事業)"
        form.get_by_label("年間売上高").fill("10億円")
        form.get_by_label("プラン").select_option(label="ワイドプラン")
        form.get_by_label("加入セット").select_option(label="加入セット3")
        form.get_by_text("この条件で調べる").click()
        card = page.locator("article.answer .card")
        assert "385,450円" in card.locator(".figure").inner_text()
        assert "公表されている保険料例" in card.locator(".basis").inner_text()
        card.get_by_text("前提").click()
        assert "加入セット: 加入セット3" in card.inner_text()


def test_what_is_missing_is_asked_for_with_a_form(page: Page) -> None:
    answer = ask(page, "有料プランに入れますか")
    form = answer.locator("details.ask[open] form")
    form.get_by_role("combobox", name="業種").fill("歯科")
    form.get_by_label("年間売上高").fill("8000万円")
    form.get_by_text("この条件で調べる").click()
    then = page.locator("article.answer").nth(1)
    then.wait_for()
    assert "加入の対象外" in then.locator(".badge").first.inner_text()
    then.get_by_text("判定の理由").click()
    assert "満たしていません" in then.locator(".rules .notPassed").first.inner_text()
    assert page.locator("details.ask").count() == 0


def test_completions_that_come_late_do_not_cover_the_next_field(page: Page) -> None:
    form = ask(page, "有料プランに入れますか").locator("details.ask[open] form")
    form.get_by_role("combobox", name="業種").fill("卸売")
    with page.expect_response("**/industries*"):
        form.get_by_label("年間売上高").focus()
    page.wait_for_timeout(100)
    assert form.get_by_role("option").count() == 0
    form.get_by_role("combobox", name="業種").fill("卸売業")
    form.get_by_role("option").first.wait_for()


def test_plans_side_by_side_scroll_in_their_own_region(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}?attributes=data-product=chuokai", PHONE) as page:
        open_panel(page)
        answer = ask(page, "ベーシックプランとワイドプランの違いは?")
        region = answer.get_by_role("region").last
        assert {"ベーシックプラン", "ワイドプラン"} <= set(region.locator("thead th").all_inner_texts())
        assert region.get_attribute("tabindex") == "0"
        inside = page.locator(".scroller").evaluate("(box) => box.scrollWidth <= box.clientWidth")
        assert inside
        assert page.evaluate(OVERFLOW) is False


def test_a_person_is_always_a_click_away(page: Page) -> None:
    page.get_by_role("button", name="担当者に相談").click()
    sheet = page.get_by_role("dialog", name="担当者に相談")
    assert sheet.locator("a[href='tel:0120008588']").is_visible()
    assert "365日24時間" in sheet.inner_text()
    page.keyboard.press("Escape")
    assert not sheet.is_visible()
    assert page.locator(".panel").is_visible()
    page.get_by_role("button", name="重要事項・個人情報").click()
    about = page.get_by_role("dialog", name="このチャットについて")
    assert "重要事項説明書" in about.inner_text()
    assert "90日後に削除" in about.inner_text()


def test_a_person_is_named_where_the_server_cannot_be_reached(browser: Browser, address: str) -> None:
    with visit(browser, address, forgives=("Failed to load resource: net::ERR_FAILED",)) as page:
        open_panel(page)
        page.route("**/api/**", lambda route: route.abort())
        page.reload()
        page.locator(".intro .trouble").wait_for()
        page.get_by_role("button", name="担当者に相談").click()
        assert page.get_by_role("dialog", name="担当者に相談").locator("a[href='tel:0120008588']").is_visible()


def test_feedback_is_given_with_a_reason(page: Page) -> None:
    answer = ask(page, "身代金は補償されますか?")
    with page.expect_response("**/api/v1/feedback") as rated:
        answer.get_by_label("役に立たなかった").click()
    assert rated.value.status == 204
    with page.expect_request("**/api/v1/feedback") as explained:
        answer.get_by_text("わかりにくい").click()
    assert (explained.value.post_data_json or {})["reason"] == "わかりにくい"
    answer.get_by_text("ご意見をありがとうございました。").wait_for()
    good = ask(page, "支払い方法は?")
    with page.expect_request("**/api/v1/feedback") as praised:
        good.get_by_role("button", name="役に立った", exact=True).click()
    assert (praised.value.post_data_json or {})["rating"] == "up"
    good.get_by_text("ご意見をありがとうございました。").wait_for()


def test_nothing_is_lost_on_reload_until_it_is_deleted(page: Page, assistant_address: str) -> None:
    ask(page, "身代金は補償されますか?")
    page.locator(".composer textarea").fill("書きかけ")
    page.reload()
    page.locator("article.answer").wait_for()
    assert page.locator(".question").inner_text().endswith("身代金は補償されますか?")
    assert page.locator(".composer textarea").input_value() == "書きかけ"
    kept = page.evaluate(KEPT)
    headers = {"Authorization": f"Bearer {kept['token']}"}
    path = f"{assistant_address}/api/v1/conversations/{kept['conversation']}"
    assert httpx.get(path, headers=headers).status_code == 200
    page.get_by_role("button", name="会話を削除").click()
    page.get_by_role("button", name="削除する").click()
    page.get_by_text("会話を削除しました。").wait_for()
    assert page.locator(".question").count() == 0
    assert page.locator(".intro .suggestions").is_visible()
    assert httpx.get(path, headers=headers).status_code == 404
    assert page.evaluate(KEPT)["conversation"] is None


def test_a_question_is_answered_in_its_own_language_whatever_that_of_the_page(page: Page) -> None:
    assert "Source (Japanese)" in ask(page, "Does it cover the ransom that criminals ask for?").inner_text()
    assert "Source (Japanese)" not in ask(page, "身代金は補償されますか?").inner_text()


def test_an_answer_is_in_sight_under_a_long_question(page: Page) -> None:
    answer = ask(page, "弊社の事業は次のとおりです。\n" * 60 + "身代金は補償されますか?")
    box, window = answer.bounding_box(), page.locator(".scroller").bounding_box()
    assert box is not None
    assert window is not None
    assert window["y"] < box["y"] < window["y"] + window["height"] * 0.6


def test_pages_of_the_website_are_linked_from_the_notice_and_nothing_else(browser: Browser, address: str) -> None:
    attributes = "data-product=yayoi data-terms-url=/terms.html data-privacy-url=javascript:alert(1)"
    with visit(browser, str(httpx.URL(address, params={"attributes": attributes}))) as page:
        open_panel(page)
        page.get_by_role("button", name="重要事項・個人情報").click()
        links = page.get_by_role("dialog", name="このチャットについて").locator("a")
        assert links.evaluate_all("(all) => all.map((each) => each.href)") == [f"{address}/terms.html"]


def test_an_english_page_speaks_english(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}?language=en", locale="en-US") as page:
        assert page.locator(".launcher").inner_text() == "Ask a question"
        open_panel(page)
        answer = ask(page, "Is a ransom payment covered?")
        assert answer.locator(".badge").inner_text() == "Not covered"
        assert answer.locator(".sources summary").inner_text().startswith("Sources (")
        assert page.get_by_role("button", name="Talk to a person").is_visible()


def test_a_product_that_is_not_known_leaves_a_working_widget(browser: Browser, address: str) -> None:
    forgives = ("Failed to load resource: the server responded with a status of 422",)
    with visit(browser, f"{address}?attributes=data-product=nope", forgives=forgives) as page:
        open_panel(page)
        assert page.locator(".intro .suggestions button").count() == 4


def test_two_widgets_on_a_page_hold_two_conversations(browser: Browser, address: str) -> None:
    body = INLINE + '<coverage-assistant product="yayoi"></coverage-assistant>'
    with visit(browser, str(httpx.URL(f"{address}/elements", params={"body": body}))) as page:
        inline, launched = page.locator("coverage-assistant").nth(0), page.locator("coverage-assistant").nth(1)
        inline.locator(".intro .of").wait_for()
        assert inline.locator(".launcher").count() == 0
        assert inline.locator(".panel").get_attribute("role") == "region"
        launched.locator(".launcher").click()
        launched.locator(".intro .of").wait_for()
        launched.locator("textarea").fill("支払い方法は?")
        launched.locator("textarea").press("Enter")
        launched.locator("article.answer").wait_for()
        assert inline.locator(".question").count() == 0
        names = [widget.locator(".intro .of").inner_text() for widget in (inline, launched)]
        assert len(set(names)) == 2


def test_without_storage_it_works_for_as_long_as_the_page_lives(browser: Browser, address: str) -> None:
    with visit(browser, address, before=STORAGE_BLOCKED) as page:
        open_panel(page)
        ask(page, "弥生の有料プランに入れますか?")
        answer = ask(page, "売上8,000万円の製造業です")
        assert "公表条件を満たしています" in answer.locator(".badge").first.inner_text()


def test_a_website_that_is_not_listed_is_told_so_calmly(
    browser: Browser, address: str, assistant_address: str
) -> None:
    with Website.served() as other:
        other.assistant = assistant_address
        forgives = ("Failed to load resource: the server responded with a status of 403",)
        with visit(browser, other.origin, forgives=forgives) as page:
            open_panel(page)
            assert page.locator(".intro .trouble").inner_text() == "このサイトでは現在ご利用いただけません。"
            assert address != other.origin
        inline = httpx.URL(f"{other.origin}/elements", params={"body": INLINE})
        with visit(browser, str(inline), forgives=forgives) as page:
            page.get_by_text("このサイトでは現在ご利用いただけません。").wait_for()


def test_what_a_person_left_open_is_open_on_the_next_page_without_taking_the_focus(
    browser: Browser, address: str
) -> None:
    with visit(browser, address) as page:
        open_panel(page)
        page.goto(f"{address}?language=ja")
        page.locator(".panel").wait_for()
        assert page.evaluate("document.activeElement === document.body")
        page.get_by_role("button", name="閉じる").click()
        page.goto(address)
        page.locator(".launcher").wait_for()
        assert not page.locator(".panel").is_visible()


def test_what_the_page_itself_opens_is_not_kept_open(browser: Browser, address: str) -> None:
    with visit(browser, f"{address}?attributes=data-open") as page:
        page.locator(".panel").wait_for()
        page.goto(f"{address}?attributes=")
        page.locator(".launcher").wait_for()
        assert not page.locator(".panel").is_visible()


def test_nothing_is_asked_of_the_server_before_somebody_opens_it(browser: Browser, address: str) -> None:
    with visit(browser, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        page.locator(".launcher").wait_for()
        assert not [url for url in asked if "/api/" in url]
        open_panel(page)
        assert [url for url in asked if "/api/" in url]
