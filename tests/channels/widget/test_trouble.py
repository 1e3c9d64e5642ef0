"""The widget in front of servers that are slow, fail, refuse or are hostile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from assistant.agent.turn import Listener, Turn
from assistant.answers import Answer, Citation, ContactBlock, ListBlock, Notice, Paragraph, TableBlock, ToolResult
from assistant.channels.web.app import create_app
from assistant.settings import Settings
from tests.channels.browsers import needs_browser
from tests.channels.scripted import ANSWER, Waiting, Working, fails_late, scripted
from tests.channels.serving import served
from tests.channels.widget.visits import ask, open_panel, type_in, visit
from tests.channels.widget.website import Website

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = needs_browser
Reply = Callable[[Turn, Listener], Answer]
REFUSED = "Failed to load resource: the server responded with a status of 429"
DENIED = "Failed to load resource: the server responded with a status of 401"
GONE = "Failed to load resource: net::ERR_"


@pytest.fixture(scope="module")
def website() -> Iterator[Website]:
    """One whose pages embed the widget of this or that assistant."""
    with Website.served() as site:
        yield site


def listing(website: Website, folder: Path, **limits: int) -> Settings:
    """Settings of an assistant that lists a website."""
    return Settings(data_dir=folder).model_copy(update={"widget_origins": {website.origin: None}, **limits})


@contextmanager
def shown(
    browser: Browser, website: Website, folder: Path, reply: Reply, attributes: str = "", **limits: int
) -> Iterator[Page]:
    """A page whose widget talks to an assistant that answers with `reply`."""
    with served(create_app(listing(website, folder, **limits), scripted(reply))) as website.assistant:
        forgives = (REFUSED, GONE)
        with visit(browser, f"{website.origin}?attributes={attributes}", forgives=forgives) as page:
            open_panel(page)
            yield page


class Once:
    """A reply that fails once, and then answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, turn: Turn, listen: Listener) -> Answer:
        self.asked.append(turn.message)
        return fails_late(turn, listen) if len(self.asked) == 1 else ANSWER


def test_a_failure_is_said_and_can_be_tried_again(browser: Browser, website: Website, tmp_path: Path) -> None:
    reply = Once()
    with shown(browser, website, tmp_path, reply) as page:
        trouble = ask(page, "身代金は?")
        assert "ただいま回答できません" in trouble.inner_text()
        trouble.get_by_text("もう一度試す").click()
        page.locator("article.answer").wait_for()
        assert page.locator(".question").count() == 1
        assert page.locator(".trouble").count() == 0
        assert reply.asked == ["身代金は?", "身代金は?"]


def test_while_it_is_worked_on_one_sees_at_what_and_can_stop_it(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    reply = Working()
    with shown(browser, website, tmp_path, reply) as page:
        type_in(page, "身代金は?")
        page.get_by_text("資料を探しています").wait_for()
        assert not page.get_by_role("button", name="送信").is_visible()
        page.get_by_role("button", name="中止").click()
        page.get_by_text("回答を中止しました。").wait_for()
        assert page.get_by_role("button", name="送信").is_visible()
        assert reply.stopped.wait(10)


def test_an_answer_that_nobody_sees_is_announced_on_the_button(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    reply = Waiting()
    with shown(browser, website, tmp_path, reply) as page:
        type_in(page, "身代金は?")
        page.keyboard.press("Escape")
        assert page.locator(".launcher").inner_text() == "チャットで質問"
        reply.allowed.set()
        page.locator(".launcher", has_text="回答が届いています").wait_for()
        page.locator(".launcher").click()
        page.locator("article.answer").wait_for()
        page.keyboard.press("Escape")
        assert page.locator(".launcher").inner_text() == "チャットで質問"


def test_a_question_asked_meanwhile_waits_in_the_field(browser: Browser, website: Website, tmp_path: Path) -> None:
    reply = Waiting()
    with shown(browser, website, tmp_path, reply) as page:
        type_in(page, "身代金は?")
        page.evaluate("document.querySelector('coverage-assistant').ask('支払い方法は?')")
        reply.allowed.set()
        page.locator("article.answer").wait_for()
        assert page.locator(".question").count() == 1
        assert page.locator(".composer textarea").input_value() == "支払い方法は?"


def test_a_server_that_falls_silent_is_not_waited_for_forever(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    reply = Waiting()
    with shown(browser, website, tmp_path, reply, "data-timeout=3") as page:
        trouble = ask(page, "身代金は?")
        assert "時間がかかっています" in trouble.inner_text()
        reply.allowed.set()
        trouble.get_by_text("もう一度試す").click()
        page.locator("article.answer").wait_for()


def test_a_question_that_a_reload_cut_off_is_offered_again(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    reply = Waiting()
    with shown(browser, website, tmp_path, reply) as page:
        type_in(page, "身代金は?")
        page.get_by_text("ご質問を確認しています").wait_for()
        page.reload()
        page.get_by_text("前回のご質問への回答が途中で終わりました。").wait_for()
        reply.allowed.set()
        page.get_by_text("もう一度試す").click()
        page.locator("article.answer").wait_for()
        assert page.locator(".question").inner_text().endswith("身代金は?")


def test_being_offline_is_said_and_nothing_is_lost(browser: Browser, website: Website, tmp_path: Path) -> None:
    with shown(browser, website, tmp_path, lambda *_: ANSWER) as page:
        page.context.set_offline(True)
        page.get_by_text("インターネットに接続されていません").first.wait_for()
        trouble = ask(page, "身代金は?")
        assert "インターネットに接続されていません" in trouble.inner_text()
        page.context.set_offline(False)
        page.locator(".offline", has_text="インターネット").wait_for(state="detached")
        trouble.get_by_text("もう一度試す").click()
        page.locator("article.answer").wait_for()


def test_a_server_that_comes_back_with_another_key_is_gone_on_with(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    turns: list[Turn] = []

    def reply(turn: Turn, _: Listener) -> Answer:
        turns.append(turn)
        return ANSWER

    before, after = (create_app(listing(website, tmp_path / name), scripted(reply)) for name in ("one", "two"))
    with ExitStack() as visiting:
        with served(before) as website.assistant:
            page = visiting.enter_context(visit(browser, f"{website.origin}?attributes=", forgives=(GONE, DENIED)))
            open_panel(page)
            ask(page, "一つ目")
        assert "通信できませんでした" in ask(page, "二つ目").inner_text()
        with served(after, int(website.assistant.rpartition(":")[2])):
            page.get_by_text("もう一度試す").click()
            page.locator("article.answer").nth(1).wait_for()
    assert [turn.message for turn in turns] == ["一つ目", "二つ目"]
    # the conversation belongs to a session that nobody can prove any more
    assert turns[1].conversation_id is None


def test_too_many_questions_are_refused_calmly(browser: Browser, website: Website, tmp_path: Path) -> None:
    with shown(browser, website, tmp_path, lambda *_: ANSWER, widget_questions_per_minute=1) as page:
        # a minute of the limiter may end between two of them
        for question in ("一つ目", "二つ目", "三つ目"):
            trouble = ask(page, question)
            if page.locator(".log .trouble").count():
                break
        assert "秒ほどお待ちください" in trouble.inner_text()
        assert "担当者にご相談ください" in trouble.inner_text()
        assert trouble.get_by_text("もう一度試す").is_disabled()


def test_after_the_daily_limit_a_person_is_named_and_no_retry(
    browser: Browser, website: Website, tmp_path: Path
) -> None:
    with shown(browser, website, tmp_path, lambda *_: ANSWER, widget_questions_per_day=1) as page:
        ask(page, "一つ目")
        trouble = ask(page, "二つ目")
        assert "担当者にご相談ください" in trouble.inner_text()
        assert "ほどお待ちください" in trouble.inner_text()


MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>"
SCRIPT = "javascript:alert(3)"


def hostile(_: Turn, __: Listener) -> Answer:
    citation = Citation(
        number=1, document=MARKUP, product="x", title=MARKUP, section=MARKUP, quote=MARKUP, source=SCRIPT
    )
    reason = {"rule": "r", "passed": False, "text": MARKUP, "quote": MARKUP}
    fact = {"label": MARKUP, "verdict": "constructor", "limits": []}
    results = (
        ToolResult(tool="check_eligibility", arguments={}, result={"eligible": False, "reasons": [reason]}),
        ToolResult(
            tool="estimate_premium",
            arguments={},
            result={"annual_premium_yen": 1, "basis": "toString", "assumptions": [MARKUP]},
        ),
        ToolResult(
            tool="check_coverage",
            arguments={},
            result={"items": [{"products": [{"product_name": MARKUP, "facts": [fact]}]}]},
        ),
        ToolResult(tool="__proto__", arguments={}, result={}),
    )
    blocks = (
        Paragraph(text=MARKUP, citations=(1, 99)),
        ListBlock(items=(MARKUP,)),
        TableBlock(header=(MARKUP,), rows=((MARKUP,),)),
        Notice(text=MARKUP),
        ContactBlock(label=MARKUP, url=SCRIPT, phone=f"0120-000-000{MARKUP}"),
        ContactBlock(label="ok", url="https://www.example.jp/form"),
        ContactBlock(label="data", url="data:text/html,x", phone="なし"),
    )
    return ANSWER.model_copy(
        update={
            "blocks": blocks,
            "citations": (citation,),
            "tool_results": results,
            "suggestions": (MARKUP,),
            "notice": MARKUP,
        }
    )


def test_a_hostile_answer_stays_text(browser: Browser, website: Website, tmp_path: Path) -> None:
    with shown(browser, website, tmp_path, hostile) as page:
        alerts: list[str] = []
        page.on("dialog", lambda dialog: alerts.append(dialog.message))
        answer = ask(page, MARKUP)
        answer.locator(".mark").first.click()
        answer.locator("details").evaluate_all("(all) => all.forEach((each) => (each.open = true))")
        assert answer.locator("img, script").count() == 0
        assert answer.inner_text().count("onerror=alert(1)") > 10
        links = answer.locator("a").evaluate_all("(links) => links.map((link) => link.href)")
        assert links == ["tel:012000000012", "https://www.example.jp/form"]
        assert all(
            link.get_attribute("rel") == "noopener noreferrer" for link in answer.locator("a[href^=http]").all()
        )
        assert alerts == []
