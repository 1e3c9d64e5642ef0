"""Who sees what stands in staff documents."""

from __future__ import annotations

import pytest

from tests.channels.slack.conftest import answer_in
from tests.channels.slack.fake.sending import Sender
from tests.channels.slack.fake.workspace import US, written

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
