"""What is not for the knowledge base to answer: an incident, a wish for a person, and what is not our job."""

from __future__ import annotations

from assistant.agent.extractive.incident import first_steps
from assistant.agent.extractive.naming import called
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.people import contact_blocks
from assistant.agent.extractive.ways import quoted_ways
from assistant.agent.extractive.wording import listed, say
from assistant.answers import ListBlock, Paragraph
from assistant.tools.toolbox import Toolbox

DECLINED = frozenset({"other_insurance", "conceal", "recommendation", "instructions", "off_topic", "greeting"})
"""Intents that are not the assistant's job."""
_EVERYONE = 8
"""Contacts that are shown where no product is meant."""


def declined(intent: str, toolbox: Toolbox) -> Part:
    """That something is not the assistant's job, and what is."""
    key = "declined" if intent == "off_topic" else intent
    text = say(key, toolbox.locale, scope=scope(toolbox))
    return Part("declined", (Paragraph(text=text),), suggestions=first_questions(toolbox))


def about_assistant(toolbox: Toolbox) -> Part:
    """Who answers, and what can be asked."""
    text = say("assistant", toolbox.locale, scope=scope(toolbox))
    return Part("answered", (Paragraph(text=text),), suggestions=first_questions(toolbox))


def strangers(names: tuple[str, ...], toolbox: Toolbox) -> Part:
    """That nothing is known of other insurers."""
    text = say("stranger", toolbox.locale, names=listed(names, toolbox.locale), scope=_products(toolbox))
    return Part("not_found", (Paragraph(text=text),))


def elsewhere(products: tuple[str, ...], toolbox: Toolbox) -> Part:
    """That the page is for another product."""
    names = [called(toolbox.knowledge.products[each].product, toolbox.locale) for each in products]
    text = say("elsewhere", toolbox.locale, names=listed(names, toolbox.locale), scope=_products(toolbox))
    return Part("not_found", (Paragraph(text=text),))


def person(toolbox: Toolbox, product: str | None) -> Part:
    """How to reach a person."""
    people = contact_blocks(toolbox, product, most=_EVERYONE)
    said = quoted_ways(toolbox, product, urgent=False)
    return Part("handoff", (Paragraph(text=say("person", toolbox.locale)), *people, *said), contacts=True)


def incident(toolbox: Toolbox, product: str | None) -> Part:
    """First steps and the emergency contacts."""
    blocks = (
        Paragraph(text=say("incident", toolbox.locale)),
        ListBlock(items=first_steps(toolbox.locale)),
        *contact_blocks(toolbox, product, urgent=True, most=_EVERYONE),
        *quoted_ways(toolbox, product, urgent=True),
    )
    return Part("handoff", blocks, contacts=True)


def scope(toolbox: Toolbox) -> str:
    """What the assistant answers for, in a few words."""
    identity = toolbox.knowledge.identity
    if identity.scope:
        return identity.scope.in_language(toolbox.locale)
    return _products(toolbox)


def _products(toolbox: Toolbox) -> str:
    """What the page is for, by name."""
    names = [called(toolbox.knowledge.products[each].product, toolbox.locale) for each in toolbox.products()]
    return listed(names, toolbox.locale)


def first_questions(toolbox: Toolbox) -> tuple[str, ...]:
    """Questions to begin with."""
    return tuple(each.in_language(toolbox.locale) for each in toolbox.knowledge.identity.suggestions)
