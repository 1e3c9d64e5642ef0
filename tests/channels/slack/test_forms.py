"""The command /hoken and its forms."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.agent.assistant import Assistant
from assistant.tools.toolbox import Toolbox
from tests.channels.slack.conftest import Opening, until
from tests.channels.slack.fake import blocks as kit
from tests.channels.slack.fake.sending import Sender, chosen
from tests.channels.slack.fake.server import Server
from tests.channels.slack.fake.workspace import Data, written

CHUOKAI = chosen("中央会", "chuokai")
CONSTRUCTION = chosen("建設業", "construction")
WIDE, SET_3 = chosen("ワイドプラン", "chuokai/wide"), chosen("加入セット3", "chuokai/3")


def _form(slack: Sender, text: str, channel: str = "C0OPEN") -> Data:
    assert slack.command(text, channel).text == ""
    (view,) = until(lambda: list(slack.workspace.views.values()))
    found: Data = view
    return found


def _options(slack: Sender, view: Data, field: str, typed: str) -> list[tuple[str, str]]:
    options = slack.suggest(view, field, typed).json()["options"]
    assert len(options) <= 100
    assert [each for option in options for each in kit.option(option)] == []
    return [(each["text"]["text"], each["value"]) for each in options]


def _errors(slack: Sender, view: Data, values: dict[str, Data]) -> dict[str, str]:
    response = slack.submit(view, values).json()
    assert response["response_action"] == "errors"
    found: dict[str, str] = response["errors"]
    assert found.keys() <= {each["block_id"] for each in view["blocks"]}
    return found


@pytest.mark.parametrize("text", ["", "help", "ヘルプ", "？"])
def test_help_is_shown_to_its_person_only(slack: Sender, text: str) -> None:
    response = slack.command(text).json()
    assert response["response_type"] == "ephemeral"
    assert "/hoken 見積" in response["text"]


def test_another_word_is_named_and_help_shown(slack: Sender) -> None:
    assert "&lt;!here&gt;" in slack.command("<!here>").json()["text"]


@pytest.mark.parametrize("channel", ["C0OPEN", "C0FAR"])
def test_a_question_behind_the_command_is_answered_to_its_person_only(slack: Sender, channel: str) -> None:
    assert slack.command("身代金は補償されますか？", channel).text == ""
    (response,) = until(lambda: slack.workspace.responses)
    assert response["response_type"] == "ephemeral"
    said = written(response)
    assert "あなたにだけ" in said
    assert "✕ 補償の対象外" in said
    assert "guide/coverage.md" in said
    assert not any(each["type"] in ("actions", "context_actions") for each in response["blocks"])
    assert slack.workspace.standing("C0OPEN") == []


@pytest.mark.parametrize(("user", "seen"), [("U0ANNA", True), ("U0GUEST", False)])
def test_what_the_command_answers_follows_the_rules_of_its_channel(slack: Sender, user: str, seen: bool) -> None:
    slack.command("中央会プランで、割引確認シートの割引を掛け直す方法は？", "C0STAFF", user)
    until(lambda: slack.workspace.responses)
    assert any("staff-premium-table.md" in written(each) for each in slack.workspace.responses) is seen


def test_a_question_behind_the_command_that_is_too_long_is_told_so(slack: Sender) -> None:
    slack.command("あ" * 2001 + "？")
    (response,) = until(lambda: slack.workspace.responses)
    assert "2,000" in response["text"]


@pytest.mark.parametrize(
    ("text", "callback"),
    [
        ("見積", "hoken.quote"),
        ("見積もり", "hoken.quote"),
        ("加入可否", "hoken.eligibility"),
        ("補償　身代金", "hoken.coverage"),
        ("ＱＵＯＴＥ", "hoken.quote"),
    ],
)
def test_each_word_opens_its_form(slack: Sender, text: str, callback: str) -> None:
    assert _form(slack, text)["callback_id"] == callback


def test_a_quote_is_posted_with_its_breakdown_and_sources(slack: Sender) -> None:
    view = _form(slack, "見積")
    values = {"product": CHUOKAI, "industry": CONSTRUCTION, "annual_revenue_yen": {"value": "１０億"}}
    response = slack.submit(view, values | {"plan": WIDE, "limit_set": SET_3})
    assert response.status_code == 200
    assert response.text == ""
    (posted,) = until(lambda: slack.workspace.standing("C0OPEN"))
    said = written(posted)
    assert "年間保険料 385,450円" in said
    assert "公表されている保険料例" in said
    assert "団体割引 20%" in said
    assert "chuokai/premiums.md" in said
    assert "重要事項説明書" in said
    assert "<@U0ANNA>" in said


def test_another_discount_is_an_estimate(slack: Sender) -> None:
    view = _form(slack, "見積")
    values = {"product": CHUOKAI, "industry": CONSTRUCTION, "annual_revenue_yen": {"value": "10億円"}}
    values |= {"plan": WIDE, "limit_set": SET_3, "security_discount_percent": {"value": "60"}}
    slack.submit(view, values)
    (posted,) = until(lambda: slack.workspace.standing("C0OPEN"))
    (head,) = [each for each in posted["blocks"] if each["type"] == "header"]
    assert head["text"]["text"] == "年間保険料 220,260円（概算）"
    assert "年間保険料 220,260円（概算）" in posted["text"]


def test_a_form_that_comes_twice_is_posted_once(slack: Sender) -> None:
    view = _form(slack, "見積")
    values = {"product": CHUOKAI, "industry": CONSTRUCTION, "annual_revenue_yen": {"value": "10億"}}
    for _ in range(2):
        slack.submit(view, values | {"plan": WIDE, "limit_set": SET_3})
    until(lambda: slack.workspace.standing("C0OPEN"))
    slack.submit(_again(slack), {"item": {"value": "身代金"}})
    until(lambda: len(slack.workspace.standing("C0OPEN")) == 2)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"annual_revenue_yen": {"value": "たくさん"}}, "annual_revenue_yen"),
        ({"annual_revenue_yen": {"value": "月商500万円"}}, "annual_revenue_yen"),
        (
            {"annual_revenue_yen": {"value": "10億円"}, "security_discount_percent": {"value": "101"}},
            "security_discount_percent",
        ),
        (
            {"annual_revenue_yen": {"value": "10億円"}, "security_discount_percent": {"value": "少し"}},
            "security_discount_percent",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(slack: Sender, values: dict[str, Data], wrong: str) -> None:
    view = _form(slack, "見積")
    given = {"product": CHUOKAI, "industry": CONSTRUCTION, "plan": WIDE, "limit_set": SET_3}
    assert wrong in _errors(slack, view, given | values)
    assert slack.workspace.standing("C0OPEN") == []


def test_what_is_missing_is_said_at_its_field(slack: Sender) -> None:
    view = _form(slack, "見積")
    assert "industry" in _errors(slack, view, {"product": CHUOKAI})


def test_a_plan_of_another_product_is_refused(slack: Sender) -> None:
    view = _form(slack, "加入可否")
    yayoi = chosen("弥生", "yayoi")
    assert "選び直して" in _errors(slack, view, {"product": yayoi, "plan": WIDE})["plan."]


def test_eligibility_is_posted_with_every_rule(slack: Sender) -> None:
    view = _form(slack, "加入可否")
    values = {"product": chosen("弥生", "yayoi"), "annual_revenue_yen": {"value": "1億"}, "industry": CONSTRUCTION}
    slack.submit(view, values)
    (posted,) = until(lambda: slack.workspace.standing("C0OPEN"))
    assert "✕ 公表されている条件では加入できません" in written(posted)
    assert "yayoi/" in written(posted)


def test_cover_is_posted_with_its_verdict(slack: Sender) -> None:
    view = _form(slack, "補償 身代金")
    (item,) = [each for each in view["blocks"] if each["block_id"] == "item"]
    assert item["element"]["initial_value"] == "身代金"
    slack.submit(view, {"item": {"value": "身代金"}})
    (posted,) = until(lambda: slack.workspace.standing("C0OPEN"))
    assert "✕" in written(posted)
    assert "[1]" in written(posted)


def test_a_result_for_a_channel_without_the_app_goes_to_its_person(slack: Sender) -> None:
    view = _form(slack, "補償", "C0FAR")
    slack.submit(view, {"item": {"value": "身代金"}})
    assert until(lambda: slack.workspace.standing("D0ANNA"))


def test_what_is_typed_never_becomes_a_mention(slack: Sender) -> None:
    view = _form(slack, "補償")
    slack.submit(view, {"item": {"value": "<!channel> <@U0BEN> 身代金"}})
    (posted,) = until(lambda: slack.workspace.standing("C0OPEN"))
    marked = [each["text"] for each in kit.texts(posted["blocks"]) if each["type"] == "mrkdwn"]
    assert [found for text in [*marked, posted["text"]] for found in kit.active(text)] == ["<@U0ANNA>"[:-1]]


def test_a_channels_product_is_filled_in(slack: Sender) -> None:
    view = _form(slack, "加入可否", "C0YAYOI")
    (product,) = [each for each in view["blocks"] if each["block_id"] == "product"]
    assert product["element"]["initial_option"]["value"] == "yayoi"
    # 弥生 knows plans, and no sets of limits
    assert {text for text, _ in _options(slack, view, "plan", "")} >= {"無料補償", "有料プラン"}


def test_choosing_a_product_adapts_the_form(slack: Sender) -> None:
    view = _form(slack, "見積")
    slack.choose(view, "product", chosen("弥生", "yayoi")["selected_option"])
    until(lambda: slack.workspace.called("views.update"))
    adapted = slack.workspace.views[view["id"]]
    assert json.loads(adapted["private_metadata"])["product"] == "yayoi"
    assert not any(each["block_id"].startswith("limit_set") for each in adapted["blocks"])
    assert all("ワイド" not in text for text, _ in _options(slack, adapted, "plan", ""))


@pytest.mark.parametrize(
    ("typed", "identity"),
    [
        ("歯科", "medical_institution"),
        ("建設", "construction"),
        ("工務店", "construction"),
        ("ﾘﾌｫｰﾑ", "construction"),
    ],
)
def test_trades_are_completed(slack: Sender, typed: str, identity: str) -> None:
    found = _options(slack, _form(slack, "見積"), "industry", typed)
    assert identity in [value for _, value in found[:3]]


def test_words_that_are_no_trades_name_offer_what_may_be_meant(slack: Sender, talking: Assistant) -> None:
    talking.prepare()
    view = _form(slack, "見積")
    meant = "家を建てる仕事をしています"
    # it takes the model, which has a second: a busy machine may offer nothing at first
    until(lambda: "construction" in [value for _, value in _options(slack, view, "industry", meant)])


def test_everything_can_be_chosen_before_anything_is_typed(slack: Sender) -> None:
    view = _form(slack, "見積")
    assert len(_options(slack, view, "industry", "")) > 10
    assert {value for _, value in _options(slack, view, "product", "")} >= {"yayoi", "chuokai"}
    assert {value for _, value in _options(slack, view, "product", "中央")} == {"chuokai"}
    assert any(value == "chuokai/3" for _, value in _options(slack, view, "limit_set", "3"))


def test_a_form_that_cannot_be_opened_is_told(slack: Sender) -> None:
    slack.trigger = lambda: {"trigger_id": "gone"}  # type: ignore[method-assign]  # a trigger that Slack does not know
    slack.command("見積")
    (response,) = until(lambda: slack.workspace.responses)
    assert "開けませんでした" in response["text"]


def test_a_command_while_the_assistant_is_loaded_is_told_so_at_once(opening: Opening, server: Server) -> None:
    with opening(None) as slack:
        # the app is not in this channel: nothing could be whispered there
        slack.command("見積", "C0FAR")
        (response,) = until(lambda: server.workspace.responses)
    assert response["response_type"] == "ephemeral"
    assert "準備中" in response["text"]
    assert server.workspace.called("views.open") == []


@pytest.mark.parametrize(("flag", "staff"), [(None, True), ("is_ext_shared", False)])
def test_forms_use_staff_documents_only_where_nobody_else_reads(
    slack: Sender, talking: Assistant, monkeypatch: pytest.MonkeyPatch, flag: str | None, staff: bool
) -> None:
    used: list[bool] = []
    toolbox = talking.tools.toolbox

    def counted(**given: Any) -> Toolbox:
        used.append(given["staff"])
        return toolbox(**given)

    monkeypatch.setattr(talking.tools, "toolbox", counted)
    slack.workspace.shared = {"C0STAFF": flag} if flag else {}
    slack.submit(_form(slack, "補償", "C0STAFF"), {"item": {"value": "身代金"}})
    until(lambda: slack.workspace.standing("C0STAFF"))
    assert used == [staff]


def _again(slack: Sender) -> Data:
    slack.workspace.views.clear()
    return _form(slack, "補償")
