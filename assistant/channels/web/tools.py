"""POST /api/v1/tools/<name>: the deterministic tools, each answering with one element of `tool_results`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, Depends

from assistant.answers import ToolResult
from assistant.channels.web.negotiation import require_json
from assistant.channels.web.openapi import problems
from assistant.channels.web.problems import Refusal
from assistant.channels.web.products import Locale
from assistant.channels.web.service import Service
from assistant.knowledge.values import Language
from assistant.tools.requests import (
    TOOLS,
    ComparisonRequest,
    ContactRequest,
    CoverageRequest,
    EligibilityRequest,
    PremiumRequest,
    SearchRequest,
    ToolRequest,
)

_Endpoint = TypeVar("_Endpoint", bound=Callable[..., ToolResult])


def tools_router(service: Service) -> APIRouter:
    """The routes over the tools of `service`."""
    router = APIRouter(prefix="/api/v1/tools", tags=["tools"])
    takes_json = [Depends(require_json)]
    refusals = problems(400, 401, 403, 413, 415, 422, 429, 503)

    def route(endpoint: _Endpoint) -> _Endpoint:
        name = endpoint.__name__
        tool = router.post(
            f"/{name}", description=TOOLS[name].description, responses=refusals, dependencies=takes_json
        )
        return tool(endpoint)

    def call(name: str, request: ToolRequest, locale: Language) -> ToolResult:
        toolbox = service.assistant.tools.toolbox(locale=locale)
        return toolbox.call(name, request.model_dump(exclude_unset=True))

    @route
    def check_eligibility(request: EligibilityRequest, locale: Locale = "ja") -> ToolResult:
        return call("check_eligibility", request, locale)

    @route
    def estimate_premium(request: PremiumRequest, locale: Locale = "ja") -> ToolResult:
        return call("estimate_premium", request, locale)

    @route
    def check_coverage(request: CoverageRequest, locale: Locale = "ja") -> ToolResult:
        return call("check_coverage", request, locale)

    @route
    def compare_plans(request: ComparisonRequest, locale: Locale = "ja") -> ToolResult:
        return call("compare_plans", request, locale)

    @route
    def search_knowledge(request: SearchRequest, locale: Locale = "ja") -> ToolResult:
        return call("search_knowledge", request, locale)

    @route
    def contact(request: ContactRequest, locale: Locale = "ja") -> ToolResult:
        return call("contact", request, locale)

    @router.post("/{name}", include_in_schema=False)
    def unknown(name: str) -> None:
        raise Refusal(404, "unknown_tool", given=name[:100], known=", ".join(TOOLS))

    return router
