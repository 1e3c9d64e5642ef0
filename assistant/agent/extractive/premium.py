"""What a product costs: the tool's result in words, with all that the figure rests on."""

from __future__ import annotations

from typing import Any

from assistant.agent.extractive.evidence import cited_in
from assistant.agent.extractive.naming import called
from assistant.agent.extractive.part import Ask, Part
from assistant.agent.extractive.wording import say, yen
from assistant.agent.memory import Argument
from assistant.answers import Block, ListBlock, Paragraph, TableBlock, ToolResult
from assistant.knowledge.products import Product
from assistant.knowledge.values import Language

_ORDER: tuple[Argument, ...] = ("product", "industry", "annual_revenue_yen", "limit_set", "plan")
_HEADLINES = {
    "published_example": "premium_annual",
    "published_example_rediscounted": "premium_rediscounted",
    "tariff": "premium_tariff",
}
_COLUMNS = ("industry", "revenue", "limit_set", "plan", "premium", "note")


def premium_part(recorded: ToolResult, product: Product, locale: Language) -> Part:
    """What estimate_premium says of one product; `recorded` is a result without errors."""
    result = recorded.result
    unclear = [each["text"] for each in result.get("unclear", ())]
    blocks: list[Block] = [Paragraph(text=text) for text in unclear]
    ask = None
    if result["basis"] == "unavailable":
        ask = _ask(result)
        blocks += _unavailable(result, product, locale)
    else:
        blocks += _premium(result, product, locale)
    return Part(
        outcome="clarify" if ask else "answered",
        blocks=tuple(blocks),
        products=(product.id,),
        results=(recorded,),
        ask=ask,
    )


def mistaken_part(recorded: ToolResult, product: str) -> Part:
    """What is wrong with the arguments, with the source that says so; the one that can be named anew is asked for."""
    errors, numbers = recorded.result["errors"], cited_in(recorded.result["evidence"])
    texts = tuple(Paragraph(text=each["text"], citations=numbers) for each in errors)
    asks = any(each["argument"] == "security_discount_percent" for each in errors)
    ask = Ask("security_discount_percent") if asks else None
    return Part("clarify", texts, products=(product,), results=(recorded,), ask=ask)


def _ask(result: dict[str, Any]) -> Ask | None:
    """What to ask for; nothing where the examples that are shown answer for every value of what is missing."""
    missing = set(result["missing"])
    if missing <= {"plan"} or len(result["nearest_examples"]) <= 1:
        return None
    return next((Ask(argument) for argument in _ORDER if argument in missing), None)


def _premium(result: dict[str, Any], product: Product, locale: Language) -> list[Block]:
    annual, monthly = result["annual_premium_yen"], result["monthly_equivalent_yen"]
    numbers = cited_in(result["evidence"])
    texts = []
    if annual is not None:
        texts.append(
            say(_HEADLINES[result["basis"]], locale, product=called(product, locale), amount=yen(annual, locale))
        )
    if monthly is not None:
        texts.append(say("premium_monthly", locale, product=called(product, locale), amount=yen(monthly, locale)))
    blocks: list[Block] = [Paragraph(text=text, citations=numbers) for text in texts]
    lines = [*(step["text"] for step in result["breakdown"]), *result["assumptions"]]
    blocks.append(Paragraph(text=say("premium_basis", locale)))
    blocks.append(ListBlock(items=tuple(dict.fromkeys(lines)), citations=numbers))
    if result["nearest_examples"]:
        blocks += _examples(result["nearest_examples"], product, locale, "premium_references")
    return blocks


def _unavailable(result: dict[str, Any], product: Product, locale: Language) -> list[Block]:
    examples = result["nearest_examples"]
    only_examples = bool(result["missing"]) and bool(examples)
    blocks: list[Block] = []
    if only_examples:
        blocks += _examples(examples, product, locale, "premium_examples")
    else:
        text = say("premium_unavailable", locale, product=called(product, locale), explanation=result["explanation"])
        blocks.append(Paragraph(text=text, citations=cited_in(result["evidence"])))
        blocks += _examples(examples, product, locale, "premium_references") if examples else []
    if result["assumptions"]:
        blocks.append(ListBlock(items=tuple(result["assumptions"]), citations=cited_in(result["evidence"])))
    return blocks


def _examples(examples: list[dict[str, Any]], product: Product, locale: Language, heading: str) -> list[Block]:
    numbers = cited_in(examples)
    rows = [row for example in examples for row in _rows(example, product, locale)]
    used = [place for place in range(len(_COLUMNS)) if any(row[place] for row in rows)]
    blank = say("unnamed", locale)
    return [
        Paragraph(text=say(heading, locale, product=called(product, locale)), citations=numbers),
        TableBlock(
            header=tuple(say(f"column_{_COLUMNS[place]}", locale) for place in used),
            rows=tuple(tuple(row[place] or blank for place in used) for row in rows),
            citations=numbers,
        ),
    ]


def _rows(example: dict[str, Any], product: Product, locale: Language) -> list[tuple[str, ...]]:
    """A row a plan, with the cells of `_COLUMNS`."""
    sets = {each.id: each.name for each in product.limit_sets}
    illegible = example["illegible"]
    industry = example["industry_name"] or (say("illegible", locale) if "industry" in illegible else "")
    revenue = _revenue(example, locale) or (say("illegible", locale) if "annual_revenue_yen" in illegible else "")
    chosen = sets.get(example["limit_set"] or "", "")
    note = " ".join(filter(None, (example["flag"], example["note"])))
    return [
        (industry, revenue, chosen, premium["plan_name"] or "", _amount(premium, locale), note)
        for premium in example["premiums"]
    ]


def _revenue(example: dict[str, Any], locale: Language) -> str:
    if example["annual_revenue_yen"] is not None:
        return yen(example["annual_revenue_yen"], locale)
    most = example["revenue_at_most_yen"]
    return "" if most is None else say("up_to", locale, amount=yen(most, locale))


def _amount(premium: dict[str, Any], locale: Language) -> str:
    if premium["annual_premium_yen"] is not None:
        return say("annual", locale, amount=yen(premium["annual_premium_yen"], locale))
    monthly = premium["monthly_equivalent_yen"]
    return "" if monthly is None else say("monthly", locale, amount=yen(monthly, locale))
