"""GET /api/v1/assistant: who answers, and what to begin with."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from assistant.channels.web.caching import revalidated
from assistant.channels.web.openapi import problems
from assistant.channels.web.products import Locale
from assistant.channels.web.service import Service
from assistant.channels.web.suggestions import first_questions
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.values import Language

_NAMES: dict[Language, str] = {"ja": "AIアシスタント", "en": "AI assistant"}
_SEPARATORS: dict[Language, str] = {"ja": "、", "en": ", "}


class About(BaseModel):
    """The assistant; `scope` is what it answers for, `greeting` what it says first."""

    model_config = ConfigDict(frozen=True)

    name: str
    scope: str
    greeting: str | None
    suggestions: tuple[str, ...]


def about_router(service: Service) -> APIRouter:
    """The route over the assistant of `service`."""
    router = APIRouter(prefix="/api/v1", tags=["knowledge"])

    @router.get("/assistant", response_model=About, responses=problems(422, 503))
    def assistant(request: Request, locale: Locale = "ja") -> Response:
        """The assistant's name, scope, greeting and first questions, from assistant.yaml or the products."""
        snapshot = service.assistant.search.snapshot
        return revalidated(request, about(snapshot.knowledge, first_questions(snapshot, None, locale), locale))

    return router


def about(knowledge: KnowledgeBase, suggestions: tuple[str, ...], locale: Language) -> About:
    """Who answers from a knowledge base."""
    identity = knowledge.identity
    names = _SEPARATORS[locale].join(known.product.name for known in knowledge.products.values())
    return About(
        name=identity.name.in_language(locale) if identity.name else _NAMES[locale],
        scope=identity.scope.in_language(locale) if identity.scope else names,
        greeting=identity.greeting.in_language(locale) if identity.greeting else None,
        suggestions=suggestions,
    )
