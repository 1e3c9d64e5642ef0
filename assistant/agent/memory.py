"""What a conversation is about so far: what carries over from one turn to the next."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Argument = Literal[
    "product", "plan", "limit_set", "industry", "annual_revenue_yen", "security_discount_percent", "item"
]
"""What the assistant may ask back for."""


class Choice(BaseModel):
    """One of the answers to a clarifying question: what it stands for, and how people are shown it."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str


class Pending(BaseModel):
    """A clarifying question that waits for its answer; `question` is the message that could not be answered yet."""

    model_config = ConfigDict(frozen=True)

    argument: Argument
    choices: tuple[Choice, ...] = ()
    question: str


class Memory(BaseModel):
    """Topic and slots of a conversation; a slot that nobody filled is None or empty.

    Attributes:
        intent: id of the last intent (assistant/agent/understanding/intents.yaml).
        question: the last question, as it was typed.
        product, plan, limit_set: ids.
        items: what coverage was asked for, in the person's words.
        industry: id of a class of industries.yaml.
        annual_revenue: the person's revenue of a year in their own words (8千万円, 1億円未満).
        security_discount_percent: in percent.
        riders, without_riders: ids of riders that are wanted, and of those that are expressly not.
        pending: the clarifying question that was asked last, where it is still open.
    """

    model_config = ConfigDict(frozen=True)

    intent: str | None = None
    question: str | None = None
    product: str | None = None
    plan: str | None = None
    limit_set: str | None = None
    items: tuple[str, ...] = ()
    industry: str | None = None
    annual_revenue: str | None = None
    security_discount_percent: float | None = None
    riders: tuple[str, ...] = ()
    without_riders: tuple[str, ...] = ()
    pending: Pending | None = None
