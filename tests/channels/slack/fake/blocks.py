"""Block Kit as Slack publishes its limits: https://docs.slack.dev/reference/block-kit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Data = dict[str, Any]
_ACTIVE = re.compile(r"<(?!https?://[^<>|\s]+>)[^>]*")
_MOST_IN = {"message": 50, "modal": 100}
_KEYS = {
    "section": {"text", "fields", "accessory", "expand"},
    "header": {"text"},
    "divider": set(),
    "context": {"elements"},
    "actions": {"elements"},
    "context_actions": {"elements"},
    "input": {"label", "element", "hint", "optional", "dispatch_action"},
    "table": {"rows", "column_settings"},
    "rich_text": {"elements"},
}
_IN_MODALS = {"section", "header", "divider", "context", "actions", "input", "rich_text"}


def violations(blocks: Any, place: str = "message") -> list[str]:
    """What Slack would refuse in blocks of a message or a modal."""
    if not isinstance(blocks, list):
        return ["blocks are no list"]
    found = [] if len(blocks) <= _MOST_IN[place] else [f"{len(blocks)} blocks"]
    named = [each["block_id"] for each in blocks if "block_id" in each]
    if len(named) != len(set(named)):
        found.append("a block_id stands twice")
    tables = [each for each in blocks if each.get("type") == "table"]
    if len(tables) > 1:
        found.append("more than one table")
    for number, block in enumerate(blocks):
        found += [f"{number} ({block.get('type')}): {each}" for each in _block(block, place)]
    return found


def too_long(blocks: list[Data]) -> bool:
    """Whether Slack finds the blocks of a message too long together: msg_blocks_too_long, near 12,000 characters."""
    return sum(_size(each) for each in _strings(blocks)) > 11_000


def active(text: str) -> list[str]:
    """What is no plain text in mrkdwn: mentions, broadcasts, labelled links."""
    return _ACTIVE.findall(text)


def texts(value: Any) -> Iterable[Data]:
    """Every text object in blocks."""
    if isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "plain_text"):
            yield value
        for each in value.values():
            yield from texts(each)


def _block(block: Data, place: str) -> list[str]:
    kind = block.get("type")
    if kind not in _KEYS:
        return ["unknown type"]
    found = [f"unknown key {key}" for key in block.keys() - _KEYS[kind] - {"type", "block_id"}]
    found += _length(block.get("block_id"), 255, "block_id") if "block_id" in block else []
    if place == "modal" and kind not in _IN_MODALS:
        found.append("not in a modal")
    if place == "message" and kind == "input":
        found.append("not in a message")
    match kind:
        case "section":
            if "text" not in block and "fields" not in block:
                found.append("neither text nor fields")
            found += _text(block["text"], 3000) if "text" in block else []
        case "header":
            found += _text(block.get("text"), 150, plain=True)
        case "context":
            found += _many(block, 10, {"mrkdwn", "plain_text", "image"})
            found += [each for element in block.get("elements", ()) for each in _text(element, 2000)]
        case "actions":
            found += _many(block, 25, {"button", "external_select", "static_select"})
            found += [each for element in block.get("elements", ()) for each in _element(element)]
        case "context_actions":
            found += _many(block, 5, {"feedback_buttons", "icon_button"})
            found += [each for element in block.get("elements", ()) for each in _element(element)]
        case "input":
            found += _text(block.get("label"), 2000, plain=True)
            found += _text(block["hint"], 2000, plain=True) if "hint" in block else []
            found += _element(block.get("element") or {})
        case "table":
            found += _table(block)
        case "rich_text":
            found += _rich(block.get("elements"))
    return found


def _element(element: Data) -> list[str]:
    found = _length(element.get("action_id"), 255, "action_id")
    found += _text(element["placeholder"], 150, plain=True) if "placeholder" in element else []
    match element.get("type"):
        case "button":
            found += _text(element.get("text"), 75, plain=True)
            found += _length(element["value"], 2000, "value") if "value" in element else []
        case "feedback_buttons":
            for name in ("positive_button", "negative_button"):
                button = element.get(name) or {}
                found += _text(button.get("text"), 75, plain=True) + _length(button.get("value"), 2000, "value")
                found += (
                    _length(button["accessibility_label"], 75, "label") if "accessibility_label" in button else []
                )
        case "external_select":
            found += option(element["initial_option"]) if "initial_option" in element else []
        case "plain_text_input":
            most = element.get("max_length", 3000)
            found += ["max_length"] if not 1 <= most <= 3000 else []
            found += _length(element["initial_value"], most, "initial_value") if "initial_value" in element else []
        case kind:
            found.append(f"unknown element {kind}")
    return found


def option(given: Any) -> list[str]:
    """What Slack would refuse in an option."""
    if not isinstance(given, dict) or given.keys() - {"text", "value", "description"}:
        return [f"no option: {given}"]
    return _text(given.get("text"), 75) + _length(given.get("value"), 150, "value")


def modal(view: Data) -> list[str]:
    """What Slack would refuse in a modal."""
    found = [] if view.get("type") == "modal" else ["no modal"]
    for name in ("title", "submit", "close"):
        found += _text(view.get(name), 24, plain=True)
    found += _length(view.get("callback_id"), 255, "callback_id")
    found += ["private_metadata"] if len(view.get("private_metadata", "")) > 3000 else []
    return found + violations(view.get("blocks"), "modal")


def _many(block: Data, most: int, kinds: set[str]) -> list[str]:
    elements = block.get("elements") or []
    found = [] if 1 <= len(elements) <= most else [f"{len(elements)} elements"]
    ids = [each["action_id"] for each in elements if "action_id" in each]
    found += ["an action_id stands twice"] if len(ids) != len(set(ids)) else []
    return found + [f"element {each.get('type')}" for each in elements if each.get("type") not in kinds]


def _table(block: Data) -> list[str]:
    rows = block.get("rows") or []
    found = [] if 1 <= len(rows) <= 100 else [f"{len(rows)} rows"]
    found += ["rows of more than 20 cells"] if any(not 1 <= len(row) <= 20 for row in rows) else []
    cells = [cell for row in rows for cell in row]
    found += ["a cell that is no raw text"] if any(cell.get("type") != "raw_text" for cell in cells) else []
    found += ["an empty cell"] if any(not cell.get("text") for cell in cells) else []
    found += ["more than 10,000 characters"] if sum(len(cell.get("text", "")) for cell in cells) > 10_000 else []
    return found + (["more than 20 columns"] if len(block.get("column_settings", ())) > 20 else [])


def _rich(elements: Any) -> list[str]:
    if not elements:
        return ["no elements"]
    kinds = {"rich_text_section", "rich_text_preformatted", "rich_text_quote", "rich_text_list"}
    found = [
        f"element {each.get('type')}" for each in elements if each.get("type") not in kinds or not each["elements"]
    ]
    for part in (part for each in elements for part in each.get("elements", ())):
        match part:
            case {"type": "text", "text": str(text)} if text and part.keys() <= {"type", "text", "style"}:
                continue
            case {"type": "link", "url": str(url)} if re.fullmatch(r"https?://[^\s<>|]+", url):
                continue
        found.append(f"part {part}")
    return found


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name == "text" and isinstance(each, str):
                yield each
            else:
                yield from _strings(each)


def _text(given: Any, most: int, *, plain: bool = False) -> list[str]:
    if not isinstance(given, dict) or given.get("type") not in ("mrkdwn", "plain_text"):
        return ["no text object"]
    if plain and given["type"] != "plain_text":
        return ["text is not plain"]
    allowed = {"type", "text", "emoji"} if given["type"] == "plain_text" else {"type", "text", "verbatim"}
    found = [f"unknown key {key}" for key in given.keys() - allowed]
    return found + _length(given.get("text"), most, "text")


def _length(given: Any, most: int, name: str) -> list[str]:
    if not isinstance(given, str):
        return [f"{name} is no text"]
    size = _size(given)
    return [] if 1 <= size <= most else [f"{name} has {size} characters"]


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
