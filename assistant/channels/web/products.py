"""GET /api/v1/products: the products that can be asked about."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from assistant.channels.web.caching import revalidated
from assistant.channels.web.openapi import problems
from assistant.channels.web.service import Service
from assistant.channels.web.suggestions import first_questions
from assistant.knowledge.products import Contact, Product
from assistant.knowledge.values import Language

Locale = Annotated[Language, Query(description="Language of the texts.")]


class _Info(BaseModel):
    model_config = ConfigDict(frozen=True)


class PlanInfo(_Info):
    """A plan; `part_of` is the id of the plan that it is a variant of."""

    id: str
    name: str
    part_of: str | None = None


class ContactInfo(_Info):
    """A way to a person; `urgent` is for an incident that is going on."""

    label: str
    phone: str | None = None
    hours: str | None = None
    url: str | None = None
    note: str | None = None
    urgent: bool = False


class ProductInfo(_Info):
    """A product; `as_of` is the day for which the knowledge base describes it."""

    id: str
    name: str
    insurer: str | None
    operator: str | None
    as_of: dt.date
    plans: tuple[PlanInfo, ...]
    contacts: tuple[ContactInfo, ...]
    suggestions: tuple[str, ...]


def products_router(service: Service) -> APIRouter:
    """The route over the assistant of `service`."""
    router = APIRouter(prefix="/api/v1", tags=["knowledge"])

    @router.get("/products", response_model=list[ProductInfo], responses=problems(422, 503))
    def products(request: Request, locale: Locale = "ja") -> Response:
        """The products, in the order of products.yaml."""
        snapshot = service.assistant.search.snapshot
        infos = [
            _product(known.product, first_questions(snapshot, known.product.id, locale), locale)
            for known in snapshot.knowledge.products.values()
        ]
        return revalidated(request, infos)

    return router


def _product(product: Product, suggestions: tuple[str, ...], locale: Language) -> ProductInfo:
    return ProductInfo(
        id=product.id,
        name=product.name,
        insurer=product.insurer,
        operator=product.operator,
        as_of=product.as_of,
        plans=tuple(PlanInfo(id=each.id, name=each.name, part_of=each.part_of) for each in product.plans),
        contacts=tuple(contact_info(each, locale) for each in product.contacts),
        suggestions=suggestions,
    )


def contact_info(contact: Contact, locale: Language) -> ContactInfo:
    """A contact in one language."""
    return ContactInfo(
        label=contact.label.in_language(locale),
        phone=contact.phone,
        hours=contact.hours.in_language(locale) if contact.hours else None,
        url=contact.url,
        note=contact.note.in_language(locale) if contact.note else None,
        urgent=contact.urgent,
    )
