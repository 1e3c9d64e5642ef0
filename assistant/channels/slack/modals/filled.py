"""What was filled into a form, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from assistant.answers import ToolResult
from assistant.channels.slack.modals.form import SHAPES, About
from assistant.channels.slack.rendering.texts import shortened
from assistant.channels.slack.texts import say

_ERROR = 300


class Filled(NamedTuple):
    """A form that was sent.

    Attributes:
        arguments: of the tool, by name.
        shown: what was chosen or typed, by name, as the person saw it.
        blocks: id of the block of each field.
        errors: what is wrong, by block id.
    """

    about: About
    arguments: dict[str, str]
    shown: dict[str, str]
    blocks: dict[str, str]
    errors: dict[str, str]

    @property
    def asked(self) -> str:
        """What was asked for, in a line."""
        return "、".join(f"{say(f'field.{name}')}: {value}" for name, value in self.shown.items())


def filled(view: Mapping[str, Any]) -> Filled:
    """A form as it was sent."""
    about = About.model_validate_json(view["private_metadata"])
    arguments: dict[str, str] = {}
    shown: dict[str, str] = {}
    blocks: dict[str, str] = {each["block_id"].partition(".")[0]: each["block_id"] for each in view["blocks"]}
    for block, actions in view["state"]["values"].items():
        name = block.partition(".")[0]
        for state in actions.values():
            if chosen := state.get("selected_option"):
                arguments[name], shown[name] = chosen["value"], chosen["text"]["text"]
            elif typed := (state.get("value") or "").strip():
                arguments[name] = shown[name] = typed
    ordered: dict[str, str] = {name: shown[name] for name in SHAPES[about.kind].fields if name in shown}
    errors = _split(arguments, blocks)
    return Filled(about, arguments, ordered, blocks, errors)


def mistakes(sent: Filled, result: ToolResult) -> dict[str, str]:
    """What the tool could not take or lacks, by block id; empty where it did its work."""
    data = result.result
    last = next(iter(sent.blocks.values()))
    wrong = {
        sent.blocks.get(each["argument"], last): shortened(each["text"], _ERROR)
        for each in (*data.get("errors", ()), *data.get("unclear", ()))
    }
    is_open = data.get("eligible") is None if result.tool == "check_eligibility" else True
    lacking = {sent.blocks[name]: say("needed") for name in _missing(data) if is_open and name in sent.blocks}
    return lacking | wrong


def _missing(data: Mapping[str, Any]) -> list[str]:
    return [each if isinstance(each, str) else str(each.get("argument", "")) for each in data.get("missing", ())]


def _split(arguments: dict[str, str], blocks: Mapping[str, str]) -> dict[str, str]:
    """Takes the product off plans and sets; an error where it is not the product of the form."""
    errors = {}
    for name in ("plan", "limit_set"):
        product, slash, identity = arguments.get(name, "").partition("/")
        if slash:
            arguments[name] = identity
            if arguments.setdefault("product", product) != product:
                errors[blocks[name]] = say("wrong_product")
    return errors
