"""The API description: what it promises is what there is."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from pydantic import BaseModel, TypeAdapter

from assistant.answers import Answer, Block, Citation, ToolResult
from assistant.channels.web.about import About
from assistant.channels.web.chat import ChatRequest
from assistant.channels.web.conversations import Conversation
from assistant.channels.web.events import Status
from assistant.channels.web.feedback import FeedbackRequest
from assistant.channels.web.health import Alive, Ready
from assistant.channels.web.openapi import examples
from assistant.channels.web.problems import Problem
from assistant.channels.web.products import ProductInfo
from assistant.channels.web.widget.industries import IndustryInfo
from assistant.channels.web.widget.session import SessionToken
from assistant.channels.web.widget.start import Start
from assistant.tools.requests import TOOLS

REQUESTS: dict[str, type[BaseModel]] = {
    "chat": ChatRequest,
    "feedback": FeedbackRequest,
    **{name: spec.request for name, spec in TOOLS.items()},
}
RESPONSES: dict[str, Any] = {
    "chat": Answer,
    "conversation": Conversation,
    "products": list[ProductInfo],
    "assistant": About,
    "widget_session": SessionToken,
    "widget_start": Start,
    "industries": list[IndustryInfo],
    "healthz": Alive,
    "readyz": Ready,
    **dict.fromkeys(TOOLS, ToolResult),
}
EVENTS: dict[str, Any] = {
    "status": Status,
    "block": Block,
    "citation": Citation,
    "tool_result": ToolResult,
    "done": Answer,
}
WITHOUT_BODY = {
    ("delete", "/api/v1/conversations/{conversation_id}"),
    ("delete", "/api/v1/widget/session"),
    ("post", "/api/v1/feedback"),
}


@pytest.fixture(scope="module")
def operations(client: httpx.Client) -> dict[tuple[str, str], dict[str, Any]]:
    paths = client.get("/openapi.json").json()["paths"]
    return {(method, path): operation for path, found in paths.items() for method, operation in found.items()}


def test_every_route_has_an_example_of_what_it_takes_and_gives(
    operations: dict[tuple[str, str], dict[str, Any]],
) -> None:
    for key, operation in operations.items():
        if "requestBody" in operation:
            assert operation["requestBody"]["content"]["application/json"]["example"], key
        if key not in WITHOUT_BODY:
            assert operation["responses"]["200"]["content"]["application/json"]["example"], key
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                (content_type,) = response["content"]
                assert content_type == "application/problem+json"
                assert Problem.model_validate(response["content"][content_type]["example"]).status == int(status)


@pytest.mark.parametrize("route", REQUESTS)
def test_example_requests_are_what_the_route_takes(route: str) -> None:
    REQUESTS[route].model_validate(examples()[route]["request"])


@pytest.mark.parametrize("route", RESPONSES)
def test_example_responses_are_what_the_route_gives(route: str) -> None:
    TypeAdapter(RESPONSES[route]).validate_python(examples()[route]["response"])


@pytest.mark.parametrize("name", TOOLS)
def test_example_results_of_tools_are_what_the_tools_say(client: httpx.Client, name: str) -> None:
    response = client.post(f"/api/v1/tools/{name}", json=examples()[name]["request"])
    assert response.json()["result"].keys() == examples()[name]["response"]["result"].keys()


def test_the_example_stream_holds_every_kind_of_event(operations: dict[tuple[str, str], dict[str, Any]]) -> None:
    content = operations["post", "/api/v1/chat"]["responses"]["200"]["content"]
    told = [part.split("\n") for part in content["text/event-stream"]["example"].strip().split("\n\n")]
    names = [lines[0].removeprefix("event: ") for lines in told]
    assert list(dict.fromkeys(names)) == list(EVENTS)
    for name, lines in zip(names, told, strict=True):
        TypeAdapter(EVENTS[name]).validate_python(json.loads(lines[1].removeprefix("data: ")))
