"""How to reach a person."""

from __future__ import annotations

from assistant.agent.extractive.wording import say
from assistant.answers import Block, ContactBlock, Notice
from assistant.knowledge.values import Language
from assistant.tools.toolbox import Toolbox


def contact_blocks(
    toolbox: Toolbox, product: str | None, *, urgent: bool = False, most: int = 2
) -> tuple[Block, ...]:
    """The ways to a person of a product, or of all that the page is for; for an incident the urgent ones come first.

    Args:
        most: contacts at most.
    """
    known = product if product in toolbox.products() else toolbox.product
    contacts = toolbox.contact(known, urgent).result["contacts"]
    wanted = [each for each in contacts if urgent or not each["urgent"]] or contacts
    return tuple(_block(each, toolbox.locale) for each in wanted[:most])


def closing(toolbox: Toolbox, products: tuple[str, ...]) -> tuple[Block, ...]:
    """The person to ask at the end of an answer about some products."""
    if len(products) == 1:
        return contact_blocks(toolbox, products[0], most=1)
    return (Notice(text=say("each_product", toolbox.locale)),)


def _block(contact: dict[str, str | None], locale: Language) -> ContactBlock:
    label = say("contact_of", locale, product=contact["product_name"], label=contact["label"])
    return ContactBlock(
        label=label, phone=contact["phone"], hours=contact["hours"], url=contact["url"], note=contact["note"]
    )
