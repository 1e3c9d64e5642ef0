"""What happens to a draft of which something is not grounded: it is cut, and where that does not help, withheld."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

from assistant.agent.grounding import Glossary, Report, check
from assistant.agent.turn import Draft
from assistant.tools.ledger import TurnEvidence

_log = logging.getLogger(__name__)


class Grounded(NamedTuple):
    """A draft that may be sent, or None, and what the check did on the way."""

    draft: Draft | None
    events: tuple[dict[str, Any], ...] = ()


def grounded(draft: Draft, evidence: TurnEvidence, said: Sequence[str], glossary: Glossary) -> Grounded:
    """The draft, where everything it says is grounded; else what is left without the blocks that are not.

    A part that was cut must not change what the rest means: the verdict and the tool results stay as they are and are
    checked again. Each event names what was found; it holds nothing of what the person said.
    """
    first = report(draft, evidence, said, glossary)
    if first.ok:
        return Grounded(draft)
    events = [found_event(first)]
    bad = {finding.block for finding in first.findings}
    rest = tuple(block for number, block in enumerate(draft.blocks) if number not in bad)
    if None not in bad and any(block.type in ("paragraph", "list", "table") for block in rest):
        cut = draft.model_copy(update={"blocks": rest})
        again = report(cut, evidence, said, glossary)
        if again.ok:
            return Grounded(
                cut, (*events, {"event": "cut", "blocks": sorted(number for number in bad if number is not None)})
            )
        events.append(found_event(again))
    return Grounded(None, (*events, {"event": "withheld"}))


def report(draft: Draft, evidence: TurnEvidence, said: Sequence[str], glossary: Glossary) -> Report:
    """What of a draft is not grounded; what it only suggests to ask need not be."""
    return check(draft.model_copy(update={"suggestions": ()}), evidence, said, glossary=glossary)


def found_event(found: Report) -> dict[str, Any]:
    """The record of what the check found."""
    _log.warning("not grounded: %s", ", ".join(sorted({finding.kind for finding in found.findings})))
    return {"event": "found", "findings": [each.model_dump() for each in found.findings]}
