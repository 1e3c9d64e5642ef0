"""What is said where nothing else may be."""

from __future__ import annotations

from assistant.agent.extractive.people import contact_blocks
from assistant.agent.extractive.wording import say
from assistant.agent.memory import Memory
from assistant.agent.turn import Draft
from assistant.answers import Paragraph
from assistant.tools.toolbox import Toolbox

_CONTACTS = 6


def not_found(memory: Memory, toolbox: Toolbox) -> Draft:
    """That the sources do not say, and whom to ask."""
    people = contact_blocks(toolbox, memory.product or toolbox.product, most=_CONTACTS)
    return Draft(
        outcome="not_found", blocks=(Paragraph(text=say("not_found", toolbox.locale)), *people), memory=memory
    )
