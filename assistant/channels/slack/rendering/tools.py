"""How a tool came to its result: rules, steps, facts, as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from assistant.agent.extractive.wording import yen
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
_COMPUTED = ("published_example_rediscounted", "tariff")
_CONDITIONS = ("condition", "approval", "exclusion", "deductible", "note")
"""What belongs to the verdict of a fact."""
_ADDED = re.compile(r"(?<=.)[（(][^（）()]*[）)]$")
_FACTS = 30
"""Facts that a breakdown lists."""


def tool_blocks(results: Iterable[ToolResult], language: Language, said: str = "") -> list[Block]:
    """A section a result, where there is something to show.

    Args:
        said: what stands above: of it nothing is said again but the figures and the verdicts.
    """
    return [block for each in results for block in paragraphs("\n".join(tool_lines(each, language, said)))]


def tool_lines(result: ToolResult, language: Language, said: str = "") -> list[str]:
    """A result under its heading; empty where it holds no breakdown. `said` as in `tool_blocks`."""
    match result.tool:
        case "check_eligibility":
            lines = _eligibility(result.result, language, said)
        case "estimate_premium":
            lines = _premium(result.result, language, said)
        case "check_coverage":
            lines = _coverage(result.result, language, said)
        case _:
            lines = []
    return [f"【{say(f'tool.{result.tool}', language)}】", *lines] if lines else []


def _eligibility(data: Data, language: Language, said: str) -> list[str]:
    rules = [
        say(_RULES[each["passed"]], language, text=_short(each["text"], said)) + _marks(each.get("evidence"))
        for each in data.get("reasons", ())
    ]
    if not rules:
        return []
    shown = "".join(each["text"] for each in data.get("reasons", ())) + said
    new = [each for each in data.get("conditions", ()) if each not in shown]
    return [eligible_line(data, language), *rules, *(say("condition", language, text=each) for each in new)]


def _short(rule: str, said: str) -> str:
    """A rule; without what it adds in brackets at its end, where it stands above as a whole."""
    return _ADDED.sub("", rule) if rule in said else rule


def eligible_line(data: Data, language: Language) -> str:
    """Whether a firm can take it out, or what is missing to say so."""
    eligible = data.get("eligible")
    missing = missing_line(data, language) if eligible is None else None
    return missing or say(_ELIGIBLE[eligible], language)


def _premium(data: Data, language: Language, said: str) -> list[str]:
    if "basis" not in data:
        return []
    lines = [f"{premium_line(data, language)}（{say('basis.' + data['basis'], language)}）"]
    if missing := missing_line(data, language):
        lines = [missing]
    lines += [
        say("step", language, text=each["text"], amount=f"{each['amount_yen']:,}")
        for each in data.get("breakdown", ())
    ]
    lines += [f"・{each}" for each in data.get("assumptions", ()) if each not in said]
    nearest = [each for each in data.get("nearest_examples", ()) if not _stands(each, said)]
    return lines + [say("nearest", language, text=_example(each, language)) for each in nearest]


def missing_line(data: Data, language: Language) -> str | None:
    """What has to be known first; None where nothing is missing."""
    named = [say(f"field.{each}", language) for each in data.get("missing") or () if has_text(f"field.{each}")]
    return say("missing", language, names="、".join(named)) if named else None


def _stands(example: Data, said: str) -> bool:
    """Whether the figures of an example stand above."""
    figures = [each.get("annual_premium_yen") or each.get("monthly_equivalent_yen") for each in example["premiums"]]
    return all(figure is not None and f"{figure:,}円" in said for figure in figures)


def premium_line(data: Data, language: Language) -> str:
    """The figures of a premium, or that there are none."""
    figures = [("annual_premium_yen", "premium_year"), ("monthly_equivalent_yen", "premium_month")]
    stated = [say(key, language, amount=f"{data[name]:,}") for name, key in figures if data.get(name) is not None]
    return " / ".join(stated) or say("no_premium", language)


def premium_title(data: Data, language: Language) -> str:
    """The figures of a premium, called an estimate where they are computed."""
    line = premium_line(data, language)
    return say("estimate", language, text=line) if data.get("basis") in _COMPUTED else line


def _example(data: Data, language: Language) -> str:
    named = [data.get("industry_name")]
    if data.get("limit_set"):
        named.append(f"{say('field.limit_set', language)} {data['limit_set']}")
    if (revenue := data.get("annual_revenue_yen")) is not None:
        named.append(f"{say('field.annual_revenue_yen', language)} {yen(revenue, language)}")
    figures = [
        " ".join(part for part in (each.get("plan_name"), premium_line(each, language)) if part)
        for each in data.get("premiums", ())
    ]
    flag = f"（{data['flag']}）" if data.get("flag") else ""
    return "、".join([each for each in named if each] + figures) + flag + _marks(data.get("evidence"))


def _coverage(data: Data, language: Language, said: str) -> list[str]:
    lines: list[str] = []
    for item in data.get("items", ()):
        for group in item["products"]:
            if not group["facts"]:
                label = item.get("name") or item["item"]
                lines.append(say("not_stated", language, label=label, product=group["product_name"]))
            lines += [_fact(each, group["product_name"], language, said) for each in group["facts"]]
    return lines[:_FACTS]


def _fact(data: Data, product: str, language: Language, said: str) -> str:
    limits = [_limit(each, language) for each in data.get("limits", ())]
    line = say(
        "fact",
        language,
        verdict=_BADGE.get(data["verdict"], "–"),
        label=data["label"],
        product="、".join((product, *data.get("plans", ()), *data.get("limit_sets", ()))),
        limits=say("limit", language, limits="、".join(limits)) if limits else "",
    )
    more = [data[name] for name in _CONDITIONS if data.get(name) and str(data[name]) not in said]
    return "\n".join([line + _marks(data.get("evidence")), *(f"　{each}" for each in more)])


def _limit(data: Data, language: Language) -> str:
    of = [*data.get("plans", ()), *data.get("limit_sets", ()), *(data[n] for n in ("per", "shared") if data.get(n))]
    return yen(data["amount_yen"], language) + (f"（{'、'.join(of)}）" if of else "")


def _marks(evidence: Iterable[Data] | None) -> str:
    return marks(each["citation"] for each in evidence or () if "citation" in each)
