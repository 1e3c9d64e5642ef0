"""Results of tools as sources: every figure in them with what it is of, and every sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from assistant.agent.grounding.figure_names import set_keys
from assistant.agent.grounding.frame import EMPTY, Frame, frame_of
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.names import item_key
from assistant.agent.grounding.reading import read
from assistant.agent.grounding.sources import Source, quote_sources, row_sources, text_sources
from assistant.answers import ToolResult
from assistant.knowledge.figures import Figure, figures, percent, yen
from assistant.text import normalise

_GIVEN = frozenset({"item", "name", "given", "unaddressed", "errors", "unclear", "known", "query", "related"})
"""What a caller gave, or names what it gave: no source of anything."""
_NAMES = frozenset(
    {"fact", "rule", "document", "example", "tool", "type", "kind", "method", "basis", "step", "verdict", "label"}
) | {"product_name", "plan_name", "industry_name", "shared", "title", "section"}
"""Ids and names: no sentences."""
_INPUTS = {"annual_revenue_yen": "revenue", "security_discount_percent": "discount"}
_ROLES = {
    "amount_yen": "limit",
    "annual_premium_yen": "premium",
    "monthly_equivalent_yen": "premium",
    "deductible_yen": "deductible",
    "annual_revenue_yen": "revenue",
    "revenue_at_most_yen": "revenue",
}


class Stated(NamedTuple):
    """What a result is a source of.

    Attributes:
        figures: values of its fields, with what they are of.
        sentences: its texts, and the quotes that it stands on.
        inputs: figures that it was asked with.
    """

    figures: tuple[tuple[Figure, Frame], ...]
    sentences: tuple[Source, ...]
    inputs: tuple[Figure, ...]


def stated(result: ToolResult, glossary: Glossary) -> Stated:
    """All that a result is a source of."""
    walk = _Walk(glossary)
    if errors := result.result.get("errors"):
        walk.figures += _bounds(errors)
    else:
        walk.record(result.result, _frame_of_call(result, glossary))
    return Stated(tuple(walk.figures), tuple(walk.sentences), tuple(_inputs(result.arguments)))


def _bounds(errors: Sequence[dict[str, Any]]) -> Iterator[tuple[Figure, Frame]]:
    """What a tool says of a value that it does not take, but for the value itself."""
    for error in errors:
        given = figures(error["given"])
        values = {each.value for each in given} | {str(error["given"]).removesuffix(".0")}
        yield from ((each, EMPTY) for each in figures(error["text"]) if each.value not in values)


def _inputs(arguments: dict[str, Any]) -> Iterator[Figure]:
    for name in _INPUTS:
        value = arguments.get(name)
        bounds = [value.get("lower"), value.get("upper")] if isinstance(value, dict) else [value]
        for each in bounds:
            if isinstance(each, int):
                yield percent(each) if name.endswith("percent") else yen(each)


def _frame_of_call(result: ToolResult, glossary: Glossary) -> Frame:
    """What all of a result is of: the product, plan, set and industry that were asked for.

    Where the premium that was asked for is not published, the result speaks of others, which name what they are of.
    """
    arguments = result.arguments
    frame = EMPTY
    if result.result.get("basis") == "unavailable":
        return frame._replace(product=_product_of(result))
    for name in ("plan", "limit_set"):
        if isinstance(given := arguments.get(name), str):
            mentioned = read(given, glossary).frame
            frame = frame.also(Frame(plan=mentioned.plan, limit_set=mentioned.limit_set | set_keys(given, glossary)))
    if result.tool == "check_eligibility":
        about = [each for text in result.result.get("about", ()) for each in read(text, glossary).mentions]
        frame = frame_of(each for each in about if each.dimension in ("plan", "rider"))
    industry = arguments.get("industry")
    return frame._replace(
        product=_product_of(result), industry=frozenset((industry,)) if isinstance(industry, str) else frozenset()
    )


def _product_of(result: ToolResult) -> frozenset[str]:
    product = result.arguments.get("product")
    return frozenset((product,)) if isinstance(product, str) and result.tool != "search_knowledge" else frozenset()


class _Walk:
    """Collects what a result states, record by record."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self.figures: list[tuple[Figure, Frame]] = []
        self.sentences: list[Source] = []

    def record(self, record: dict[str, Any], frame: Frame) -> None:
        """A mapping of a result, whose own names narrow the frame."""
        if "quote" in record and "citation" in record:
            product = record["document"].partition("/")[0]
            found = quote_sources(record["quote"], product, "", frame.item, self._glossary)
            self.sentences += found
            return
        if record.get("type") == "table":
            for row in record["rows"]:
                self.sentences += row_sources(record["header"], row, frame, self._glossary)
            return
        frame = self._narrowed(record, frame)
        for key, value in record.items():
            # notes of an item or a product repeat what was asked
            if key in _GIVEN or key in _NAMES or (key == "note" and ("products" in record or "facts" in record)):
                continue
            self._value(key, value, frame)

    def _narrowed(self, record: dict[str, Any], frame: Frame) -> Frame:
        if isinstance(product := record.get("product"), str):
            frame = frame._replace(product=frozenset((product,)))
        if isinstance(record.get("fact"), str):
            frame = frame._replace(item=frozenset(item_key(each, record["fact"]) for each in frame.product))
        elif isinstance(record.get("cells"), list):
            frame = frame._replace(item=self._glossary.keys(record["label"], "item"))
        if record.get("type") == "contact":
            frame = frame._replace(desk=self._glossary.keys(record["label"], "desk"))
        if isinstance(plan := record.get("plan_name") or (record.get("plan") if "verdict" in record else None), str):
            frame = frame._replace(plan=frozenset((normalise(plan),)))
        if plans := record.get("plans"):
            frame = frame._replace(plan=frozenset(map(normalise, plans)))
        if sets := record.get("limit_sets"):
            frame = frame._replace(limit_set=frozenset(map(normalise, sets)))
        if isinstance(number := record.get("limit_set"), str):
            frame = frame._replace(limit_set=set_keys(number, self._glossary))
        if isinstance(industry := record.get("industry"), str):
            frame = frame._replace(industry=frozenset((industry,)))
        if isinstance(shared := record.get("shared"), str):
            frame = frame._replace(item=frame.item | read(shared, self._glossary).frame.item)
        return frame

    def _value(self, key: str, value: Any, frame: Frame) -> None:
        if isinstance(value, dict):
            self.record(value, frame)
        elif isinstance(value, list):
            for each in value:
                self._value(key, each, frame)
        elif isinstance(value, str):
            if figure := _subtotal(key, value):
                self.figures.append((figure, frame))
            else:
                self.sentences += text_sources(value, frame, self._glossary)
        elif isinstance(value, int) and not isinstance(value, bool) and key.endswith("_yen"):
            role = frozenset((_ROLES[key],)) if key in _ROLES else frozenset[str]()
            self.figures.append((yen(value), frame._replace(role=role)))


@lru_cache(maxsize=1024)
def _subtotal(key: str, value: str) -> Figure | None:
    """The figure of a subtotal, which stands in a text without its unit."""
    if not key.endswith("_yen"):
        return None
    whole = value.removesuffix(".0").removesuffix(".00")
    return yen(int(whole)) if whole.isdecimal() else None
