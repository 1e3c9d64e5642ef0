"""What can be chosen in a form, as one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assistant.channels.slack.rendering.message import BUTTON, OPTIONS
from assistant.channels.slack.rendering.texts import plain, shortened
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.industries import Industry
from assistant.knowledge.products import LimitSet, Plan
from assistant.text import normalise
from assistant.tools.industries import IndustryMatch


def option(text: str, value: str) -> dict[str, Any]:
    """A choice."""
    return {"text": plain(shortened(text, BUTTON)), "value": value}


def product_options(products: Iterable[ProductKnowledge], query: str) -> list[dict[str, Any]]:
    """The products whose name, alias or id fits what was typed."""
    fitting = [
        each.product for each in products if _fits(query, each.product.name, *each.product.aliases, each.product.id)
    ]
    return [option(each.name, each.id) for each in fitting][:OPTIONS]


def plan_options(products: Sequence[ProductKnowledge], query: str) -> list[dict[str, Any]]:
    """The plans of the products; with the product's name where there are several products."""
    return _part_options(products, query, lambda known: known.product.plans)


def limit_set_options(products: Sequence[ProductKnowledge], query: str) -> list[dict[str, Any]]:
    """The sets of limits of the products; with the product's name where there are several products."""
    return _part_options(products, query, lambda known: known.product.limit_sets)


def industry_options(
    knowledge: KnowledgeBase, query: str, meant: IndustryMatch | None = None
) -> list[dict[str, Any]]:
    """Classes of business: whose names begin with what was typed, then hold it, then are `meant` by it."""
    wanted = normalise(query).strip()
    if not wanted:
        return [option(each.label.ja, each.id) for each in knowledge.industries][:OPTIONS]
    found = [(rank, each, name) for each in knowledge.industries for rank, name in [_best(each, wanted)] if name]
    shown = {each.id: _industry(each, name) for _, each, name in sorted(found, key=lambda entry: entry[0])}
    labels = {each.id: each.label.ja for each in knowledge.industries}
    for identity in (meant.industry, *meant.alternatives) if meant else ():
        if identity is not None:
            shown.setdefault(identity, labels[identity])
    return [option(text, identity) for identity, text in shown.items()][:OPTIONS]


def _part_options(
    products: Sequence[ProductKnowledge], query: str, parts: Callable[[ProductKnowledge], Sequence[Plan | LimitSet]]
) -> list[dict[str, Any]]:
    fitting = [(known, each) for known in products for each in parts(known) if _fits(query, each.name, *each.aliases)]
    return [option(_named(known, each.name, products), f"{known.product.id}/{each.id}") for known, each in fitting][
        :OPTIONS
    ]


def _best(industry: Industry, wanted: str) -> tuple[int, str | None]:
    """The name of a class that fits best, and how well: 0 is best."""
    names = [(normalise(name), name) for name in (industry.label.ja, *industry.names, industry.label.en or "")]
    fitting = [(_rank(normal, wanted), name) for normal, name in names if wanted in normal]
    return min(fitting, key=lambda entry: entry[0], default=(3, None))


def _rank(name: str, wanted: str) -> int:
    return 0 if name == wanted else 1 if name.startswith(wanted) else 2


def _industry(industry: Industry, name: str) -> str:
    label = industry.label.ja
    return label if normalise(name) in normalise(label) else f"{label}（{name}）"


def _named(known: ProductKnowledge, name: str, products: Sequence[ProductKnowledge]) -> str:
    return name if len(products) == 1 else f"{name}（{known.product.name}）"


def _fits(query: str, *names: str) -> bool:
    wanted = normalise(query).strip()
    return not wanted or any(wanted in normalise(name) for name in names)
