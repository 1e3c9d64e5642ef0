"""GET /api/v1/industries: classes of business by the beginnings of what people call them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.channels.web.caching import revalidated
from assistant.channels.web.openapi import problems
from assistant.channels.web.products import Locale
from assistant.channels.web.service import Service
from assistant.channels.web.widget.gate import API
from assistant.knowledge.industries import Industry
from assistant.knowledge.values import Language
from assistant.text import collapse, normalise

MOST = 8


class IndustryInfo(BaseModel):
    """A class of business; `name` is what matched, where that is not its label."""

    model_config = ConfigDict(frozen=True)

    id: str
    label: str
    name: str | None = Field(default=None, description="An everyday name of the class (歯科クリニック).")


class _Match(NamedTuple):
    """How well a class matches: the lower the better."""

    grade: int
    length: int
    place: int
    name: str


def industries_router(service: Service) -> APIRouter:
    """The route over the industries of `service`."""
    router = APIRouter(prefix=API.rstrip("/"), tags=["widget"])

    @router.get("/industries", response_model=list[IndustryInfo], responses=problems(403, 422, 503))
    def industries(
        request: Request,
        query: Annotated[str, Query(max_length=100, description="What has been typed so far.")] = "",
        locale: Locale = "ja",
    ) -> Response:
        """The classes of business that match best, at most eight; without a query none."""
        known = service.assistant.search.snapshot.knowledge.industries
        return revalidated(request, completions(known, query, locale))

    return router


def completions(industries: tuple[Industry, ...], query: str, locale: Language) -> list[IndustryInfo]:
    """The classes whose label or one of whose names begins with `query`, then those that contain it."""
    wanted = collapse(normalise(query))
    if not wanted:
        return []
    best = sorted((match, each) for place, each in enumerate(industries) for match in _best(each, wanted, place))
    return [
        IndustryInfo(
            id=each.id,
            label=each.label.in_language(locale),
            name=None if match.name in (each.label.ja, each.label.in_language(locale)) else match.name,
        )
        for match, each in best[:MOST]
    ]


def _best(industry: Industry, wanted: str, place: int) -> Iterator[_Match]:
    labels = (industry.label.ja, industry.label.in_language("en"))
    found = [
        _Match(_grade(read, wanted, name in labels), len(read), place, name)
        for name in (*labels, *industry.names)
        if wanted in (read := normalise(name))
    ]
    if found:
        yield min(found)


def _grade(name: str, wanted: str, is_label: bool) -> int:
    """The name itself first, then what begins with it, then what has it elsewhere; labels before other names."""
    if name == wanted:
        return 0
    return (1 if name.startswith(wanted) else 3) + (not is_label)
