"""Is the verdict of a draft that of its facts, for what was asked?"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import Any, NamedTuple

from assistant.agent.grounding.facts import ShownFact, shown_facts
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.said import Said
from assistant.agent.grounding.statements import Statement
from assistant.agent.grounding.support import Shown
from assistant.agent.turn import Draft
from assistant.answers import ToolResult, Verdict
from assistant.tools.coverage.words import fold


class Meant(NamedTuple):
    """What a question is about as the assistant itself understands it, whatever a model looked up.

    Attributes:
        results: what its tools said of that.
        facts: the coverage facts in them.
        is_refused: whether the assistant, without such facts, reads in its sources that it is not covered.
    """

    results: tuple[ToolResult, ...] = ()
    facts: tuple[ShownFact, ...] = ()
    is_refused: bool = False

    @classmethod
    def of(cls, draft: Draft, glossary: Glossary) -> Meant:
        """What a model's draft is held against."""
        results = draft.meant
        facts = tuple(fact for place, result in enumerate(results) for fact in shown_facts(place, result, glossary))
        return cls(results, facts, not facts and draft.meant_verdict == "not_covered")


class Asked(NamedTuple):
    """What a model's words without any name can be about.

    Attributes:
        facts: those that the question is about.
        named: those of them that were found by name, not by likeness: they alone bear out a Yes.
        told: keys of the items that the draft names.
        is_affirmed: whether the draft calls something covered.
        is_meant: whether the question is known to be about them, whatever the model looked up.
        is_refused: see `Meant`.
    """

    facts: tuple[ShownFact, ...]
    named: tuple[ShownFact, ...]
    told: frozenset[str]
    is_affirmed: bool
    is_meant: bool
    is_refused: bool

    @classmethod
    def of(cls, meant: Meant, shown: Shown, told: Sequence[Statement]) -> Asked:
        """What a draft's words can be about, by the question as it is meant, else by what the model looked up."""
        found = found_by_name(shown.facts, shown.results)
        items = frozenset(key for each in told for key in each.reading.frame.item | each.context.item)
        named = found_by_name(meant.facts, meant.results) if meant.facts else found
        is_affirmed = any(claim.positive and claim.topic != "join" for each in told for claim in each.reading.claims)
        return cls(meant.facts or found, named, items, is_affirmed, bool(meant.facts), meant.is_refused)

    def bears_out(self, verdicts: Container[Verdict | None], *, is_scoped: bool) -> bool:
        """Whether something has one of the verdicts that the question names and the draft too.

        Words for a product, plan or set (`is_scoped`) need not name again what the question is known to be about.
        """
        known = [fact for fact in self.named if fact.verdict in verdicts]
        return any((is_scoped and self.is_meant) or fact.items & self.told for fact in known)


def asked_facts(shown: Shown, said: Said) -> tuple[ShownFact, ...]:
    """The facts about what the person asked for last, in the words of the tools; all where none is named so."""
    return named_facts(shown, said) or shown.facts


def named_facts(shown: Shown, said: Said) -> tuple[ShownFact, ...]:
    """The facts about what the person named last."""
    last = fold(said.last)
    named = _items(
        shown.results, lambda item: any(text and fold(text) in last for text in (item["name"], item["item"]))
    )
    return tuple(fact for fact in shown.facts if fact.group[:2] in named)


def found_by_name(facts: Sequence[ShownFact], results: Sequence[ToolResult]) -> tuple[ShownFact, ...]:
    """The facts that a tool was asked for by their names; not those that are only like what it was asked for."""
    alike = _items(results, lambda item: item["method"] != "name")
    return tuple(fact for fact in facts if fact.group[:2] not in alike)


def _items(results: Sequence[ToolResult], fits: Callable[[Mapping[str, Any]], bool]) -> set[tuple[int, int]]:
    """The items of check_coverage for which something holds, as numbers of the result and of the item in it."""
    return {
        (place, number)
        for place, result in enumerate(results)
        if result.tool == "check_coverage"
        for number, item in enumerate(result.result.get("items", ()))
        if fits(item)
    }


def is_borne_out(verdict: Verdict, facts: Sequence[ShownFact], shown: Shown, told: Sequence[Statement]) -> bool:
    """Whether facts have the verdict; without facts, whether the draft and quotes that it cites say it in words."""
    if facts:
        known = _verdicts(facts, shown.results) | _verdicts(shown.facts, shown.results)
        is_limited = (
            verdict == "conditional"
            and "covered" in known
            and any(name == "exclusion" for fact in facts for name, _ in fact.attached)
        )
        return verdict in known or is_limited
    numbers = tuple(dict.fromkeys(number for each in told for number in each.citations))
    sources = (*shown.sources, *shown.support(numbers).sources)
    quoted = {claim.positive for source in sources for claim in source.reading.claims}
    stated = quoted & {claim.positive for each in told for claim in each.reading.claims}
    return bool(stated) if verdict == "conditional" else (verdict == "covered") in stated


def may_be_said(verdict: Verdict, meant: Meant, shown: Shown, asked: Asked) -> bool:
    """Whether a model may give a verdict: that of what was asked, where that is known whatever it looked up.

    It may be more careful than the facts are. Where nothing is known of what was asked, its draft names what is
    covered, or says that something is.
    """
    found = found_by_name(shown.facts, shown.results)
    if meant.is_refused and verdict == "covered":
        return False
    if not meant.facts:
        known = _verdicts(found, shown.results)
        is_told = asked.is_affirmed or asked.bears_out(("covered", "conditional"), is_scoped=False)
        if verdict == "covered" and not is_told:
            return False
        return verdict in known or (verdict == "conditional" and "covered" in known)
    known = _verdicts(meant.facts, meant.results)
    if verdict == "covered":
        return verdict in known
    items = frozenset(key for fact in meant.facts for key in fact.items)
    same = [fact for fact in found if fact.items & items]
    return bool({"covered", "conditional"} & (known | _verdicts(same, shown.results)))


def _verdicts(facts: Sequence[ShownFact], results: Sequence[ToolResult]) -> set[Verdict | None]:
    """The verdicts that may be given for facts: with general word, and without it where there is other."""
    own = [fact for fact in facts if not fact.general]
    found = {_overall(facts, results)}
    return found | {_overall(own, results)} if own else found


def _overall(facts: Sequence[ShownFact], results: Sequence[ToolResult]) -> Verdict | None:
    """The verdict that all groups have; conditional where they differ."""
    verdicts = {_of_group(fact, results) for fact in facts} - {None}
    if len(verdicts) > 1:
        return "conditional"
    return verdicts.pop() if verdicts else None


def _of_group(fact: ShownFact, results: Sequence[ToolResult]) -> Verdict | None:
    """What a result says of a product and an item as a whole."""
    place, number, turn = fact.group
    if results[place].tool != "check_coverage":
        return fact.verdict
    verdict: Verdict | None = results[place].result["items"][number]["products"][turn]["verdict"]
    return verdict
