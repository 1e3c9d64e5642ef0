"""Verdicts from coverage facts: the verdict first, then limit, condition, approval and the source's own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.agent.conversation.question import Question
from assistant.agent.extractive.limits import limit_lines
from assistant.agent.extractive.naming import called
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.wording import listed, say, sentences, yen
from assistant.answers import Block, ListBlock, Paragraph, ToolResult, Verdict
from assistant.knowledge.values import Language
from assistant.text import comparable
from assistant.tools.coverage.terms import CoverageEntry, CoverageResult, ProductCoverage
from assistant.tools.toolbox import Toolbox

_QUOTES = 2
"""Quotes of a fact that are written out; all of them are cited."""


class Cited(NamedTuple):
    """A result as it was recorded, and the numbers of the citations of its quotes."""

    result: CoverageResult
    numbers: dict[tuple[str, str], int]


class Checked(NamedTuple):
    """A result of check_coverage as it was recorded, and the same, read."""

    recorded: ToolResult
    cited: Cited


def read_coverage(recorded: ToolResult) -> Cited:
    """The result of check_coverage behind its record."""
    numbers: dict[tuple[str, str], int] = {}
    data = _without_numbers(recorded.result, numbers)
    return Cited(CoverageResult.model_validate(data), numbers)


def look_up(items: str | Sequence[str], product: str | None, question: Question, toolbox: Toolbox) -> Checked:
    """What check_coverage says of items in the plan that is meant; in all plans where the product has no such one."""
    recorded = toolbox.check_coverage(items, product, question.plan, question.limit_set)
    cited = read_coverage(recorded)
    if cited.result.errors:
        recorded = toolbox.check_coverage(items, product)
        cited = read_coverage(recorded)
    return Checked(recorded, cited)


def coverage_part(
    recorded: ToolResult,
    cited: Cited,
    toolbox: Toolbox,
    presumed: Sequence[int] = (),
    promise: bool = False,
) -> Part:
    """What the facts say of each item; nothing that a fact attaches to its verdict is left out.

    Args:
        recorded: a result of check_coverage in which every item was found.
        cited: the same, read.
        presumed: amounts in yen that the question takes for granted.
        promise: whether the question wants a payment promised.
    """
    locale = toolbox.locale
    blocks: list[Block] = [Paragraph(text=say("no_promise", locale))] if promise else []
    verdicts: list[Verdict | None] = []
    products: list[str] = []
    for item in cited.result.items:
        for group in item.products:
            name = called(toolbox.knowledge.products[group.product].product, locale)
            blocks += _group(group, name, cited, locale, presumed)
            products.append(group.product)
        verdicts += [group.verdict for group in item.products]
    told = {verdict for verdict in verdicts if verdict}
    groups = [group for item in cited.result.items for group in item.products]
    facts = [fact for group in groups for fact in group.facts]
    insured, excludes = any(fact.kind != "service" for fact in facts), any(fact.exclusion for fact in facts)
    if insured and told - {"not_covered"} and not promise:
        blocks.append(Paragraph(text=say("insurer_decides", locale)))
    return Part(
        outcome="answered" if told else "not_found",
        blocks=tuple(blocks),
        verdict=_overall(told, excludes),
        products=tuple(dict.fromkeys(products)),
        results=(recorded,),
        items=tuple(item.name or item.item for item in cited.result.items),
    )


def _overall(told: set[Verdict], excludes: bool) -> Verdict | None:
    """One verdict for all; "covered" with an exclusion is under conditions."""
    if len(told) == 1 and not (excludes and "covered" in told):
        return next(iter(told))
    return "conditional" if told else None


def _group(
    group: ProductCoverage, name: str, cited: Cited, locale: Language, presumed: Sequence[int]
) -> Iterable[Block]:
    """One product's word on one item."""
    if group.note and not group.verdict:
        yield Paragraph(text=group.note)
    if not group.verdict:
        return
    facts = group.facts
    label = facts[0].label
    numbers = _numbers(facts, cited)
    if len(facts) == 1 or len({_signature(fact) for fact in facts}) == 1:
        key = _headline(group, facts[0].verdict)
        head = say(_of_kind(facts, key), locale, product=name, item=label, scope=_scope(facts[0], locale))
        lines = _details(facts[0], locale, "")
    else:
        key = "varies" if _varies(facts) else _headline(group, group.verdict)
        head = say(_of_kind(facts, key), locale, product=name, item=label, scope="")
        lines = [line for fact in facts for line in _fact_lines(fact, locale)]
    parts = [head, *_wrong_claims(facts, presumed, locale)]
    parts += [say("quote", locale, quote=quote) for quote in _quotes(facts, head)] if locale == "en" else []
    parts += _quotes(facts, head) if locale == "ja" else []
    yield Paragraph(text=sentences(parts, locale), citations=numbers)
    if group.note and not _varies(facts) and not (group.general and any(fact.note for fact in facts)):
        lines.append(say("note", locale, text=group.note))
    said = comparable("".join(parts))
    kept = [line for line in dict.fromkeys(lines) if comparable(line) not in said]
    if kept:
        yield ListBlock(items=tuple(kept), citations=numbers)


def _headline(group: ProductCoverage, verdict: Verdict) -> str:
    return f"generally_{verdict}" if group.general else verdict


def _of_kind(facts: Sequence[CoverageEntry], key: str) -> str:
    """The wording for what the facts are about: a service is not insured, it is there to be used."""
    return f"service_{key}" if all(fact.kind == "service" for fact in facts) else key


def _scope(fact: CoverageEntry, locale: Language) -> str:
    names = _scope_names(fact, locale)
    return say("scope", locale, names=names) if names else ""


def _scope_names(fact: CoverageEntry, locale: Language) -> str:
    names = [*fact.plans, *fact.limit_sets]
    if fact.riders:
        names.append(say("scope_rider", locale, names=listed(fact.riders, locale)))
    return listed(names, locale)


def _fact_lines(fact: CoverageEntry, locale: Language) -> list[str]:
    """A fact of several: for whom it holds with its verdict, then what goes with it."""
    scope = _scope_names(fact, locale) or fact.label
    return [say(_of_kind([fact], f"fact_{fact.verdict}"), locale, scope=scope), *_details(fact, locale, f"{scope} ")]


def _details(fact: CoverageEntry, locale: Language, prefix: str) -> list[str]:
    lines = limit_lines(fact.limits, locale)
    if fact.deductible_yen is not None:
        lines.append(say("deductible", locale, text=yen(fact.deductible_yen, locale)))
    elif fact.deductible:
        lines.append(say("deductible", locale, text=fact.deductible))
    for key in ("condition", "approval", "exclusion", "note"):
        if text := getattr(fact, key):
            lines.append(say(key, locale, text=text))
    return [f"{prefix}{line}" for line in lines]


def _quotes(facts: Sequence[CoverageEntry], head: str) -> list[str]:
    quotes = [each.quote for fact in facts for each in fact.evidence[:_QUOTES]]
    return [quote for quote in dict.fromkeys(quotes) if comparable(quote) not in comparable(head)][: _QUOTES + 1]


def _wrong_claims(facts: Sequence[CoverageEntry], presumed: Sequence[int], locale: Language) -> list[str]:
    """That an amount which the question takes for granted is none of the limits."""
    limits = {limit.amount_yen for fact in facts for limit in fact.limits}
    wrong = [each for each in presumed if limits and each not in limits]
    return [say("not_the_figure", locale, figures=yen(each, locale)) for each in wrong]


def _varies(facts: Sequence[CoverageEntry]) -> bool:
    return len({fact.verdict for fact in facts}) > 1


def _signature(fact: CoverageEntry) -> tuple[object, ...]:
    return (fact.verdict, fact.plans, fact.limit_sets, fact.riders, fact.limits, fact.condition, fact.approval)


def _numbers(facts: Sequence[CoverageEntry], cited: Cited) -> tuple[int, ...]:
    keys = [(each.document, each.quote) for fact in facts for each in fact.evidence]
    return tuple(dict.fromkeys(cited.numbers[key] for key in keys if key in cited.numbers))


def _without_numbers(value: object, numbers: dict[tuple[str, str], int]) -> object:
    """A recorded result without the numbers of its citations, which go to `numbers`."""
    if isinstance(value, list):
        return [_without_numbers(each, numbers) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"citation", "document", "quote"}:
        numbers[value["document"], value["quote"]] = value["citation"]
        return {"document": value["document"], "quote": value["quote"]}
    return {key: _without_numbers(each, numbers) for key, each in value.items() if key != "unclear"}
