"""How results of the tools look on a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from assistant.answers import ToolResult

Data = Mapping[str, Any]
_COLOURS = {
    "covered": "green",
    "not_covered": "red",
    "conditional": "yellow",
    "passed": "green",
    "failed": "red",
    "open": "yellow",
    "eligible": "bold green",
    "not eligible": "bold red",
    "undecided": "bold yellow",
}
_OPTIONS = {
    "product": "--product",
    "annual_revenue_yen": "--revenue",
    "industry": "--industry",
    "plan": "--plan",
    "limit_set": "--set",
    "security_discount_percent": "--discount",
    "it_business_rider": "--it-rider",
}


def print_tool_result(console: Console, messages: Console, result: ToolResult, *, as_json: bool) -> bool:
    """Prints a result; what is wrong with its arguments goes to `messages`. False where nothing could be done."""
    data = result.result
    errors = data.get("errors") or []
    if as_json:
        print(json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=1))
        return not errors
    for error in (*errors, *data.get("unclear", ())):
        option = _OPTIONS.get(error["argument"], error["argument"])
        messages.print(Text.assemble(("Error: " if error in errors else "Note: ", "bold red"), f"{option}: "), end="")
        messages.print(error["text"], highlight=False, markup=False, soft_wrap=True)
    if errors:
        return False
    _print_understood(console, result.arguments)
    match result.tool:
        case "check_eligibility":
            _print_eligibility(console, data)
        case "estimate_premium":
            _print_premium(console, data)
        case "check_coverage":
            _print_coverage(console, data)
        case "compare_plans":
            _print_comparison(console, data)
    _print_contacts(console, data.get("contacts") or [])
    return True


def _print_understood(console: Console, arguments: Data) -> None:
    """Arguments that were understood as something else than what was typed."""
    for name, typed in arguments.get("given", {}).items():
        if name in arguments:
            value = arguments[name]
            understood = f"{value:,}" if isinstance(value, int) else value
            console.print(f"{_OPTIONS.get(name, name)} {typed}: {_bounds(understood)}", style="dim", highlight=False)


def _bounds(value: object) -> object:
    if not isinstance(value, dict):
        return value
    lower, upper = value["lower"], value["upper"]
    low = "" if lower is None else f"{lower:,}{' <' if value['lower_open'] else ' ≤'} "
    high = "" if upper is None else f" {'<' if value['upper_open'] else '≤'} {upper:,}"
    return f"{low}yen{high}"


def _print_eligibility(console: Console, data: Data) -> None:
    verdict = {True: "eligible", False: "not eligible", None: "undecided"}[data["eligible"]]
    about = "、".join(data["about"])
    console.print(Text.assemble(_coloured(verdict), f"  {about}"))
    table = _table("rule", "result", "what it says", "quote")
    for reason in data["reasons"]:
        passed = {True: "passed", False: "failed", None: "open"}[reason["passed"]]
        table.add_row(escape(reason["rule"]), _coloured(passed), escape(reason["text"]), escape(reason["quote"]))
    if data["reasons"]:
        console.print(table)
    if data["explanation"]:
        _say(console, data["explanation"])
    _print_missing(console, data["missing"])
    if data["eligible"] is not False:
        _print_list(console, "condition", data["conditions"])


def _print_premium(console: Console, data: Data) -> None:
    figures = [("annual_premium_yen", "yen a year"), ("monthly_equivalent_yen", "yen a month")]
    stated = [f"{data[name]:,} {unit}" for name, unit in figures if data[name] is not None]
    console.print(Text.assemble((", ".join(stated) or "no premium", "bold"), f"  basis: {data['basis']}"))
    if data["explanation"]:
        _say(console, data["explanation"])
    _print_missing(console, data["missing"])
    _print_list(console, "assumption", data["assumptions"])
    if data["breakdown"]:
        steps = _table("step", "yen")
        steps.columns[1].justify = "right"
        for step in data["breakdown"]:
            steps.add_row(escape(step["text"]), f"{step['amount_yen']:,}")
        console.print(steps)
    if data["nearest_examples"]:
        _print_examples(console, data["nearest_examples"])
    _print_quotes(console, data["evidence"])


def _print_examples(console: Console, examples: Iterable[Data]) -> None:
    console.print("For reference:")
    table = _table("published example", "revenue", "set", "premium")
    for example in examples:
        revenue, bound = example["annual_revenue_yen"], example["revenue_at_most_yen"]
        shown = f"{revenue:,}" if revenue is not None else "" if bound is None else f"≤ {bound:,}"
        premiums = [
            f"{each['plan_name'] or ''} {each['annual_premium_yen']:,} a year"
            if each["annual_premium_yen"] is not None
            else f"{each['plan_name'] or ''} {each['monthly_equivalent_yen']:,} a month"
            for each in example["premiums"]
        ]
        name = example["industry_name"] or example["flag"] or example["example"]
        table.add_row(escape(name), shown, example["limit_set"] or "", escape("\n".join(premiums)))
    console.print(table)


def _print_coverage(console: Console, data: Data) -> None:
    for item in data["items"]:
        found = f"  ({item['name']})" if item["name"] and item["name"] != item["item"] else ""
        console.print(Text.assemble((item["item"], "bold"), found))
        if item["note"]:
            _say(console, item["note"])
        for group in item["products"]:
            _print_group(console, group)
        _print_list(console, "near", [f"{each['label']} ({each['product']})" for each in item["related"]])


def _print_group(console: Console, group: Data) -> None:
    verdict = _coloured(group["verdict"]) if group["verdict"] else Text("not stated", style="yellow")
    console.print(Text.assemble(f"{group['product_name']}: ", verdict))
    if group["note"]:
        _say(console, group["note"], "italic")
    if not group["facts"]:
        return
    table = _table("entry", "verdict", "plans", "limit", "what goes with it")
    for fact in group["facts"]:
        limits = [_limit(limit) for limit in fact["limits"]]
        if fact["deductible_yen"] is not None:
            limits.append(f"deductible {fact['deductible'] or format(fact['deductible_yen'], ',')}")
        said = [fact[name] for name in ("condition", "approval", "exclusion", "note") if fact[name]]
        riders = [f"only with {each}" for each in fact["riders"]]
        quotes = [f"「{each['quote']}」" for each in fact["evidence"]]
        table.add_row(
            escape(fact["label"]),
            _coloured(fact["verdict"]),
            escape("\n".join((*fact["plans"], *fact["limit_sets"]))),
            escape("\n".join(limits)),
            escape("\n".join((*said, *riders, *quotes))),
        )
    console.print(table)


def _print_comparison(console: Console, data: Data) -> None:
    if data["explanation"]:
        _say(console, data["explanation"])
    if data["table"]:
        table = _table(*map(escape, data["table"]["header"]))
        for row in data["table"]["rows"]:
            table.add_row(*map(escape, row))
        console.print(table)


def _print_contacts(console: Console, contacts: Iterable[Data]) -> None:
    for contact in contacts:
        parts = [contact[name] for name in ("label", "phone", "hours", "url", "note") if contact[name]]
        _say(console, f"contact: {'  '.join(parts)}", "dim")


def _print_missing(console: Console, names: Iterable[str]) -> None:
    options = [_OPTIONS.get(name, name) for name in names]
    if options:
        console.print(Text.assemble(("missing: ", "yellow"), ", ".join(options)))


def _print_list(console: Console, title: str, lines: Iterable[str]) -> None:
    for line in lines:
        _say(console, f"{title}: {line}")


def _print_quotes(console: Console, evidence: Iterable[Data]) -> None:
    for each in evidence:
        _say(console, f"「{each['quote']}」 {each['document']}", "dim")


def _limit(limit: Data) -> str:
    of = [*limit["plans"], *limit["limit_sets"], *(limit[name] for name in ("per", "shared") if limit[name])]
    return f"{limit['amount_yen']:,} yen" + (f" ({', '.join(of)})" if of else "")


def _say(console: Console, text: str, style: str = "") -> None:
    """Prints a line, broken by the terminal only."""
    console.print(Text(text, style=style), soft_wrap=True)


def _table(*headings: str) -> Table:
    """A table whose cells break anywhere: Japanese has no spaces to break at."""
    table = Table(show_lines=True)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _coloured(word: str) -> Text:
    return Text(word.replace("_", " "), style=_COLOURS.get(word, ""))
