"""Which way a question is answered, by its intents and what it names; thresholds are in routing.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple

from assistant.agent.extractive.special import DECLINED
from assistant.data_file import read_data
from assistant.knowledge.values import Names, Record

Route = Literal[
    "coverage",
    "eligibility",
    "premium",
    "comparison",
    "contact",
    "passages",
    "incident",
    "person",
    "assistant",
    "declined",
]
_COVERAGE = ("coverage", "limit")
_SPECIAL = (*DECLINED, "assistant")
_NO_TOPIC = (*_SPECIAL, "comparison", "incident", "person", "overview")
"""Intents that say nothing of what things are compared on."""
_OF_FIRMS = ("eligibility", "premium")
_FOREIGN = ("other_insurance", "off_topic", "greeting")
"""Intents that a message which names a product does not have, nor one that names a trade and is not sure of them."""


class Thresholds(Record):
    """The figures of routing.yaml, which says what each is."""

    special: float
    firm: float
    foreign: float
    priced: float
    complete: float
    stated: float
    sure: float
    tool: float
    topic: float
    named: float
    incident: float
    only_cover: float
    trusted: float
    meant: float
    unnamed: float
    unclear: float
    unclear_unworded: float
    other_peril: float
    other_peril_meant: float
    other_peril_named: float
    other_peril_open: float
    limiting: Names
    silent: Names


class Evidence(NamedTuple):
    """What a message names, beside what it sounds like.

    Attributes:
        item: something that coverage facts are about.
        product: a product, a plan or anything else of one.
        firm: a trade or a revenue.
        priced: something on which nothing but a premium depends: a set of limits, a discount.
        supposed: words by which what happens is only supposed.
        complete: a trade, a revenue and such a thing: all that a premium depends on.
        bare: nothing else beside these.
        sought: whether it surely seeks something that coverage facts are about.
        told: whether it seeks such a thing or tells of an incident: its trade and its figures are mere scenery then.
        own: whether the trade may be the asker's own.
        price: words that ask what it costs, and none that ask who can have it.
    """

    item: bool = False
    product: bool = False
    firm: bool = False
    priced: bool = False
    supposed: bool = False
    complete: bool = False
    bare: bool = False
    price: bool = False
    own: bool = True
    sought: bool = False
    told: bool = False


class Routed(NamedTuple):
    """The way, the intent that decided, and its share.

    Attributes:
        verdict: whether the question may want a verdict.
    """

    route: Route
    intent: str
    share: float
    verdict: bool = False


@cache
def thresholds() -> Thresholds:
    """The figures of routing.yaml."""
    data = read_data(__file__, "routing.yaml")
    return Thresholds.model_validate(data)


def route(shares: Mapping[str, float], evidence: Evidence) -> Routed:
    """The way for a question with these shares of each intent."""
    limits = thresholds()
    if evidence.price and (evidence.firm or evidence.priced):
        premium = shares.get("premium", 0.0) + shares.get("eligibility", 0.0)
        shares = {**shares, "premium": premium, "eligibility": 0.0}
    likeliest = max(shares, key=lambda intent: shares[intent])
    if likeliest in DECLINED.difference(_FOREIGN) and shares[likeliest] >= limits.tool:
        evidence = evidence._replace(own=False)
    shares = {
        intent: share + _added(intent, evidence)
        for intent, share in shares.items()
        if not (intent in _FOREIGN and (evidence.product or (evidence.firm and not _is_foreign(intent, share))))
        and not (intent == "incident" and evidence.supposed)
    }
    best = max(shares, key=lambda intent: shares[intent])
    share = shares[best]
    if best == "incident" and share >= limits.incident:
        return Routed("incident", best, share)
    if best == "person" and share >= limits.special:
        return Routed("person", best, share)
    if best in _SPECIAL and share >= limits.special and not evidence.item:
        return Routed("assistant" if best == "assistant" else "declined", best, share)
    told = {intent: value for intent, value in shares.items() if intent not in (*_SPECIAL, "incident", "person")}
    best = max(told, key=lambda intent: told[intent])
    named = evidence.item or (evidence.sought and best in _OF_FIRMS)
    covered = max((*_COVERAGE, "promise"), key=lambda intent: told.get(intent, 0.0))
    coverage = sum(told.get(intent, 0.0) for intent in (*_COVERAGE, "promise")) + (limits.named if named else 0.0)
    rival = coverage if evidence.sought else coverage - limits.named
    if best in (*_OF_FIRMS, "comparison") and told[best] >= max(limits.tool, rival):
        return Routed(_tool(best), best, told[best])
    if named and coverage >= told[best]:
        return Routed("coverage", covered, coverage)
    if named and best == "service":
        return Routed("coverage", best, told[best])
    if best in (*_COVERAGE, "promise"):
        return Routed("coverage", covered, coverage)
    wants = sum(told.get(intent, 0.0) for intent in _COVERAGE) >= limits.stated
    return Routed("contact" if best == "contact" else "passages", best, told[best], wants)


def compared(comparison: Routed, shares: Mapping[str, float], evidence: Evidence) -> Routed:
    """The way for what products are compared on, where a comparison has a topic besides."""
    topics = {each: share for each, share in shares.items() if each not in _NO_TOPIC}
    routed = route(topics, evidence)
    return routed if routed.share >= thresholds().topic else comparison


def _is_foreign(intent: str, share: float) -> bool:
    """Whether a message that names a trade is surely none of our business."""
    return intent == "off_topic" and share >= thresholds().foreign


def _added(intent: str, evidence: Evidence) -> float:
    """What a message adds to the share of an intent by what it names."""
    limits = thresholds()
    if evidence.told and not (evidence.price or evidence.complete):
        return 0.0
    if intent == "eligibility" and evidence.firm and evidence.own and not (evidence.priced or evidence.price):
        return limits.firm
    if intent == "premium" and evidence.firm:
        if evidence.priced and evidence.bare:
            return 1.0
        return limits.complete if evidence.complete else limits.priced if evidence.priced else limits.priced / 3
    return 0.0


def _tool(intent: str) -> Route:
    return "eligibility" if intent == "eligibility" else "premium" if intent == "premium" else "comparison"
