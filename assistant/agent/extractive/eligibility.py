"""Whether the asker's firm can take out a product: the tool's result in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.agent.extractive.evidence import cited_in
from assistant.agent.extractive.naming import called
from assistant.agent.extractive.part import Ask, Part
from assistant.agent.extractive.wording import listed, say, sentences
from assistant.agent.memory import Argument
from assistant.answers import Block, ListBlock, Paragraph, ToolResult
from assistant.knowledge.products import Product
from assistant.knowledge.values import Language

_ORDER: tuple[Argument, ...] = ("product", "plan", "industry", "annual_revenue_yen")
"""What is asked back first."""
_MARKS = {True: "passed", False: "failed", None: "open"}


def eligibility_part(recorded: ToolResult, product: Product, locale: Language, rules_only: bool = False) -> Part:
    """What check_eligibility says of one product.

    Args:
        recorded: the result, without errors.
        product: the product.
        rules_only: the question is what the rules are; nothing is asked back then.
    """
    result = recorded.result
    about = list(result["about"])
    name = called(product, locale) + (say("scope", locale, names=listed(about, locale)) if about else "")
    ask = None if rules_only or result["eligible"] is False else _ask(result["missing"])
    unclear = [each["text"] for each in result.get("unclear", ())]
    blocks: list[Block] = [Paragraph(text=sentences(unclear, locale))] if unclear else []
    if rules_only and not any(reason["passed"] is False for reason in result["reasons"]):
        blocks += _rules(result, name, locale)
    elif result["eligible"] is True:
        blocks += _eligible(result, name, locale)
    elif result["eligible"] is False:
        blocks += _ineligible(result, name, locale)
    else:
        blocks += _open(result, name, locale, bool(ask))
    return Part(
        outcome="clarify" if ask else "answered",
        blocks=tuple(blocks),
        products=(product.id,),
        results=(recorded,),
        ask=ask,
    )


def _ask(missing: Sequence[Argument]) -> Ask | None:
    return next((Ask(argument) for argument in _ORDER if argument in missing), None)


def _eligible(result: dict[str, Any], name: str, locale: Language) -> list[Block]:
    parts = [say("eligible", locale, product=name)]
    if result["conditions"]:
        parts.append(say("eligible_condition", locale, conditions=listed(result["conditions"], locale)))
    checked = [reason for reason in result["reasons"] if reason["passed"]]
    conditions = [reason for reason in result["reasons"] if reason["type"] == "membership"]
    return [
        Paragraph(text=sentences(parts, locale), citations=cited_in([*conditions, *checked])),
        *_list(checked, locale),
    ]


def _ineligible(result: dict[str, Any], name: str, locale: Language) -> list[Block]:
    failed = [reason for reason in result["reasons"] if reason["passed"] is False]
    return [
        Paragraph(text=say("ineligible", locale, product=name), citations=cited_in(failed)),
        *_list(failed, locale, quoted=True),
        *(Paragraph(text=each["text"], citations=cited_in([each])) for each in result["otherwise"]),
    ]


def _open(result: dict[str, Any], name: str, locale: Language, asks: bool) -> list[Block]:
    reasons = [reason for reason in result["reasons"] if reason["type"] != "membership"]
    if asks:
        met = [reason for reason in reasons if reason["passed"]]
        if not met:
            return _rules(result, name, locale)
        return [
            Paragraph(text=say("rules_so_far", locale, product=name), citations=cited_in(met)),
            *_list(met, locale),
        ]
    still = [reason for reason in reasons if reason["passed"] is None]
    met = [reason for reason in reasons if reason["passed"]]
    return [
        Paragraph(text=say("undecided", locale, product=name), citations=cited_in(still)),
        *_list(still, locale, quoted=True),
        *_list(met, locale),
    ]


def _rules(result: dict[str, Any], name: str, locale: Language) -> list[Block]:
    items = tuple(dict.fromkeys(reason["text"] for reason in result["reasons"]))
    if not items:
        return [Paragraph(text=result["explanation"] or say("undecided", locale, product=name))]
    numbers = cited_in(result["reasons"])
    return [
        Paragraph(text=say("rules_of", locale, product=name), citations=numbers),
        ListBlock(items=items, citations=numbers),
    ]


def _list(reasons: list[dict[str, Any]], locale: Language, quoted: bool = False) -> list[Block]:
    """Reasons with whether they are met; `quoted` adds the source's own words."""
    if not reasons:
        return []
    items = [say(_MARKS[reason["passed"]], locale, text=reason["text"]) for reason in reasons]
    if quoted:
        items += [say("quote", locale, quote=reason["quote"]) for reason in reasons]
    return [ListBlock(items=tuple(dict.fromkeys(items)), citations=cited_in(reasons))]
