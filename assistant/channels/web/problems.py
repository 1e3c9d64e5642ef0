"""Errors as problem+json (RFC 9457), with a message that a person can act on."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.channels.web.messages import has_message, message
from assistant.errors import AssistantError, QuestionError

PROBLEM_TYPE = "application/problem+json"
_log = logging.getLogger(__name__)
_FRAMES = 8
_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "2"}}
_BY_STATUS = {400: "not_json", 404: "no_such_path", 405: "no_such_method", 503: "unavailable"}


class FieldProblem(BaseModel):
    """What is wrong with one field of a request."""

    model_config = ConfigDict(frozen=True)

    field: str
    detail: str


class Problem(BaseModel):
    """A problem (RFC 9457); `detail` says in Japanese and English what to do, `errors` which fields are wrong."""

    model_config = ConfigDict(frozen=True)

    type: str = "about:blank"
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    errors: tuple[FieldProblem, ...] = ()


class Refusal(HTTPException):
    """Becomes a problem whose detail is the message `key` of messages.yaml; `headers` by status where not given."""

    def __init__(self, status: int, key: str, headers: Mapping[str, str] | None = None, **values: object) -> None:
        super().__init__(status, message(key, **values), headers or _HEADERS.get(status))


def problem_of(error: Exception) -> Problem:
    """The problem that an exception is to the caller; what only the operator can mend is logged."""
    match error:
        case RequestValidationError():
            return _invalid(error.errors())
        case Refusal():
            return _problem(error.status_code, error.detail)
        case HTTPException():
            return _problem(error.status_code, message(_BY_STATUS.get(error.status_code, "failed")))
        case QuestionError():
            return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
        case AssistantError():
            _log.error("cannot answer: %s", error)
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, message("unavailable"))
    log_unexpected(error)
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, message("unavailable"))


def problem_response(error: Exception) -> JSONResponse:
    """The response to a request that ended in `error`."""
    problem = problem_of(error)
    headers = error.headers if isinstance(error, HTTPException) else None
    return JSONResponse(problem.model_dump(mode="json"), problem.status, headers, PROBLEM_TYPE)


def log_unexpected(error: Exception) -> None:
    """Logs where an error came from. Its text is left out: it can hold what a person typed."""
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)[-_FRAMES:]))
    _log.error("unexpected %s\n%s", type(error).__name__, frames.rstrip())


def install_problems(app: FastAPI) -> None:
    """Turns every error that a route raises into a problem."""

    async def answer(_: Request, error: Exception) -> JSONResponse:
        return problem_response(error)

    for kind in (RequestValidationError, HTTPException, AssistantError):
        app.add_exception_handler(kind, answer)


def _problem(status: int, detail: str, errors: tuple[FieldProblem, ...] = ()) -> Problem:
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)


def _invalid(errors: Sequence[Any]) -> Problem:
    if any(each["type"] == "json_invalid" for each in errors):
        return _problem(HTTPStatus.BAD_REQUEST, message("not_json"))
    fields = tuple(_field_problem(each) for each in errors)
    detail = " ".join(dict.fromkeys(each.detail for each in fields))
    return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, fields)


def _field_problem(error: Mapping[str, Any]) -> FieldProblem:
    # the first step of the place is body, query or path
    field = ".".join(str(step) for step in error["loc"][1:]) or str(error["loc"][0])
    key = error["type"] if has_message(error["type"]) else "invalid_value"
    values = {"field": field, "message": error["msg"], **error.get("ctx", {})}
    return FieldProblem(field=field, detail=message(key, **values))
