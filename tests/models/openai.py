"""OpenAI's chat completions, streamed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.models.asked import Asked, Said
from tests.models.moves import INPUT_TOKENS, OUTPUT_TOKENS, Move, pieces


def asked(body: dict[str, Any], headers: dict[str, str]) -> Asked:
    said = [_said(each) for each in body["messages"]]
    return Asked(
        protocol="openai",
        model=body["model"],
        system="\n".join(each.text for each in said if each.role in ("system", "developer")),
        messages=tuple(each for each in said if each.role not in ("system", "developer")),
        tools=tuple(each["function"]["name"] for each in body.get("tools") or ()),
        body=body,
        headers=headers,
    )


def _said(message: dict[str, Any]) -> Said:
    content = message.get("content") or ""
    text = content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
    return Said(message["role"], text, tuple(each["function"]["name"] for each in message.get("tool_calls") or ()))


def events(move: Move, body: dict[str, Any]) -> Iterator[str]:
    """The lines of the stream; a tool call comes as its name, then its arguments in pieces."""

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        data = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}
        return f"data: {json.dumps(data | {'choices': [choice]} | more)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(move.text):
        yield chunk({"content": piece})
    for index, call in enumerate(move.calls):
        function = {"name": call.name, "arguments": ""}
        yield chunk(
            {"tool_calls": [{"index": index, "id": f"call_{index}", "type": "function", "function": function}]}
        )
        given = call.arguments if isinstance(call.arguments, str) else json.dumps(call.arguments, ensure_ascii=False)
        for piece in pieces(given):
            yield chunk({"tool_calls": [{"index": index, "function": {"arguments": piece}}]})
    if not move.ends:
        return
    yield chunk({}, move.stop or ("tool_calls" if move.calls else "stop"))
    if move.counts and (body.get("stream_options") or {}).get("include_usage"):
        usage = {
            "prompt_tokens": INPUT_TOKENS,
            "completion_tokens": OUTPUT_TOKENS,
            "total_tokens": INPUT_TOKENS + OUTPUT_TOKENS,
        }
        yield chunk({}, usage=usage, choices=[])
    yield "data: [DONE]\n\n"


def refusal(move: Move) -> dict[str, Any]:
    return {"error": {"message": move.error, "type": "scripted", "code": move.error.split()[0]}}
