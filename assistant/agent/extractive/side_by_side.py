"""What several products say of one matter, product by product, in a few sentences each, without a ranking."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agent.conversation.matter import asks_of_every_product, compares, has_matter, matter
from assistant.agent.conversation.names import ProductNames
from assistant.agent.conversation.question import Question
from assistant.agent.extractive import answering
from assistant.agent.extractive.naming import called
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.people import contact_blocks
from assistant.agent.extractive.routing import Route, Routed
from assistant.agent.extractive.wording import say
from assistant.answers import Paragraph
from assistant.knowledge.base import ProductKnowledge
from assistant.tools.coverage.facts import is_general
from assistant.tools.toolbox import Toolbox

_LAID_OUT: frozenset[Route] = frozenset({"coverage", "comparison", "passages", "contact", "eligibility", "premium"})
"""Ways on which each product is answered by itself."""
_EACH = 2
"""Passages of each product that are quoted."""
_CONTACTS = 2
"""Contacts of each product that are shown."""


def several(question: Question, routed: Routed, toolbox: Toolbox) -> tuple[str, ...]:
    """The products to be laid side by side: those that a question names, or all if it says so; never just one."""
    known, products = toolbox.knowledge.products, question.slots.products
    if routed.route not in _LAID_OUT:
        return ()
    if not products and question.product is None and asks_of_every_product(question.text):
        products = tuple(each for each in toolbox.products() if not is_general(known[each]))
    elif compares(question.text):
        products += tuple(each.product for each in question.slots.plans)
    products = tuple(dict.fromkeys(products))
    return products if len(products) > 1 else ()


def side_by_side(
    question: Question, routed: Routed, products: Sequence[str], names: ProductNames, toolbox: Toolbox
) -> Part:
    """What each of `products` says: its tool or facts, else its best passages, else that its sources do not say.

    A verdict is that of all of them; where one says nothing there is none.
    """
    parts = [_of_one(_asked_of(question, product, names, toolbox), routed, toolbox) for product in products]
    whole = answering.joined(parts)
    verdict = whole.verdict if all(part.verdict for part in parts) else None
    blocks = whole.blocks
    if whole.outcome == "answered":
        blocks = (Paragraph(text=say("products_side_by_side", toolbox.locale)), *blocks)
    ask = whole.ask if question.industry or question.revenue or question.own else None
    return whole._replace(blocks=blocks, verdict=verdict, products=tuple(products), ask=ask)


def _asked_of(question: Question, product: str, names: ProductNames, toolbox: Toolbox) -> Question:
    """The question as it is asked of one product; where it names no matter, what the product is."""
    text = matter(question.text, names, product)
    if not has_matter(text, names):
        known = toolbox.knowledge.products[product].product
        text = say("overview_asked", toolbox.locale, product=called(known, toolbox.locale))
    plans = {each.id for each in question.slots.plans if each.product == product}
    sets = {each.id for each in question.slots.limit_sets if each.product == product}
    return question._replace(
        text=text,
        rules=question.rules or not (question.own or question.industry or question.revenue),
        product=product,
        plan=plans.pop() if len(plans) == 1 else None,
        limit_set=sets.pop() if len(sets) == 1 else None,
        slots=question.slots.within((product,)),
    )


def _of_one(question: Question, routed: Routed, toolbox: Toolbox) -> Part:
    """The answer for the one product of a question; what it does not say is said to be so."""
    known = toolbox.knowledge.products[question.product or ""]
    part = _answered(question, routed, known, toolbox)
    if part.outcome == "not_found":
        text = say("not_stated_of", toolbox.locale, product=called(known.product, toolbox.locale))
        part = Part("not_found", (Paragraph(text=text),), products=(known.product.id,))
    if routed.route != "contact":
        return part
    people = contact_blocks(toolbox, question.product, most=_CONTACTS)
    return part._replace(blocks=(*part.blocks, *people), outcome="answered", contacts=True)


def _answered(question: Question, routed: Routed, known: ProductKnowledge, toolbox: Toolbox) -> Part:
    if routed.route == "eligibility" and known.eligibility:
        return answering.eligibility(question, toolbox)
    if routed.route == "premium" and answering.is_priced(known):
        return answering.premium(question, toolbox)
    if routed.route == "coverage" or toolbox.named_items(question.text):
        return answering.coverage(question, toolbox, promise=routed.intent == "promise", most=_EACH)
    return answering.from_passages(question, toolbox, routed.verdict, most=_EACH)
