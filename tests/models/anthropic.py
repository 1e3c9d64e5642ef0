"""Anthropic's messages, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.models.asked import Asked, Said
from tests.models.moves import INPUT_TOKENS, OUTPUT_TOKENS, Move, pieces


def asked(body: dict[str, Any], headers: dict[str, str]) -> Asked:
    return Asked(
        protocol="anthropic",
        model=body["model"],
        system=_text(body.get("system") or ""),
        messages=tuple(said for message in body["messages"] for said in _said(message)),
        tools=tuple(each["name"] for each in body.get("tools") or ()),
        body=body,
        headers=headers,
    )


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def _said(message: dict[str, Any]) -> list[Said]:
    """The message; the results of tools, which come as a person's, each as one of its own."""
    content = message["content"]
    if isinstance(content, str):
        return [Said(message["role"], content)]
    found = [Said("tool", _text(each["content"])) for each in content if each["type"] == "tool_result"]
    calls = tuple(each["name"] for each in content if each["type"] == "tool_use")
    text = "".join(each["text"] for each in content if each["type"] == "text")
    return [*found, Said(message["role"], text, calls)] if text or calls or not found else found


def events(move: Move, body: dict[str, Any]) -> Iterator[str]:
    """The events of the stream; the input of a tool comes as JSON in pieces."""

    def event(kind: str, **data: Any) -> str:
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n"

    usage = {"input_tokens": INPUT_TOKENS, "output_tokens": 1}
    message = {"id": "m1", "type": "message", "role": "assistant", "model": body["model"], "content": []}
    yield event("message_start", message={**message, "stop_reason": None, "stop_sequence": None, "usage": usage})
    index = 0
    if move.text:
        yield event("content_block_start", index=index, content_block={"type": "text", "text": ""})
        for piece in pieces(move.text):
            yield event("content_block_delta", index=index, delta={"type": "text_delta", "text": piece})
        yield event("content_block_stop", index=index)
        index += 1
    for call in move.calls:
        block = {"type": "tool_use", "id": f"toolu_{index}", "name": call.name, "input": {}}
        yield event("content_block_start", index=index, content_block=block)
        given = call.arguments if isinstance(call.arguments, str) else json.dumps(call.arguments, ensure_ascii=False)
        for piece in pieces(given):
            yield event("content_block_delta", index=index, delta={"type": "input_json_delta", "partial_json": piece})
        yield event("content_block_stop", index=index)
        index += 1
    if not move.ends:
        return
    stop = move.stop or ("tool_use" if move.calls else "end_turn")
    yield event(
        "message_delta", delta={"stop_reason": stop, "stop_sequence": None}, usage={"output_tokens": OUTPUT_TOKENS}
    )
    yield event("message_stop")


def refusal(move: Move) -> dict[str, Any]:
    return {"type": "error", "error": {"type": "scripted", "message": move.error}}
