"""GET /api/v1/widget/start: all that the widget shows before the first question."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.channels.web.about import about
from assistant.channels.web.caching import revalidated
from assistant.channels.web.openapi import problems
from assistant.channels.web.problems import Refusal
from assistant.channels.web.products import ContactInfo, Locale, contact_info
from assistant.channels.web.service import Service
from assistant.channels.web.suggestions import first_questions
from assistant.channels.web.widget.forms import Form, forms
from assistant.channels.web.widget.gate import API
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.products import Product
from assistant.knowledge.values import Language
from assistant.settings import Settings
from assistant.text import normalise


class _Info(BaseModel):
    model_config = ConfigDict(frozen=True)


class ProductName(_Info):
    """A product, who insures and offers it, and the day for which the knowledge base describes it."""

    id: str
    name: str
    insurer: str | None
    operator: str | None
    as_of: dt.date


class ProductContacts(_Info):
    """The ways to a person for a product."""

    product: str
    name: str
    contacts: tuple[ContactInfo, ...]


class Start(_Info):
    """What a page shows first; `product` is the one that the page is about, if any."""

    name: str
    greeting: str | None
    product: ProductName | None
    products: tuple[ProductName, ...]
    suggestions: tuple[str, ...]
    contacts: tuple[ProductContacts, ...]
    forms: tuple[Form, ...]
    retention_days: int = Field(description="Days after which a conversation is deleted.")


Pinned = Annotated[str | None, Query(max_length=64, description="Id of the product that the page is about.")]


def start_router(service: Service, settings: Settings) -> APIRouter:
    """The route over the knowledge base of `service`."""
    router = APIRouter(prefix=API.rstrip("/"), tags=["widget"])

    @router.get("/widget/start", response_model=Start, responses=problems(403, 422, 503))
    def widget_start(request: Request, product: Pinned = None, locale: Locale = "ja") -> Response:
        """Name, greeting, first questions, contacts and forms for a page."""
        snapshot = service.assistant.search.snapshot
        knowledge = snapshot.knowledge
        if product is not None and product not in knowledge.products:
            raise Refusal(422, "unknown_product", given=product, known=", ".join(knowledge.products))
        general = about(knowledge, first_questions(snapshot, None, locale), locale)
        own = first_questions(snapshot, product, locale) if product else general.suggestions
        names = [_name(known.product, locale) for known in knowledge.products.values()]
        found = Start(
            name=general.name,
            greeting=general.greeting,
            product=next((each for each in names if each.id == product), None),
            products=tuple(names),
            suggestions=own or _about_product(general.suggestions, knowledge, product),
            contacts=tuple(_contacts(knowledge, product, locale)),
            forms=forms(knowledge, product, locale),
            retention_days=settings.retention_days,
        )
        return revalidated(request, found)

    return router


def _name(product: Product, locale: Language) -> ProductName:
    return ProductName(
        id=product.id,
        name=product.named(locale),
        insurer=product.insurer,
        operator=product.operator,
        as_of=product.as_of,
    )


def _contacts(knowledge: KnowledgeBase, product: str | None, locale: Language) -> list[ProductContacts]:
    shown = [each.product for each in knowledge.products.values() if product in (None, each.product.id)]
    return [
        ProductContacts(
            product=each.id,
            name=each.named(locale),
            contacts=tuple(contact_info(one, locale) for one in each.contacts),
        )
        for each in shown
        if each.contacts
    ]


def _about_product(questions: tuple[str, ...], knowledge: KnowledgeBase, product: str | None) -> tuple[str, ...]:
    """The questions that name no other product."""
    others = [
        normalise(name)
        for known in knowledge.products.values()
        if known.product.id != product
        for name in (known.product.name, *known.product.aliases)
    ]
    return tuple(each for each in questions if not any(name in normalise(each) for name in others))
