"""The forms of the command: premium, eligibility, cover."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict

from assistant.channels.slack.modals.options import option
from assistant.channels.slack.rendering.texts import plain
from assistant.channels.slack.texts import say
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge

Kind = Literal["quote", "eligibility", "coverage"]
Field = Literal["product", "industry", "annual_revenue_yen", "plan", "limit_set", "security_discount_percent", "item"]
CALLBACK = "hoken"
ACTION = "field"
_TEXT = 200
_CHOSEN = ("product", "industry", "plan", "limit_set")


class Shape(NamedTuple):
    """The tool that a form calls, its fields in their order, and those that have to be filled in."""

    tool: str
    fields: tuple[Field, ...]
    needed: frozenset[Field]


SHAPES: dict[Kind, Shape] = {
    "quote": Shape(
        "estimate_premium",
        ("product", "industry", "annual_revenue_yen", "plan", "limit_set", "security_discount_percent"),
        frozenset(("product",)),
    ),
    "eligibility": Shape(
        "check_eligibility", ("product", "industry", "annual_revenue_yen", "plan"), frozenset(("product",))
    ),
    "coverage": Shape("check_coverage", ("item", "product", "plan"), frozenset(("item",))),
}


class About(BaseModel):
    """What a form carries with it: its kind, where its result goes, and the product that is chosen so far."""

    model_config = ConfigDict(frozen=True)

    kind: Kind
    channel: str
    product: str | None = None


def form(about: About, knowledge: KnowledgeBase, item: str = "") -> dict[str, Any]:
    """A form; once a product is chosen, only with the fields that it knows.

    Args:
        item: what is filled in for the item of cover.
    """
    shape = SHAPES[about.kind]
    chosen = knowledge.products.get(about.product) if about.product else None
    blocks = [_input(name, about, shape, chosen, item) for name in shape.fields if _is_known(name, chosen)]
    return {
        "type": "modal",
        "callback_id": f"{CALLBACK}.{about.kind}",
        "private_metadata": about.model_dump_json(),
        "title": plain(say(f"{about.kind}_title")),
        "submit": plain(say("check")),
        "close": plain(say("cancel")),
        "blocks": blocks,
    }


def kinds() -> tuple[Kind, ...]:
    """All kinds of forms."""
    return get_args(Kind)


def _is_known(name: Field, chosen: ProductKnowledge | None) -> bool:
    if chosen is None:
        return True
    match name:
        case "plan":
            return bool(chosen.product.plans)
        case "limit_set":
            return bool(chosen.product.limit_sets)
    return True


def _input(name: Field, about: About, shape: Shape, chosen: ProductKnowledge | None, item: str) -> dict[str, Any]:
    # plans and sets are those of a product: with another one, Slack has to forget what was chosen
    of_product = name in ("plan", "limit_set")
    block = {
        "type": "input",
        "block_id": f"{name}.{about.product or ''}" if of_product else name,
        "optional": name not in shape.needed,
        "label": plain(say(f"field.{name}")),
        "element": _element(name, chosen, item),
    }
    return block | ({"dispatch_action": True} if name == "product" else {})


def _element(name: Field, chosen: ProductKnowledge | None, item: str) -> dict[str, Any]:
    element: dict[str, Any] = {"action_id": f"{ACTION}.{name}", "placeholder": plain(say(f"hint.{name}"))}
    if name not in _CHOSEN:
        filled = {"initial_value": item[:_TEXT]} if name == "item" and item else {}
        return element | {"type": "plain_text_input", "max_length": _TEXT} | filled
    element |= {"type": "external_select", "min_query_length": 0}
    if name == "product" and chosen:
        element["initial_option"] = option(chosen.product.name, chosen.product.id)
    return element
