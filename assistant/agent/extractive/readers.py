"""What reads messages, over one knowledge base: names of products, trades, and what the base does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.agent.conversation.cues import asks_for_rules
from assistant.agent.conversation.generic_names import generic_names
from assistant.agent.conversation.names import ProductNames
from assistant.agent.conversation.other_lines import OtherLines
from assistant.agent.conversation.slots import read_slots
from assistant.agent.conversation.strangers import Strangers
from assistant.agent.memory import Memory
from assistant.agent.screening.personal import personal_data
from assistant.agent.understanding.perils import cyber_products
from assistant.agent.understanding.questions import split
from assistant.knowledge.base import KnowledgeBase
from assistant.tools.coverage.words import fold
from assistant.tools.industries import IndustryFinder
from assistant.tools.toolbox import Toolbox


class Readers(NamedTuple):
    """The readers; `cyber` are the products for cyber perils."""

    knowledge: KnowledgeBase
    names: ProductNames
    industries: IndustryFinder
    strangers: Strangers
    other_lines: OtherLines
    cyber: frozenset[str]

    def questions(self, message: str, memory: Memory) -> list[str]:
        """The questions of a message, each with what happened; a mere product or figure is none.

        In a conversation the first one may ask of another product what was asked before (ほな弥生は?).
        """
        found = split(message).questions
        blank = {each.text for each in found if self._is_blank(each.text) and not asks_for_rules(fold(each.text))}
        again = memory.question is not None and found[0].text in blank and found[0].elliptical
        own = [each for each in found if each.text not in blank] or list(found[-1:])
        if again and found[0] not in own:
            own.insert(0, found[0])
        texts = []
        for each in own:
            behind = () if again and each is found[0] else each.behind
            texts.append(" ".join((*self._told((*each.situation, *behind)), each.text)))
        return texts

    def _told(self, situation: Sequence[str]) -> list[str]:
        """What is told beside a question, without products, figures and personal data."""
        told = [said for said in situation if not personal_data().masked.search(said)]
        return [said for said in told if not self._is_blank(said)]

    def _is_blank(self, text: str) -> bool:
        """Whether a text says nothing but a product, a plan, a figure or a trade."""
        return read_slots(text, self.names, self.industries).blank


def open_readers(toolbox: Toolbox) -> Readers:
    """The readers over what the toolbox works with."""
    knowledge = toolbox.knowledge
    return Readers(
        knowledge,
        ProductNames(knowledge, generic_names(toolbox.snapshot)),
        IndustryFinder(knowledge),
        Strangers(knowledge),
        OtherLines(knowledge),
        cyber_products(toolbox.snapshot),
    )
