"""Who is answered, where, and who is not."""

from __future__ import annotations

import pytest

from tests.channels.slack.conftest import ASK, answer_in, until
from tests.channels.slack.fake.sending import Sender
from tests.channels.slack.fake.workspace import BOT, US, Data, written


def _a_sentinel_is_answered(slack: Sender) -> None:
    """What was sent before it had its chance."""
    ts = slack.say("D0ANNA", "U0ANNA", "支払い方法は？")
    answer_in(slack.server, "D0ANNA", ts)


@pytest.mark.parametrize(
    "question", ["身代金は補償されますか？", "身代金は補償される", "Is a ransom payment covered?"]
)
def test_a_mention_is_answered_in_a_thread_with_its_verdict(slack: Sender, question: str) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", f"<@{US}> {question}")
    said = written(answer_in(slack.server, "C0OPEN", ts))
    assert "✕" in said.splitlines()[0]
    assert "[1]" in said
    assert "「" in said


def test_a_direct_message_needs_no_mention(slack: Sender) -> None:
    ts = slack.say("D0ANNA", "U0ANNA", "身代金は補償される")
    assert "✕ 補償の対象外" in written(answer_in(slack.server, "D0ANNA", ts))


def test_the_answer_is_streamed_with_a_status_before_it(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", ASK)
    answer_in(slack.server, "C0OPEN", ts)
    methods = [call.method for call in slack.workspace.calls if call.method.startswith(("chat.", "assistant."))]
    assert methods[:2] == ["assistant.threads.setStatus", "chat.startStream"]
    assert methods[-1] == "chat.stopStream"
    assert "chat.appendStream" in methods
    (status,) = slack.workspace.called("assistant.threads.setStatus")
    assert status["thread_ts"] == ts


def test_a_channel_is_silent_where_nobody_mentions_the_assistant(slack: Sender) -> None:
    slack.say("C0OPEN", "U0ANNA", "身代金は補償されますか？")
    slack.say("C0OPEN", "U0ANNA", "<@U0BEN> 身代金は補償されますか？")
    _a_sentinel_is_answered(slack)
    assert slack.workspace.standing("C0OPEN") == []


def test_a_thread_goes_on_without_a_mention_and_keeps_its_conversation(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", f"<@{US}> 中央会のワイドプラン、建設業で売上10億円、セット3の保険料は？")
    assert "385,450" in written(answer_in(slack.server, "C0OPEN", ts))
    slack.say("C0OPEN", "U0BEN", "ベーシックプランなら", ts)
    assert "353,150" in written(answer_in(slack.server, "C0OPEN", ts, 2))


def test_a_thread_in_which_the_assistant_had_no_part_stays_silent(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", "相談です")
    slack.say("C0OPEN", "U0BEN", "身代金は補償されますか？", ts)
    _a_sentinel_is_answered(slack)
    assert slack.workspace.standing("C0OPEN") == []


def test_what_is_said_to_somebody_else_in_an_engaged_thread_is_left_to_them(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", ASK)
    answer_in(slack.server, "C0OPEN", ts)
    slack.say("C0OPEN", "U0ANNA", "<@U0BEN> 見舞金はどうですか？", ts)
    _a_sentinel_is_answered(slack)
    assert len(slack.workspace.standing("C0OPEN", ts)) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B0OTHER"},
        {"user": US, "bot_id": BOT},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"subtype": "bot_message"},
        {"edited": {"user": "U0ANNA", "ts": "1790000009.000001"}},
    ],
)
def test_bots_edits_and_the_assistant_itself_are_never_answered(slack: Sender, more: dict[str, object]) -> None:
    for channel in ("C0OPEN", "D0ANNA"):
        slack.say(channel, "U0BEN", ASK, more=more)
    ts = slack.say("C0STAFF", "U0ANNA", ASK)
    answer_in(slack.server, "C0STAFF", ts)
    assert slack.workspace.standing("C0OPEN") == slack.workspace.standing("D0ANNA") == []


def test_a_mention_without_a_question_is_greeted(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", f"<@{US}>")
    assert "/hoken" in written(answer_in(slack.server, "C0OPEN", ts))


def test_a_bare_mention_in_a_thread_is_about_what_began_it(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0BEN", "身代金は補償されますか？")
    slack.say("C0OPEN", "U0ANNA", f"<@{US}>", ts)
    assert "✕ 補償の対象外" in written(answer_in(slack.server, "C0OPEN", ts))


def test_a_message_that_is_too_long_is_told_so(slack: Sender) -> None:
    ts = slack.say("D0ANNA", "U0ANNA", "あ" * 2001)
    assert "2,000" in written(answer_in(slack.server, "D0ANNA", ts))


def test_a_channels_product_is_what_questions_are_about(slack: Sender) -> None:
    ts = slack.say("C0YAYOI", "U0ANNA", f"<@{US}> 支払い方法は？")
    said = written(answer_in(slack.server, "C0YAYOI", ts))
    assert "yayoi/" in said
    assert "chuokai/" not in said


@pytest.mark.parametrize("said", ["ありがとうございます", "了解です", "なるほど、助かりました！"])
def test_thanks_among_colleagues_in_an_engaged_thread_get_no_answer(slack: Sender, said: str) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", ASK)
    answer_in(slack.server, "C0OPEN", ts)
    slack.say("C0OPEN", "U0BEN", said, ts)
    # the status that was shown meanwhile is taken away
    until(lambda: slack.workspace.called("assistant.threads.setStatus")[-1]["status"] == "")
    slack.say("C0OPEN", "U0BEN", "自動車保険は扱っていますか", ts)
    answer_in(slack.server, "C0OPEN", ts, 2)
    slack.say("C0OPEN", "U0BEN", f"<@{US}> {said}", ts)
    answer_in(slack.server, "C0OPEN", ts, 3)


def test_what_mentions_a_colleague_anywhere_is_left_to_them(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", ASK)
    answer_in(slack.server, "C0OPEN", ts)
    for text in ("見舞金は <@U0BEN> さんわかりますか？", "<!here> 見舞金は？", "<!subteam^S1|@desk> 見舞金は？"):
        slack.say("C0OPEN", "U0ANNA", text, ts)
    slack.say("C0OPEN", "U0ANNA", "支払い方法は？", ts)
    assert "見舞金" not in written(answer_in(slack.server, "C0OPEN", ts, 2))


def test_a_forwarded_message_is_the_question(slack: Sender) -> None:
    forwarded = {"attachments": [{"is_share": True, "text": "身代金は補償されますか？", "author_id": "U0BEN"}]}
    ts = slack.say("D0ANNA", "U0ANNA", "", more=forwarded)
    assert "✕ 補償の対象外" in written(answer_in(slack.server, "D0ANNA", ts))


def test_a_file_without_a_question_is_told_so(slack: Sender) -> None:
    ts = slack.say("D0ANNA", "U0ANNA", "", more={"subtype": "file_share", "files": [{"id": "F1"}]})
    assert "添付ファイル" in written(answer_in(slack.server, "D0ANNA", ts))


def test_a_picture_among_colleagues_in_an_engaged_thread_gets_no_answer(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0ANNA", ASK)
    answer_in(slack.server, "C0OPEN", ts)
    slack.say("C0OPEN", "U0BEN", "", ts, more={"subtype": "file_share", "files": [{"id": "F1"}]})
    slack.say("C0OPEN", "U0ANNA", "支払い方法は？", ts)
    assert "添付ファイル" not in written(answer_in(slack.server, "C0OPEN", ts, 2))


def test_a_bare_mention_is_about_what_a_form_integration_posted(slack: Sender) -> None:
    posted = slack.workspace.write("C0OPEN", "U0FORM", "")
    posted |= {"bot_id": "B0FORM", "attachments": [{"fallback": "身代金は補償されますか？"}]}
    slack.workspace.messages["C0OPEN"][-1] = posted
    slack.say("C0OPEN", "U0ANNA", f"<@{US}>", posted["ts"])
    assert "✕ 補償の対象外" in written(answer_in(slack.server, "C0OPEN", posted["ts"]))


def _looks_at(channel: str) -> Data:
    return {"entities": [{"type": "slack#/types/channel_id", "value": channel, "team_id": "T0TEAM"}]}


def test_opening_the_direct_message_suggests_what_the_channel_beside_it_is_about(slack: Sender) -> None:
    opened = {"type": "app_home_opened", "user": "U0ANNA", "channel": "D0ANNA", "event_ts": slack.workspace.ts()}
    slack.event(opened | {"tab": "home"})
    slack.event(opened | {"tab": "messages", "context": _looks_at("C0OPEN")})
    (general,) = until(lambda: slack.workspace.called("assistant.threads.setSuggestedPrompts"))
    changed = {"type": "app_context_changed", "user": "U0ANNA", "context": _looks_at("C0YAYOI")}
    slack.event(changed | {"channel": "D0ANNA", "event_ts": slack.workspace.ts()})
    until(lambda: len(slack.workspace.called("assistant.threads.setSuggestedPrompts")) == 2)
    of_yayoi = slack.workspace.called("assistant.threads.setSuggestedPrompts")[1]
    assert "thread_ts" not in general
    assert 1 <= len(of_yayoi["prompts"]) <= 4
    assert of_yayoi["prompts"] != general["prompts"]
    # Slack's reference shows this event without a channel
    assert slack.event(changed).status_code == 200
    assert slack.workspace.standing("D0ANNA") == []


def test_a_direct_message_is_about_the_product_of_the_channel_beside_it_and_bears_a_title(slack: Sender) -> None:
    ts = slack.say("D0ANNA", "U0ANNA", "支払い方法は？", more={"app_context": _looks_at("C0YAYOI")})
    said = written(answer_in(slack.server, "D0ANNA", ts))
    assert "yayoi/" in said
    assert "chuokai/" not in said
    (title,) = until(lambda: slack.workspace.called("agents.sessions.rename"))
    assert (title["title"], title["thread_ts"]) == ("支払い方法は？", ts)


def test_the_pane_greets_and_suggests_what_the_channel_beside_it_is_about(slack: Sender) -> None:
    slack.workspace.has_pane = True
    thread = slack.workspace.ts()
    pane = {"user_id": "U0ANNA", "channel_id": "D0ANNA", "thread_ts": thread, "context": {"channel_id": "C0YAYOI"}}
    slack.event({"type": "assistant_thread_started", "assistant_thread": pane, "event_ts": thread})
    (prompts,) = until(lambda: slack.workspace.called("assistant.threads.setSuggestedPrompts"))
    assert 1 <= len(prompts["prompts"]) <= 4
    assert slack.workspace.standing("D0ANNA", thread)
    slack.say("D0ANNA", "U0ANNA", "支払い方法は？", thread)
    assert "yayoi/" in written(answer_in(slack.server, "D0ANNA", thread, 2))
    (title,) = until(lambda: slack.workspace.called("assistant.threads.setTitle"))
    assert title["title"] == "支払い方法は？"


def test_the_pane_follows_its_person_to_another_channel(slack: Sender) -> None:
    slack.workspace.has_pane = True
    thread = slack.workspace.ts()
    for kind, beside in (("assistant_thread_started", "C0OPEN"), ("assistant_thread_context_changed", "C0YAYOI")):
        pane = {"user_id": "U0ANNA", "channel_id": "D0ANNA", "thread_ts": thread, "context": {"channel_id": beside}}
        slack.event({"type": kind, "assistant_thread": pane, "event_ts": slack.workspace.ts()})
        until(lambda: slack.workspace.standing("D0ANNA", thread))
    slack.say("D0ANNA", "U0ANNA", "支払い方法は？", thread)
    assert "chuokai/" not in written(answer_in(slack.server, "D0ANNA", thread, 2))
