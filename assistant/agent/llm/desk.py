"""The desk where the model hands its replies in: each is judged, and sent back once with what is wrong."""

from __future__ import annotations

from typing import Any

from assistant.agent.extractive.fallback import not_found
from assistant.agent.extractive.people import closing, contact_blocks
from assistant.agent.grounded import found_event
from assistant.agent.grounding import Report
from assistant.agent.llm.reply import Reply
from assistant.agent.llm.rules import Broken, HouseRules, is_small_talk, wording
from assistant.agent.memory import Memory
from assistant.agent.turn import Draft, Work
from assistant.answers import Block, ToolResult
from assistant.tools.toolbox import Toolbox

_SHOWN = frozenset({"check_coverage", "check_eligibility", "estimate_premium", "compare_plans"})
"""Tools whose results are shown beside the reply."""
_CONTACTS = 6
_ATTEMPTS = 2


class Desk:
    """Takes replies in one turn until one may be sent, or none will be.

    Attributes:
        draft: what may be sent; None until there is one.
        events: what was found, and that it was sent back.
        is_closed: whether no other reply is taken.
        error: what failed on our side; nothing may be sent then.
    """

    def __init__(self, toolbox: Toolbox, plain: Draft, rules: HouseRules, work: Work) -> None:
        """Opens a desk.

        Args:
            toolbox: the turn's; what it handed out is what a reply may stand on.
            plain: the draft of the extractive brain, whose memory and suggestions go with any reply.
            rules: what is checked beside grounding.
            work: judges drafts.
        """
        self._toolbox, self._plain, self._rules, self._work = toolbox, plain, rules, work
        self._attempts = 0
        self._since = 0
        # results that the model did not ask for
        self._ours: set[int] = set()
        self.draft: Draft | None = None
        self.events: list[dict[str, Any]] = []
        self.is_closed = False
        self.error: Exception | None = None

    def fail(self, error: Exception) -> None:
        """Closes the desk: something of ours failed."""
        self.draft, self.error, self.is_closed = None, error, True

    def hand_in(self, reply: Reply) -> str | None:
        """Judges a reply; None where it is taken or the desk closes, else what is wrong with it."""
        self._attempts += 1
        draft = self._drafted(reply)
        if not self._has_evidence() and self._needs_evidence(reply, draft):
            return self._without_evidence()
        report = self._work.judge(draft) if self._work.judge else Report()
        broken = self._rules.broken(draft.blocks, self._toolbox.locale)
        if report.ok and not broken:
            self.draft = draft.model_copy(update={"events": ()})
            self.is_closed = True
            return None
        self.events.append(_with_rules(report, broken))
        if any(each.kind == "input" for each in report.findings):
            # results of a wrong question cannot be shown, whatever comes after them
            self._since = len(self._toolbox.evidence.results)
        if not self._goes_back():
            return None
        return "\n".join(filter(None, [str(report), *(f"- {each.why}" for each in broken)]))

    def _goes_back(self) -> bool:
        if self._attempts >= _ATTEMPTS:
            self.is_closed = True
            return False
        self.events.append({"event": "sent_back"})
        return True

    def _without_evidence(self) -> str | None:
        self.events.append({"event": "no_evidence"})
        if self._goes_back():
            return wording("no_evidence")
        self.draft = not_found(self._memory("not_found"), self._toolbox)
        return None

    def _has_evidence(self) -> bool:
        """Whether a tool that the model called gave something in this turn."""
        results = enumerate(self._toolbox.evidence.results)
        return any(number not in self._ours and not result.result.get("errors") for number, result in results)

    def _needs_evidence(self, reply: Reply, draft: Draft) -> bool:
        """Whether a draft says something that evidence is needed for."""
        if draft.outcome not in ("answered", "not_found"):
            return False
        if draft.outcome == "not_found" or not is_small_talk(reply.answer_blocks()) or self._work.judge is None:
            return True
        bare = draft.model_copy(update={"outcome": "answered", "results": (), "verdict": None})
        return any(each.kind == "uncited" for each in self._work.judge(bare).findings)

    def _drafted(self, reply: Reply) -> Draft:
        blocks = reply.answer_blocks()
        people = self._people(reply, blocks)
        results = self._results() if reply.outcome in ("answered", "clarify", "not_found") else ()
        return Draft(
            outcome=reply.outcome,
            verdict=reply.verdict if reply.outcome == "answered" else None,
            blocks=(*blocks, *people),
            results=results,
            meant=self._plain.results,
            meant_verdict=self._plain.verdict,
            suggestions=self._plain.suggestions,
            memory=self._memory(reply.outcome),
            brain="llm",
        )

    def _results(self) -> tuple[ToolResult, ...]:
        """The results that the reply shows, each question once."""
        found: dict[str, ToolResult] = {}
        for result in self._toolbox.evidence.results[self._since :]:
            if result.tool in _SHOWN and not result.result.get("errors"):
                found[f"{result.tool}{result.arguments}"] = result
        return tuple(found.values())

    def _people(self, reply: Reply, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The person to ask."""
        before = len(self._toolbox.evidence.results)
        found = self._contacts(reply, blocks)
        self._ours.update(range(before, len(self._toolbox.evidence.results)))
        return found

    def _contacts(self, reply: Reply, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        cited = {number for block in blocks for number in getattr(block, "citations", ())}
        known = {each.product for each in self._toolbox.evidence.citations if each.number in cited}
        products = tuple(each for each in self._toolbox.products() if each in known)
        meant = self._toolbox.product or self._plain.memory.product
        if meant in self._toolbox.products():
            products = (meant,)
        if reply.outcome in ("not_found", "handoff"):
            product = products[0] if len(products) == 1 else None
            return contact_blocks(self._toolbox, product, most=_CONTACTS)
        return closing(self._toolbox, products)

    def _memory(self, outcome: str) -> Memory:
        """What the extractive brain learnt from the message, without a question that this reply does not ask."""
        asks = outcome == "clarify" and self._plain.outcome == "clarify"
        return self._plain.memory if asks else self._plain.memory.model_copy(update={"pending": None})


def _with_rules(report: Report, broken: list[Broken]) -> dict[str, Any]:
    found = found_event(report)["findings"] if report.findings else []
    rules = [{"kind": each.kind, "block": None, "text": "", "why": each.why} for each in broken]
    return {"event": "found", "findings": [*found, *rules]}
