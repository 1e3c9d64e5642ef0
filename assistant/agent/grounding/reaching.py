"""Is every way to a person one that the tools gave?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.agent.grounding.frame import Frame
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.report import Findings
from assistant.agent.grounding.sources import compared
from assistant.agent.grounding.support import Pool
from assistant.agent.turn import Draft
from assistant.answers import ContactBlock, ToolResult
from assistant.knowledge.figures import figures
from assistant.tools.ledger import TurnEvidence

_FIELDS = ("phone", "hours", "url", "note")


def check_contacts(draft: Draft, evidence: TurnEvidence, glossary: Glossary, findings: Findings) -> Pool:
    """Checks the contact blocks; gives the figures of all contacts that the tools gave."""
    known = [each for result in evidence.results for each in _contacts(result)]
    for number, block in enumerate(draft.blocks):
        if not isinstance(block, ContactBlock):
            continue
        if not any(_is_of(block, each) for each in known):
            text = " ".join(part for part in (block.label, block.phone, block.hours, block.url, block.note) if part)
            findings.add("contact", text, number, "contact")
    pool = Pool()
    for each in known:
        frame = Frame(desk=glossary.keys(each["label"], "desk"))
        for name in _FIELDS:
            for figure in figures(each.get(name) or ""):
                pool.add(figure, frame)
    return pool


def _contacts(result: ToolResult) -> Iterator[dict[str, Any]]:
    yield from result.result.get("contacts", ())


def _is_of(block: ContactBlock, known: dict[str, Any]) -> bool:
    """Whether a block says nothing that a contact of a result does not say."""
    label = compared(block.label)
    if label not in (compared(known["label"]), compared(f"{known.get('product_name', '')}{known['label']}")):
        return False
    return all(
        value is None or compared(value) == compared(known.get(name) or "")
        for name, value in ((name, getattr(block, name)) for name in _FIELDS)
    )
