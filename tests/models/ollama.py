"""Ollama's chat, streamed as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.models.asked import Asked, Said
from tests.models.moves import INPUT_TOKENS, OUTPUT_TOKENS, Move, pieces


def asked(body: dict[str, Any], headers: dict[str, str]) -> Asked:
    said = [
        Said(
            each["role"],
            each.get("content") or "",
            tuple(call["function"]["name"] for call in each.get("tool_calls") or ()),
        )
        for each in body["messages"]
    ]
    return Asked(
        protocol="ollama",
        model=body["model"],
        system="\n".join(each.text for each in said if each.role == "system"),
        messages=tuple(each for each in said if each.role != "system"),
        tools=tuple(each["function"]["name"] for each in body.get("tools") or ()),
        body=body,
        headers=headers,
    )


def events(move: Move, body: dict[str, Any]) -> Iterator[str]:
    """The lines of the stream; a tool call comes whole."""

    def line(message: dict[str, Any], **more: Any) -> str:
        data = {"model": body["model"], "created_at": "2026-11-22T00:00:00Z", "done": False}
        return json.dumps({**data, "message": {"role": "assistant", "content": "", **message}, **more}) + "\n"

    for piece in pieces(move.text):
        yield line({"content": piece})
    for call in move.calls:
        yield line({"tool_calls": [{"function": {"name": call.name, "arguments": call.arguments}}]})
    if not move.ends:
        return
    counts = {"prompt_eval_count": INPUT_TOKENS, "eval_count": OUTPUT_TOKENS} if move.counts else {}
    yield line({}, done=True, done_reason=move.stop or "stop", **counts)


def refusal(move: Move) -> dict[str, Any]:
    return {"error": move.error}
