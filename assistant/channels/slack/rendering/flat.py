"""A message without blocks: what is left where Slack does not take them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.channels.slack.rendering.message import BUTTONS, TEXT, Message
from assistant.channels.slack.rendering.texts import escaped, split


def flat(message: Message) -> list[str]:
    """All that a message says, sources too, in mrkdwn and in as many texts as it needs; buttons are left out."""
    shown = [each for each in message.blocks if each["type"] not in BUTTONS]
    return split("\n".join(_line(each) for each in shown) or message.text, TEXT)


def _line(block: Mapping[str, Any]) -> str:
    match block["type"]:
        case "table":
            return "\n".join(" | ".join(_texts(row)) for row in block["rows"])
        case "rich_text":
            return "\n".join("".join(_texts(each)) for each in block["elements"])
    return "\n".join(_texts([value for key, value in block.items() if key != "type"]))


def _texts(value: Any) -> list[str]:
    if isinstance(value, list | tuple):
        return [text for each in value for text in _texts(each)]
    if not isinstance(value, Mapping):
        return []
    if value.get("type") == "mrkdwn":
        return [value["text"]]
    if isinstance(text := value.get("text") or value.get("url"), str):
        return [escaped(text)]
    return [text for each in value.values() for text in _texts(each)]
