"""What the API description says beside the models: an example of each request and response, and the problems."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from assistant.answers import Answer
from assistant.channels.web.events import example_stream
from assistant.channels.web.negotiation import EVENT_STREAM, JSON
from assistant.channels.web.problems import PROBLEM_TYPE, Problem
from assistant.data_file import read_data

Described = dict[str, Any]


@cache
def examples() -> dict[str, dict[Any, Any]]:
    """The `request` and `response` of each operation, and under `problems` one of each status."""
    found: dict[str, dict[Any, Any]] = read_data(__file__, "examples.yaml")
    return found


def problems(*statuses: int) -> dict[int | str, Described]:
    """The problems that a route can end in, for its `responses`."""
    return {status: {"model": Problem} for status in statuses}


def operation_id(route: APIRoute) -> str:
    """Operations are named as their functions are."""
    return route.name


def install_description(app: FastAPI) -> None:
    """Completes the description of `app` when it is first asked for."""

    def openapi() -> Described:
        if app.openapi_schema is None:
            found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            for operations in found["paths"].values():
                for operation in operations.values():
                    _complete(operation, examples().get(operation["operationId"], {}))
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _complete(operation: Described, example: dict[Any, Any]) -> None:
    if "request" in example:
        operation["requestBody"]["content"][JSON]["example"] = example["request"]
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        if int(status) >= 400:
            content[PROBLEM_TYPE] = content.pop(JSON) | {"example": examples()["problems"][int(status)]}
        elif JSON in content:
            content[JSON]["example"] = example["response"]
        if EVENT_STREAM in content:
            stream = example_stream(Answer.model_validate(example["response"]))
            content[EVENT_STREAM] = {"schema": {"type": "string"}, "example": stream}
