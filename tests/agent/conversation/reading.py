"""Messages read as the brain reads them, over the real corpus, without an encoder."""

from __future__ import annotations

from assistant.agent.conversation.names import ProductNames
from assistant.agent.conversation.slots import Slots, read_slots
from assistant.knowledge.load import load_knowledge
from assistant.tools.industries import IndustryFinder
from tests.conftest import CORPUS

BASE = load_knowledge(CORPUS).base
NAMES = ProductNames(BASE)
INDUSTRIES = IndustryFinder(BASE)


def slots(message: str, product: str | None = None) -> Slots:
    """The slots of a message in a conversation about `product`."""
    return read_slots(message, NAMES, INDUSTRIES, product)


def ids(named: tuple[object, ...]) -> list[str]:
    """The ids of what is named."""
    return [str(getattr(each, "id", each)) for each in named]
