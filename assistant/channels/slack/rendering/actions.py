"""The buttons below an answer, and what they are called when they are pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.channels.slack.rendering.message import BUTTON, VALUE, Block, size
from assistant.channels.slack.rendering.texts import plain, shortened
from assistant.channels.slack.texts import say
from assistant.knowledge.values import Language

FEEDBACK = "feedback"
FOR_CUSTOMER = "for_customer"
HAND_OVER = "hand_over"
SUGGESTION = "suggestion"
_SUGGESTIONS = 5


def action_blocks(message_id: str, suggestions: Sequence[str], language: Language) -> list[Block]:
    """Suggestions, feedback, wording for a customer, hand-over."""
    asked = [each for each in suggestions if each.strip() and size(each) <= VALUE][:_SUGGESTIONS]
    buttons = [_button(f"{SUGGESTION}.{place}", text, text) for place, text in enumerate(asked)]
    work = [
        _button(FOR_CUSTOMER, say("for_customer", language), message_id),
        _button(HAND_OVER, say("hand_over", language), message_id),
    ]
    votes = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": _vote("helpful", f"up {message_id}", language),
        "negative_button": _vote("unhelpful", f"down {message_id}", language),
    }
    return [
        *([{"type": "actions", "elements": buttons}] if buttons else []),
        {"type": "actions", "elements": work},
        {"type": "context_actions", "elements": [votes]},
    ]


def _button(action: str, text: str, value: str) -> dict[str, Any]:
    return {"type": "button", "action_id": action, "text": plain(shortened(text, BUTTON)), "value": value}


def _vote(key: str, value: str, language: Language) -> dict[str, Any]:
    text = say(key, language)
    return {"text": plain(text), "value": value, "accessibility_label": text}
