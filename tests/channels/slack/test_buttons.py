"""The buttons below an answer, and the shortcut on a message."""

from __future__ import annotations

import time

import pytest

from assistant.agent.assistant import Assistant
from assistant.channels.slack.rendering.actions import FEEDBACK, FOR_CUSTOMER, HAND_OVER, SUGGESTION
from tests.channels.slack.conftest import ASK, answer_in, until
from tests.channels.slack.fake.sending import Sender
from tests.channels.slack.fake.workspace import US, Data, Trouble, written
from tests.channels.slack.test_staff import ASK as STAFF_QUESTION


def _answered(slack: Sender, channel: str = "C0OPEN", text: str = ASK) -> Data:
    ts = slack.say(channel, "U0ANNA", text)
    return answer_in(slack.server, channel, ts)


def _feedback(talking: Assistant, slack: Sender) -> tuple[str, str | None] | None:
    stored = slack.workspace.called("chat.stopStream")[0]["blocks"][-1]["elements"][0]["positive_button"]["value"]
    message_id = stored.partition(" ")[2]
    import datetime as dt

    found = talking.store.unanswered(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    given = next((each.feedback for each in found if each.message_id == message_id), None)
    return (given.vote, given.reason) if given else None


def test_a_good_vote_is_kept_and_thanked_for(slack: Sender) -> None:
    message = _answered(slack)
    assert slack.press(message, "C0OPEN", FEEDBACK, value="up").status_code == 200
    (whisper,) = until(lambda: slack.workspace.whispers)
    assert whisper["user"] == "U0ANNA"
    assert "ありがとう" in whisper["text"]
    assert slack.workspace.called("views.open") == []


def test_a_bad_vote_asks_why_and_keeps_the_reason(slack: Sender, talking: Assistant) -> None:
    message = _answered(slack)
    slack.press(message, "C0OPEN", FEEDBACK, value="down")
    until(lambda: slack.workspace.called("views.open"))
    until(lambda: _feedback(talking, slack) == ("down", None))
    (view,) = slack.workspace.views.values()
    response = slack.submit(view, {"reason": {"value": "期限が知りたかった"}})
    assert response.status_code == 200
    until(lambda: _feedback(talking, slack) == ("down", "期限が知りたかった"))


def test_a_bad_vote_without_a_reason_stays_a_vote(slack: Sender, talking: Assistant) -> None:
    message = _answered(slack)
    slack.press(message, "C0OPEN", FEEDBACK, value="down")
    until(lambda: slack.workspace.views)
    (view,) = slack.workspace.views.values()
    slack.submit(view, {})
    until(lambda: slack.workspace.whispers)
    assert _feedback(talking, slack) == ("down", None)


def test_wording_for_a_customer_is_polite_and_names_its_sources(slack: Sender) -> None:
    message = _answered(slack)
    slack.press(message, "C0OPEN", FOR_CUSTOMER)
    said = written(answer_in(slack.server, "C0OPEN", message["thread_ts"], 2))
    assert "お問い合わせいただき、ありがとうございます。" in said
    assert "出典" in said
    assert "[1]" not in said


def test_wording_for_a_customer_holds_no_staff_material(slack: Sender) -> None:
    message = _answered(slack, "C0STAFF", STAFF_QUESTION)
    assert "staff-premium-table.md" in written(message)
    slack.press(message, "C0STAFF", FOR_CUSTOMER)
    said = written(answer_in(slack.server, "C0STAFF", message["thread_ts"], 2))
    assert "お問い合わせいただき" in said
    assert "公表保険料表の読み方" not in said
    assert "割り戻" not in said


def test_wording_for_a_customer_understands_a_follow_up(slack: Sender) -> None:
    ts = slack.say("C0STAFF", "U0ANNA", f"<@{US}> 中央会のワイドプラン、建設業で売上10億円、セット3の保険料は？")
    answer_in(slack.server, "C0STAFF", ts)
    slack.say("C0STAFF", "U0ANNA", "ベーシックプランなら", ts)
    slack.press(answer_in(slack.server, "C0STAFF", ts, 2), "C0STAFF", FOR_CUSTOMER)
    assert "353,150" in written(answer_in(slack.server, "C0STAFF", ts, 3))


def test_wording_for_a_customer_is_posted_once(slack: Sender) -> None:
    message = _answered(slack)
    for _ in range(2):
        slack.press(message, "C0OPEN", FOR_CUSTOMER)
    (whisper,) = until(lambda: slack.workspace.whispers)
    assert "すでにあります" in whisper["text"]
    answer_in(slack.server, "C0OPEN", message["thread_ts"], 2)
    assert len(slack.workspace.standing("C0OPEN")) == 2


def test_a_question_is_handed_over_with_the_way_to_its_thread(slack: Sender) -> None:
    message = _answered(slack)
    slack.press(message, "C0OPEN", HAND_OVER)
    (handed,) = until(lambda: slack.workspace.standing("C0HAND"))
    said = written(handed)
    assert "身代金は補償されますか" in said
    assert "<@U0ANNA>" in said
    assert f"https://x.slack.com/archives/C0OPEN/p{message['thread_ts'].replace('.', '')}" in said
    (whisper,) = until(lambda: slack.workspace.whispers)
    assert "引き継ぎました" in whisper["text"]


def test_a_question_is_handed_over_once(slack: Sender) -> None:
    message = _answered(slack)
    for _ in range(2):
        slack.press(message, "C0OPEN", HAND_OVER)
    until(lambda: len(slack.workspace.whispers) == 2)
    assert len(slack.workspace.standing("C0HAND")) == 1


def test_a_hand_over_that_fails_is_told_and_can_be_tried_again(slack: Sender) -> None:
    slack.workspace.channels.discard("C0HAND")
    message = _answered(slack)
    slack.press(message, "C0OPEN", HAND_OVER)
    (whisper,) = until(lambda: slack.workspace.whispers)
    assert "引き継げませんでした" in whisper["text"]
    slack.workspace.channels.add("C0HAND")
    slack.press(message, "C0OPEN", HAND_OVER)
    until(lambda: slack.workspace.standing("C0HAND"))


def test_a_follow_up_is_handed_over_with_what_was_asked_before(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", f"<@{US}> 中央会のワイドプラン、建設業で売上10億円、セット3の保険料は？")
    answer_in(slack.server, "C0OPEN", ts)
    slack.say("C0OPEN", "U0ANNA", "ベーシックプランなら", ts)
    slack.press(answer_in(slack.server, "C0OPEN", ts, 2), "C0OPEN", HAND_OVER)
    (handed,) = until(lambda: slack.workspace.standing("C0HAND"))
    assert "建設業で売上10億円" in written(handed)
    assert "質問: ベーシックプランなら" in written(handed)
    assert "353,150" not in written(handed)


def test_wording_for_a_customer_that_could_not_be_posted_can_be_tried_again(slack: Sender) -> None:
    message = _answered(slack)
    slack.workspace.trouble("chat.postMessage", *[Trouble(status=503)] * 3)
    slack.press(message, "C0OPEN", FOR_CUSTOMER)
    (whisper,) = until(lambda: slack.workspace.whispers)
    assert "回答できません" in whisper["text"]
    slack.press(message, "C0OPEN", FOR_CUSTOMER)
    assert "お問い合わせいただき" in written(answer_in(slack.server, "C0OPEN", message["thread_ts"], 2))


@pytest.mark.parametrize("action", [FEEDBACK, FOR_CUSTOMER, HAND_OVER])
def test_a_button_that_fails_is_one_calm_line(
    slack: Sender, talking: Assistant, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    message = _answered(slack)

    def fails(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(talking, "history", fails)
    monkeypatch.setattr(talking, "feedback", fails)
    slack.press(message, "C0OPEN", action, value="up")
    (whisper,) = until(lambda: slack.workspace.whispers)
    assert "もう一度お尋ねください" in whisper["text"]
    assert "secret" not in str(slack.workspace.whispers)


def test_a_suggestion_is_answered_once_in_the_thread(slack: Sender) -> None:
    message = _answered(slack, text=f"<@{US}> 中央会の保険料を教えて")
    for _ in range(2):
        assert slack.press(message, "C0OPEN", f"{SUGGESTION}.0").status_code == 200
    said = written(answer_in(slack.server, "C0OPEN", message["thread_ts"], 2))
    assert said.startswith("選択: ")
    slack.press(message, "C0OPEN", FEEDBACK, value="up")
    until(lambda: slack.workspace.whispers)
    assert len(slack.workspace.standing("C0OPEN")) == 2


def test_an_answer_of_another_database_is_not_known(slack: Sender) -> None:
    message = _answered(slack)
    for block in message["blocks"]:
        for element in block.get("elements", ()):
            if element.get("action_id") in (HAND_OVER, FOR_CUSTOMER):
                element["value"] = "0" * 32
    for action in (HAND_OVER, FOR_CUSTOMER):
        slack.press(message, "C0OPEN", action)
    until(lambda: len(slack.workspace.whispers) == 2)
    assert all("残っていません" in each["text"] for each in slack.workspace.whispers)


@pytest.mark.parametrize("channel", ["C0OPEN", "C0STAFF"])
def test_the_shortcut_answers_a_message_in_its_thread_once(slack: Sender, channel: str) -> None:
    message = slack.workspace.write(channel, "U0BEN", "身代金は補償されますか？")
    for _ in range(2):
        assert slack.shortcut(message, channel).status_code == 200
    assert "✕" in written(answer_in(slack.server, channel, message["ts"]))
    (response,) = until(lambda: slack.workspace.responses)
    assert "すでに回答しています" in response["text"]
    assert len(slack.workspace.standing(channel)) == 1


def test_the_thread_of_the_shortcut_goes_on_without_the_assistant(slack: Sender) -> None:
    message = slack.workspace.write("C0OPEN", "U0BEN", "身代金は補償されますか？")
    slack.shortcut(message, "C0OPEN")
    answer_in(slack.server, "C0OPEN", message["ts"])
    slack.say("C0OPEN", "U0BEN", "ありがとうございます", message["ts"])
    answer_in(slack.server, "D0ANNA", slack.say("D0ANNA", "U0ANNA", "支払い方法は？"))
    assert len(slack.workspace.standing("C0OPEN")) == 1


def test_the_shortcut_in_a_channel_without_the_app_answers_its_user_only(slack: Sender) -> None:
    message = slack.workspace.write("C0FAR", "U0BEN", "身代金は補償されますか？")
    slack.shortcut(message, "C0FAR")
    (response,) = until(lambda: slack.workspace.responses)
    assert response["response_type"] == "ephemeral"
    assert "✕ 補償の対象外" in written(response)


def test_the_shortcut_on_a_message_of_another_workspace_is_public_only(slack: Sender) -> None:
    message = slack.workspace.write("C0STAFF", "U0OTHER", STAFF_QUESTION) | {"team": "T0ELSE"}
    slack.shortcut(message, "C0STAFF")
    assert "staff-premium-table.md" not in written(answer_in(slack.server, "C0STAFF", message["ts"]))


def test_the_shortcut_answers_what_a_mail_integration_posted(slack: Sender) -> None:
    posted = slack.workspace.write("C0OPEN", "U0MAIL", "") | {"bot_id": "B0MAIL"}
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "身代金は補償されますか？"}}]
    slack.shortcut(posted | {"blocks": blocks}, "C0OPEN")
    assert "✕ 補償の対象外" in written(answer_in(slack.server, "C0OPEN", posted["ts"]))


def test_the_shortcut_on_an_answer_of_the_assistant_answers_nothing(slack: Sender) -> None:
    slack.shortcut(_answered(slack), "C0OPEN")
    (response,) = until(lambda: slack.workspace.responses)
    assert "アシスタントの回答" in response["text"]
    assert len(slack.workspace.standing("C0OPEN")) == 1


def test_a_shortcut_that_came_to_nothing_can_be_used_again(slack: Sender) -> None:
    message = slack.workspace.write("C0OPEN", "U0BEN", "あ" * 2001)
    slack.workspace.trouble("chat.postMessage", *[Trouble(status=503)] * 3)
    slack.shortcut(message, "C0OPEN")
    until(lambda: len(slack.workspace.called("chat.postMessage")) == 3)

    def stands() -> list[Data]:
        slack.shortcut(message, "C0OPEN")
        time.sleep(0.5)
        return slack.workspace.standing("C0OPEN", message["ts"])

    assert "2,000" in written(until(stands)[0])


def test_the_shortcut_on_a_picture_says_that_there_is_no_text(slack: Sender) -> None:
    slack.shortcut(slack.workspace.write("C0OPEN", "U0BEN", ""), "C0OPEN")
    (response,) = until(lambda: slack.workspace.responses)
    assert "文章がありません" in response["text"]
