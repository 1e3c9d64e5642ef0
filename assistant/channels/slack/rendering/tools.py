"""How a tool came to its result: rules, steps, facts, as lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.answers import ToolResult
from assistant.channels.slack.rendering.message import Block
from assistant.channels.slack.rendering.sources import marks
from assistant.channels.slack.rendering.texts import paragraphs
from assistant.channels.slack.texts import has_text, say
from assistant.knowledge.values import Language

Data = dict[str, Any]
_RULES = {True: "rule_passed", False: "rule_failed", None: "rule_open"}
_ELIGIBLE = {True: "eligible", False: "not_eligible", None: "undecided"}
_BADGE = {"covered": "○", "not_covered": "✕", "conditional": "△"}
_FACTS = 30
"""Facts that a breakdown lists."""


def tool_blocks(results: Iterable[ToolResult], language: Language) -> list[Block]:
    """A section a result, where there is something to show."""
    return [block for each in results for block in paragraphs("\n".join(tool_lines(each, language)))]


def tool_lines(result: ToolResult, language: Language) -> list[str]:
    """A result under its heading; empty where it holds no breakdown."""
    match result.tool:
        case "check_eligibility":
            lines = _eligibility(result.result, language)
        case "estimate_premium":
            lines = _premium(result.result, language)
        case "check_coverage":
            lines = _coverage(result.result, language)
        case _:
            lines = []
    return [f"【{say(f'tool.{result.tool}', language)}】", *lines] if lines else []


def _eligibility(data: Data, language: Language) -> list[str]:
    rules = [
        say(_RULES[each["passed"]], language, text=each["text"]) + _marks(each.get("evidence"))
        for each in data.get("reasons", ())
    ]
    if not rules:
        return []
    return [
        eligible_line(data, language),
        *rules,
        *(say("condition", language, text=each) for each in data.get("conditions", ())),
    ]


def eligible_line(data: Data, language: Language) -> str:
    """Whether a firm can take it out, or what is missing to say so."""
    eligible, missing = data.get("eligible"), data.get("missing")
    if eligible is None and missing:
        names = "、".join(say(f"field.{each}", language) for each in missing if has_text(f"field.{each}"))
        return say("missing", language, names=names)
    return say(_ELIGIBLE[eligible], language)


def _premium(data: Data, language: Language) -> list[str]:
    if "basis" not in data:
        return []
    lines = [f"{premium_line(data, language)}（{say('basis.' + data['basis'], language)}）"]
    lines += [
        say("step", language, text=each["text"], amount=f"{each['amount_yen']:,}")
        for each in data.get("breakdown", ())
    ]
    lines += [f"・{each}" for each in data.get("assumptions", ())]
    lines += [say("nearest", language, text=_example(each, language)) for each in data.get("nearest_examples", ())]
    return lines


def premium_line(data: Data, language: Language) -> str:
    """The figures of a premium, or that there are none."""
    figures = [("annual_premium_yen", "premium_year"), ("monthly_equivalent_yen", "premium_month")]
    stated = [say(key, language, amount=f"{data[name]:,}") for name, key in figures if data.get(name) is not None]
    return " / ".join(stated) or say("no_premium", language)


def _example(data: Data, language: Language) -> str:
    named = [data.get("industry_name") or data.get("flag"), data.get("limit_set")]
    if (revenue := data.get("annual_revenue_yen")) is not None:
        named.append(f"{say('field.annual_revenue_yen', language)} {revenue:,}")
    figures = [
        " ".join(part for part in (each.get("plan_name"), premium_line(each, language)) if part)
        for each in data.get("premiums", ())
    ]
    return "、".join([each for each in named if each] + figures) + _marks(data.get("evidence"))


def _coverage(data: Data, language: Language) -> list[str]:
    lines: list[str] = []
    for item in data.get("items", ()):
        for group in item["products"]:
            if not group["facts"]:
                label = item.get("name") or item["item"]
                lines.append(say("not_stated", language, label=label, product=group["product_name"]))
            lines += [_fact(each, group["product_name"], language) for each in group["facts"]]
    return lines[:_FACTS]


def _fact(data: Data, product: str, language: Language) -> str:
    limits = [_limit(each) for each in data.get("limits", ())]
    line = say(
        "fact",
        language,
        verdict=_BADGE.get(data["verdict"], "–"),
        label=data["label"],
        product=product,
        limits=say("limit", language, limits="、".join(limits)) if limits else "",
    )
    said = [data[name] for name in ("condition", "approval", "exclusion", "note") if data.get(name)]
    return "\n".join([line + _marks(data.get("evidence")), *(f"　{each}" for each in said)])


def _limit(data: Data) -> str:
    of = [*data.get("plans", ()), *data.get("limit_sets", ()), *(data[n] for n in ("per", "shared") if data.get(n))]
    return f"{data['amount_yen']:,}円" + (f"（{'、'.join(of)}）" if of else "")


def _marks(evidence: Iterable[Data] | None) -> str:
    return marks(each["citation"] for each in evidence or () if "citation" in each)
