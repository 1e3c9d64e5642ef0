"""Errors as problem+json (RFC 9457), with a message that a person can act on."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError, QuestionError

_log = logging.getLogger(__name__)


def problem(status: int, title: str, detail: str) -> JSONResponse:
    """A problem+json response."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")


def install_problems(app: FastAPI) -> None:
    """Turns every error of the application into a problem."""

    @app.exception_handler(QuestionError)
    async def question(_: Request, error: QuestionError) -> JSONResponse:
        return problem(422, "Unprocessable message", str(error))

    @app.exception_handler(RequestValidationError)
    async def validation(_: Request, error: RequestValidationError) -> JSONResponse:
        details = "; ".join(f"{'.'.join(map(str, e['loc'][1:])) or 'body'}: {e['msg']}" for e in error.errors())
        return problem(422, "Unprocessable request", details)

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, "Request failed", str(error.detail))

    @app.exception_handler(AssistantError)
    async def unavailable(_: Request, error: AssistantError) -> JSONResponse:
        _log.error("cannot answer: %s", error)
        return problem(503, "Not available", "ただいま回答できません。しばらくしてからもう一度お試しください。")

    @app.exception_handler(Exception)
    async def unexpected(_: Request, error: Exception) -> JSONResponse:
        _log.exception("unexpected error", exc_info=error)
        return problem(500, "Internal error", "ただいま回答できません。しばらくしてからもう一度お試しください。")
