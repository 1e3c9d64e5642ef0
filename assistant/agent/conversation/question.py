"""A question as it is understood: what it asks for, of what, for whom."""

from __future__ import annotations

from typing import NamedTuple

from assistant.agent.conversation.slots import Slots
from assistant.agent.memory import Memory
from assistant.agent.understanding.fact_concerns import NOTHING, About


class Question(NamedTuple):
    """One question of a message, with what carried over from the conversation.

    Attributes:
        text: the question as it is looked up; that of an earlier turn where the message only adds to it.
        typed: what the person typed.
        intent: id of understanding/intents.yaml.
        confidence: share of that intent, 0 to 1.
        slots: what the message itself gives.
        product, plan, limit_set, industry, revenue, discount, riders, without_riders: see
            `assistant.agent.memory.Memory`.
        items: what coverage is asked for, where the text does not name it itself.
        continues: whether it goes on from the question before.
        rules: whether it asks what the rules are, not whether the asker meets them.
        own: whether it asks for the asker's own case.
        other_peril: how probable it is, 0 to 1, that it tells of a loss that no cyber insurance pays.
        about: which coverage facts it is about by what it seeks and what happened.
        presumes: whether it states something to have it confirmed.
        measure: whether it asks how a figure in the rules is measured, not whether the asker's own meets them.
    """

    text: str
    typed: str
    intent: str
    confidence: float
    slots: Slots
    product: str | None = None
    plan: str | None = None
    limit_set: str | None = None
    industry: str | None = None
    revenue: str | None = None
    discount: float | None = None
    riders: tuple[str, ...] = ()
    without_riders: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    continues: bool = False
    rules: bool = False
    own: bool = False
    other_peril: float = 0.0
    about: About = NOTHING
    presumes: bool = False
    measure: bool = False

    def remembered(self, memory: Memory, **changes: object) -> Memory:
        """The memory after this question."""
        return memory.model_copy(
            update={
                "intent": self.intent,
                "question": self.text,
                "product": self.product,
                "plan": self.plan,
                "limit_set": self.limit_set,
                "industry": self.industry,
                "annual_revenue": self.revenue,
                "security_discount_percent": self.discount,
                "riders": self.riders,
                "without_riders": self.without_riders,
                "items": self.items,
                "pending": None,
                **changes,
            }
        )
