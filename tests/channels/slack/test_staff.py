"""Who sees what stands in staff documents."""

from __future__ import annotations

import pytest

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Turn
from assistant.answers import Answer
from assistant.channels.slack.rendering.actions import SUGGESTION
from assistant.channels.slack.rewording import public_conversation
from tests.channels.slack.conftest import answer_in
from tests.channels.slack.fake.sending import Sender
from tests.channels.slack.fake.workspace import US, Data, written

# stands in chuokai/staff-premium-table.md only
ASK = f"<@{US}> 中央会プランで、割引確認シートの割引を掛け直す方法は？"
STAFF = "staff-premium-table.md"


def _cited(slack: Sender, channel: str, user: str = "U0ANNA", more: dict[str, object] | None = None) -> str:
    ts = slack.say(channel, user, ASK, more=more)
    return written(answer_in(slack.server, channel, ts))


@pytest.mark.parametrize("channel", ["C0STAFF", "D0ANNA"])
def test_staff_documents_are_used_in_allowed_channels_and_direct_messages(slack: Sender, channel: str) -> None:
    said = _cited(slack, channel)
    assert STAFF in said
    assert "【社内資料】" in said


def test_other_channels_are_public_only(slack: Sender) -> None:
    assert STAFF not in _cited(slack, "C0OPEN")


@pytest.mark.parametrize("user", ["U0GUEST", "U0OTHER", "U0NOBODY"])
def test_guests_and_people_of_other_workspaces_never_see_them(slack: Sender, user: str) -> None:
    assert STAFF not in _cited(slack, "C0STAFF", user)


def test_a_channel_shared_with_another_workspace_is_public_only(slack: Sender) -> None:
    message = slack.workspace.write("C0STAFF", "U0ANNA", ASK)
    event = {**message, "channel": "C0STAFF", "channel_type": "channel", "type": "app_mention"}
    slack.event(event, is_ext_shared_channel=True)
    assert STAFF not in written(answer_in(slack.server, "C0STAFF", message["ts"]))


@pytest.mark.parametrize("flag", ["is_ext_shared", "is_org_shared", "is_pending_ext_shared"])
def test_whoever_asks_in_a_shared_channel_and_however_it_is_public_only(slack: Sender, flag: str) -> None:
    slack.workspace.shared["C0STAFF"] = flag
    question = slack.workspace.write("C0STAFF", "U0ANNA", ASK)
    slack.shortcut(question, "C0STAFF")
    assert STAFF not in written(answer_in(slack.server, "C0STAFF", question["ts"]))
    message = answer_in(slack.server, "C0STAFF", slack.say("C0STAFF", "U0ANNA", f"<@{US}> 中央会の保険料を教えて"), 1)
    slack.press(with_suggestion(message, ASK), "C0STAFF", f"{SUGGESTION}.0")
    assert STAFF not in written(answer_in(slack.server, "C0STAFF", message["thread_ts"], 2))


def with_suggestion(message: Data, question: str) -> Data:
    """A message whose first suggestion is another one."""
    for block in message["blocks"]:
        for element in block.get("elements", ()):
            if element.get("action_id") == f"{SUGGESTION}.0":
                element["value"] = question
    return message


def test_a_guest_does_not_go_on_with_a_conversation_in_which_staff_documents_were_used(
    slack: Sender, talking: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ts = slack.say("C0STAFF", "U0ANNA", ASK)
    assert STAFF in written(answer_in(slack.server, "C0STAFF", ts))
    turns: list[Turn] = []
    reply = talking.reply

    def counted(turn: Turn) -> Answer:
        turns.append(turn)
        return reply(turn)

    monkeypatch.setattr(talking, "reply", counted)
    slack.say("C0STAFF", "U0GUEST", "50%ならいくらになりますか", ts)
    assert STAFF not in written(answer_in(slack.server, "C0STAFF", ts, 2))
    assert not any(turn.staff for turn in turns)
    # what a language model would be told of the conversation
    told = talking.history(str(turns[-1].conversation_id))
    assert [turn.screened.question for turn in told][-1] == "50%ならいくらになりますか"
    assert STAFF not in str([turn.answer for turn in told])
    assert "割り戻" not in str([turn.answer for turn in told])


def test_a_conversation_without_staff_documents_goes_on_as_it_is(talking: Assistant) -> None:
    first = talking.reply(Turn(message="支払い方法は？", product="yayoi", staff=True))
    assert public_conversation(talking, first.conversation_id, "yayoi") == first.conversation_id


def test_what_another_workspace_writes_in_a_thread_is_sent_to_them(slack: Sender) -> None:
    ts = slack.say("C0OPEN", "U0OTHER", f"<@{US}> 支払い方法は？", more={"user_team": "T0ELSE", "team": "T0ELSE"})
    answer_in(slack.server, "C0OPEN", ts)
    (begun,) = slack.workspace.called("chat.startStream")
    assert begun["recipient_team_id"] == "T0ELSE"
