"""Plans of one product side by side."""

from __future__ import annotations

from assistant.agent.extractive.evidence import cited_in
from assistant.agent.extractive.naming import called
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.wording import say
from assistant.answers import Block, Paragraph, TableBlock, ToolResult
from assistant.knowledge.products import Product
from assistant.knowledge.values import Language

_ROWS = 12
"""Rows that are shown; the tool result holds them all."""


def comparison_part(recorded: ToolResult, product: Product, locale: Language) -> Part | None:
    """What compare_plans says; None where there is nothing to lay side by side."""
    result = recorded.result
    if result["errors"] or not result["table"]:
        return None
    numbers = cited_in(result["evidence"])
    table = result["table"]
    rows = [row for row, data in zip(table["rows"], result["rows"], strict=True) if data["differs"]]
    shown = rows or table["rows"]
    heading = "comparison" if rows else "comparison_same"
    blocks: list[Block] = [
        Paragraph(text=say(heading, locale, product=called(product, locale)), citations=numbers),
        TableBlock(
            header=tuple(table["header"]),
            rows=tuple(tuple(row) for row in shown[:_ROWS]),
            citations=numbers,
        ),
    ]
    return Part("answered", tuple(blocks), products=(product.id,), results=(recorded,))
