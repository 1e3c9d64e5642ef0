"""The form that a request has, and the form that it wants."""

from __future__ import annotations

import email.message
import json
import re

from fastapi import Request

from assistant.channels.web.problems import Refusal

EVENT_STREAM = "text/event-stream"
JSON = "application/json"
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def wants_events(accept: str) -> bool:
    """Whether an Accept header names server-sent events, and prefers nothing to them."""
    weights = dict(_weighted(entry) for entry in accept.split(","))
    return weights.get(EVENT_STREAM, 0.0) > 0 and weights[EVENT_STREAM] >= weights.get(JSON, 0.0)


async def require_json(request: Request) -> None:
    """Dependency of routes that take JSON.

    Raises:
        Refusal: 415, the body is said to be something else, or not said to be anything; 422, it holds half a
            character (\\ud83d), which could be neither stored nor sent.
    """
    header = email.message.Message()
    header["content-type"] = request.headers.get("content-type", "text/plain")
    subtype = header.get_content_subtype()
    if header.get_content_maintype() != "application" or not (subtype == "json" or subtype.endswith("+json")):
        raise Refusal(415, "content_type")
    body = await request.body()
    if _SURROGATE.search(body):
        try:
            json.dumps(json.loads(body), ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise Refusal(422, "not_unicode") from None


def _weighted(entry: str) -> tuple[str, float]:
    """A media type and its weight: `text/html;q=0.8` is 0.8."""
    kind, *parameters = (part.strip().lower() for part in entry.split(";"))
    weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        return kind, float(weight)
    except ValueError:
        return kind, 0.0
