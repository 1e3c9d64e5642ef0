"""One thing that is asked back, with choices."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agent.extractive.part import Ask, Part
from assistant.agent.extractive.wording import listed, say
from assistant.agent.memory import Choice
from assistant.answers import Paragraph
from assistant.tools.toolbox import Toolbox

_EXAMPLES = 4
_CHOICES = 8


def completed(part: Part, toolbox: Toolbox, product: str | None) -> Part:
    """A part that asks back, with the question and its choices."""
    if part.ask is None:
        return part
    ask = part.ask if part.ask.choices else Ask(part.ask.argument, _choices(part.ask, toolbox, product))
    names = tuple(choice.name for choice in ask.choices)
    examples = listed(list(names[:_EXAMPLES]), toolbox.locale)
    such_as = "_such_as" if examples and ask.argument == "industry" else ""
    text = say(f"ask_{ask.argument}{such_as}", toolbox.locale, examples=examples)
    blocks = (*part.blocks, Paragraph(text=text))
    return part._replace(ask=ask, blocks=blocks, suggestions=names[:_CHOICES] or part.suggestions)


def ask_product(toolbox: Toolbox, among: Sequence[str]) -> Part:
    """Asks which product is meant."""
    return Part("clarify", ask=Ask("product", _products(toolbox, among)))


def _products(toolbox: Toolbox, among: Sequence[str]) -> tuple[Choice, ...]:
    products = [toolbox.knowledge.products[each].product for each in among]
    return tuple(Choice(id=each.id, name=each.name) for each in products)


def _choices(ask: Ask, toolbox: Toolbox, product: str | None) -> tuple[Choice, ...]:
    knowledge = toolbox.knowledge
    if ask.argument == "product":
        return _products(toolbox, toolbox.products())
    known = knowledge.products.get(product or "")
    if ask.argument == "plan" and known:
        return tuple(Choice(id=each.id, name=each.name) for each in known.product.plans)
    if ask.argument == "limit_set" and known:
        return tuple(Choice(id=each.id, name=each.name) for each in known.product.limit_sets)
    if ask.argument == "industry":
        priced = [example.industry for example in known.premiums.examples] if known else []
        labels = {each.id: each.label.in_language(toolbox.locale) for each in knowledge.industries}
        ids = dict.fromkeys(each for each in (*priced, *labels) if each in labels)
        return tuple(Choice(id=each, name=labels[each]) for each in list(ids)[:_CHOICES])
    return ()
