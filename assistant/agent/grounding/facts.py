"""Coverage facts as the results of a turn show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from assistant.agent.grounding.content import content
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.names import item_key
from assistant.answers import ToolResult, Verdict
from assistant.text import normalise

_NONE: frozenset[str] = frozenset()
ATTACHED = ("condition", "approval", "exclusion")


class Limit(NamedTuple):
    """A limit in yen; empty sets are all plans or sets of the fact."""

    amount_yen: int
    plans: frozenset[str]
    limit_sets: frozenset[str]


class ShownFact(NamedTuple):
    """A fact of a result.

    Attributes:
        items: keys of what it is about.
        label: its label as the result has it.
        verdict: what it says; None where nothing is stated.
        general: about no product.
        asked: keys of the plans that were asked for: the fact holds for them.
        limits: those of the plan and set that were asked for.
        attached: condition, approval and exclusion, as far as it has them, each with its name.
        unaddressed: circumstances of the question that it does not speak of.
        words: content words of all that it says and of how it was asked for.
        citations: numbers of the sources that it stands on.
        group: number of the result, the item and the product that it stands under.
    """

    product: str
    items: frozenset[str]
    label: str
    verdict: Verdict | None
    general: bool = False
    plans: frozenset[str] = _NONE
    limit_sets: frozenset[str] = _NONE
    riders: frozenset[str] = _NONE
    asked: frozenset[str] = _NONE
    limits: tuple[Limit, ...] = ()
    deductible_yen: int | None = None
    attached: tuple[tuple[str, str], ...] = ()
    unaddressed: tuple[str, ...] = ()
    words: frozenset[str] = _NONE
    citations: frozenset[int] = frozenset()
    group: tuple[int, int, int] = (0, 0, 0)

    @property
    def of_plans(self) -> frozenset[str]:
        """The plans that it is known to hold for; empty is all."""
        of_limits = frozenset(key for limit in self.limits for key in limit.plans)
        return self.plans | self.asked | of_limits if self.plans else _NONE


def shown_facts(place: int, result: ToolResult, glossary: Glossary) -> Iterator[ShownFact]:
    """The facts of a result of check_coverage or compare_plans, at `place` among the results."""
    data = result.result
    if result.tool == "check_coverage":
        about = _keys(data.get("about", ()))
        for number, item in enumerate(data.get("items", ())):
            for turn, group in enumerate(item["products"]):
                for fact in group["facts"]:
                    yield _of_entry(fact, group, about, item["item"], (place, number, turn))
    elif result.tool == "compare_plans":
        for number, row in enumerate(data.get("rows", ())):
            items = glossary.keys(row["label"], "item") or frozenset((item_key(str(data["product"]), row["label"]),))
            for cell in row["cells"]:
                yield ShownFact(
                    product=str(data["product"]),
                    items=items,
                    label=row["label"],
                    verdict=cell["verdict"],
                    plans=_keys((cell["plan"],)),
                    limits=_limits(cell["limits"]),
                    attached=(("condition", cell["condition"]),) if cell["condition"] else (),
                    words=content(row["label"]),
                    group=(place, number, 0),
                )


def _of_entry(
    fact: dict[str, Any], group: dict[str, Any], about: frozenset[str], asked: str, place: tuple[int, int, int]
) -> ShownFact:
    attached = tuple((name, fact[name]) for name in ATTACHED if fact[name])
    quotes = [each["quote"] for each in fact["evidence"]]
    texts = [
        fact["label"],
        fact["note"] or "",
        fact["deductible"] or "",
        asked,
        *(text for _, text in attached),
        *quotes,
    ]
    return ShownFact(
        product=group["product"],
        items=frozenset((item_key(group["product"], fact["fact"]),)),
        label=fact["label"],
        verdict=fact["verdict"],
        general=group["general"],
        plans=_keys(fact["plans"]),
        limit_sets=_keys(fact["limit_sets"]),
        riders=_keys(fact["riders"]),
        asked=about,
        limits=_limits(fact["limits"]),
        deductible_yen=fact["deductible_yen"],
        attached=attached,
        unaddressed=tuple(group["unaddressed"]),
        words=frozenset(word for text in texts for word in content(text)),
        citations=frozenset(each["citation"] for each in fact["evidence"]),
        group=place,
    )


def _limits(limits: list[dict[str, Any]]) -> tuple[Limit, ...]:
    return tuple(Limit(each["amount_yen"], _keys(each["plans"]), _keys(each["limit_sets"])) for each in limits)


def _keys(names: Any) -> frozenset[str]:
    return frozenset(map(normalise, names))
