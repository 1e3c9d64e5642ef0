"""A question after what was said before: an answer to what was asked back, an addition, or a topic of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.agent.conversation.cues import asks_for_rules, cues, goes_on, has, is_of_price, presumes
from assistant.agent.conversation.named import Named, NameKind
from assistant.agent.conversation.question import Question
from assistant.agent.conversation.slots import Slots
from assistant.agent.memory import Memory, Pending
from assistant.tools.amounts import in_words
from assistant.tools.coverage.words import fold

FIRM = frozenset({"eligibility", "premium"})
"""Intents that are about the asker's firm: an amount in their questions is its revenue."""
_COMPARING = "comparison"
"""Intent that another firm of the same size sounds like: my sister's shop, same sales?"""
_SHORT = 14
"""Characters up to which a question without a topic of its own is one about the item before."""


_NEW_TOPIC = 0.85
"""Share of another intent from which on a message with a figure leaves a conversation about the asker's firm."""


class Asked(NamedTuple):
    """A question before anything carries over.

    Attributes:
        text: as typed.
        intent, confidence: of the text alone.
        slots: of the whole message.
        named: whether it names something that facts are about.
        topic: the question before, without the products and plans that it named.
    """

    text: str
    intent: str
    confidence: float
    slots: Slots
    named: bool = False
    topic: str = ""


def answers_pending(asked: Asked, pending: Pending, sure: float) -> bool:
    """Whether a message answers what was asked back, and not a question of its own with a share of `sure` or more."""
    slots = asked.slots
    filled = {
        "product": bool(slots.products),
        "plan": bool(slots.plans or slots.figured or _of_kind(slots, "plan")),
        "limit_set": bool(slots.limit_sets or _of_kind(slots, "limit_set")),
        "industry": slots.industry is not None,
        "annual_revenue_yen": bool(slots.amounts),
        "security_discount_percent": bool(slots.percents),
        "item": asked.named,
    }[pending.argument]
    return filled and (slots.blank or asked.confidence < sure or asked.intent in FIRM)


def resolve(asked: Asked, memory: Memory, pinned: str | None, sure: float) -> Question:
    """The question that `asked` is in the conversation that `memory` holds, on a page that pins a product."""
    text, slots = fold(asked.text), asked.slots
    pending = memory.pending
    answered = pending is not None and answers_pending(asked, pending, sure)
    points = has(cues().pointers, text)
    unsure = asked.confidence < sure
    added = slots.blank and (slots.given or points or goes_on(text))
    stays = asked.confidence < _NEW_TOPIC or asked.intent == memory.intent or bool(slots.riders_left_out)
    stays = stays or (asked.intent == _COMPARING and slots.industry is not None and len(slots.products) < 2)
    corrected = stays and _corrects_firm(asked, memory)
    adds = memory.question is not None and (added or corrected)
    continues = answered or adds
    inherits = continues or (goes_on(text) and unsure)
    intent = memory.intent if inherits and memory.intent else asked.intent
    if intent == "eligibility" and inherits and is_of_price(text):
        intent = "premium"
    short = memory.question is not None and is_short(asked) and not asked.named
    of_cover = asked.intent in ("coverage", "limit")
    priced = bool(slots.amounts) and goes_on(text)
    same_item = continues or (not asked.named and (points or ((short or priced) and of_cover)))
    if _is_of_plan(slots, memory, text):
        slots = slots._replace(plans=slots.figured, figured=(), amounts=())
    slots = _settled(slots, intent, pending if answered else None)
    asked = asked._replace(slots=slots)
    product = _product(slots, memory, pinned)
    kept = memory if product == memory.product or memory.product is None else Memory()
    carried = kept if continues or goes_on(text) else Memory()
    looked_up = _looked_up(asked, memory, pending if answered else None, adds, points)
    own = has(cues().asks_for_self, fold(looked_up))
    return Question(
        text=looked_up,
        typed=asked.text,
        intent=intent,
        confidence=1.0 if continues else asked.confidence,
        slots=slots,
        product=product,
        plan=_of(slots.plans, product) or carried.plan,
        limit_set=_of(slots.limit_sets, product) or carried.limit_set,
        industry=slots.industry or memory.industry,
        revenue=_revenue(slots, intent, pending if answered else None) or memory.annual_revenue,
        discount=_discount(slots, intent) if slots.percents else carried.security_discount_percent,
        riders=_riders(slots, product, carried),
        without_riders=_riders_left_out(slots, product, carried),
        items=memory.items if same_item and not asked.named else (),
        continues=continues,
        rules=asks_for_rules(text) and not own,
        own=own,
        presumes=presumes(text),
        measure=has(cues().asks_for_measure, text),
    )


def _is_of_plan(slots: Slots, memory: Memory, text: str) -> bool:
    """Whether a bare amount names another plan than the one that was spoken of, and not a revenue (3億のほうは?)."""
    if not slots.figured or memory.plan is None or memory.plan in {each.id for each in slots.figured}:
        return False
    if memory.pending and memory.pending.argument == "annual_revenue_yen":
        return False
    return not any(each.revenue for each in slots.amounts) and (
        memory.annual_revenue is None or has(cues().other_one, text)
    )


def _settled(slots: Slots, intent: str, pending: Pending | None) -> Slots:
    """Slots in which an amount that may be a plan's name is either: in questions about the firm it is its revenue."""
    if intent in FIRM:
        slots = slots._replace(
            plans=_of_kind(slots, "plan") or slots.plans,
            limit_sets=slots.limit_sets or _of_kind(slots, "limit_set"),
        )
    if not slots.figured:
        return slots
    if pending is not None and pending.argument == "plan":
        return slots._replace(plans=slots.figured, amounts=())
    return slots if intent in FIRM else slots._replace(plans=slots.figured)


def _of_kind(slots: Slots, kind: NameKind) -> tuple[Named, ...]:
    """What is described of a kind."""
    return tuple(each for each in slots.described if each.kind == kind)


def _riders(slots: Slots, product: str | None, carried: Memory) -> tuple[str, ...]:
    """The riders that are wanted: those named, else those from before that are not left out now."""
    named = tuple(each.id for each in slots.riders if product in (None, each.product))
    left_out = {each.id for each in slots.riders_left_out}
    return named or tuple(each for each in carried.riders if each not in left_out)


def _riders_left_out(slots: Slots, product: str | None, carried: Memory) -> tuple[str, ...]:
    """The riders that are expressly not wanted: those named so, else those from before that are not wanted now."""
    named = tuple(each.id for each in slots.riders_left_out if product in (None, each.product))
    wanted = {each.id for each in slots.riders}
    return named or tuple(each for each in carried.without_riders if each not in wanted)


def is_short(asked: Asked) -> bool:
    """Whether a message is a word or two."""
    return len(fold(asked.text)) <= _SHORT


def _corrects_firm(asked: Asked, memory: Memory) -> bool:
    """Whether a message gives another figure or choice in a conversation about the asker's firm."""
    slots = asked.slots
    return memory.intent in FIRM and any(
        (
            *(slots.amounts, slots.percents, slots.plans, slots.limit_sets, slots.described),
            *(slots.riders, slots.riders_left_out, slots.industry),
        )
    )


def _looked_up(asked: Asked, memory: Memory, pending: Pending | None, adds: bool, points: bool) -> str:
    """What to search for: an addition is looked up with the question that it adds to."""
    if pending is not None:
        return pending.question
    if memory.question is None or not (adds or points):
        return asked.text
    if asked.slots.products or asked.slots.plans or asked.slots.limit_sets:
        return f"{asked.text} {asked.topic}"
    return memory.question if asked.slots.blank and not asked.named else f"{memory.question} {asked.text}"


def _product(slots: Slots, memory: Memory, pinned: str | None) -> str | None:
    """The product that is meant; where several are named, none by itself."""
    if len(slots.products) == 1:
        return slots.products[0]
    if slots.products:
        return None
    return memory.product or pinned


def _of(named: Sequence[Named], product: str | None) -> str | None:
    """The id of the one thing that is named; of two none, as both are meant."""
    ids = {each.id for each in named if product in (None, each.product)}
    return ids.pop() if len(ids) == 1 else None


def _revenue(slots: Slots, intent: str, pending: Pending | None) -> str | None:
    """The revenue in the person's words: an amount that is called so, or any where the firm is what it is about."""
    called = [each for each in slots.amounts if each.revenue]
    others = [each for each in slots.amounts if each not in slots.limits]
    meant = called or (others if intent in FIRM or pending else ())
    return in_words(meant[-1]) if meant else None


def _discount(slots: Slots, intent: str) -> float | None:
    return slots.percents[0] if intent == "premium" and len(slots.percents) == 1 else None
