"""The form that asks why an answer was of no use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from assistant.channels.slack.posting import Place
from assistant.channels.slack.rendering.texts import plain
from assistant.channels.slack.texts import say

CALLBACK = "feedback_reason"
_REASON = 1000
_BLOCK, _ACTION = "reason", "text"


def reason_form(message_id: str, place: Place) -> dict[str, Any]:
    """The form for an answer at a place."""
    about = {"message": message_id, "channel": place.channel, "thread": place.thread}
    field = {"type": "plain_text_input", "action_id": _ACTION, "multiline": True, "max_length": _REASON}
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": json.dumps(about),
        "title": plain(say("feedback_title")),
        "submit": plain(say("send")),
        "close": plain(say("cancel")),
        "blocks": [
            {
                "type": "input",
                "block_id": _BLOCK,
                "optional": True,
                "label": plain(say("feedback_reason")),
                "hint": plain(say("feedback_hint")),
                "element": field,
            }
        ],
    }


def reason_of(view: Mapping[str, Any], user: str) -> tuple[str, Place, str | None]:
    """The answer that a sent form is about, where it stands, and the reason."""
    about = json.loads(view["private_metadata"])
    said = view["state"]["values"].get(_BLOCK, {}).get(_ACTION, {}).get("value")
    return about["message"], Place(about["channel"], about["thread"], user), said
