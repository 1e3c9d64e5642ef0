"""POST /api/v1/tools/<name>: the deterministic tools, each answering with one element of `tool_results`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from assistant.answers import ToolResult
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
from assistant.tools.toolbox import CurrentTools

Locale = Annotated[Language, Query(description="Language of the texts; quotes stay as they are.")]


def tools_router(tools: CurrentTools) -> APIRouter:
    """The routes over the current snapshot."""
    router = APIRouter(prefix="/api/v1/tools", tags=["tools"])

    def call(name: str, request: ToolRequest, locale: Language) -> ToolResult:
        return tools.toolbox(locale=locale).call(name, request.model_dump(exclude_unset=True))

    @router.post("/check_eligibility")
    def check_eligibility(request: EligibilityRequest, locale: Locale = "ja") -> ToolResult:
        return call("check_eligibility", request, locale)

    @router.post("/estimate_premium")
    def estimate_premium(request: PremiumRequest, locale: Locale = "ja") -> ToolResult:
        return call("estimate_premium", request, locale)

    @router.post("/check_coverage")
    def check_coverage(request: CoverageRequest, locale: Locale = "ja") -> ToolResult:
        return call("check_coverage", request, locale)

    @router.post("/compare_plans")
    def compare_plans(request: ComparisonRequest, locale: Locale = "ja") -> ToolResult:
        return call("compare_plans", request, locale)

    @router.post("/search_knowledge")
    def search_knowledge(request: SearchRequest, locale: Locale = "ja") -> ToolResult:
        return call("search_knowledge", request, locale)

    @router.post("/contact")
    def contact(request: ContactRequest, locale: Locale = "ja") -> ToolResult:
        return call("contact", request, locale)

    @router.post("/{name}", include_in_schema=False)
    def unknown(name: str) -> None:
        raise HTTPException(404, f"there is no tool '{name}': known are {', '.join(TOOLS)}")

    return router
