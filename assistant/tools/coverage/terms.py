"""What a question about coverage gets back."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from assistant.answers import ContactBlock, TableBlock, Verdict
from assistant.knowledge.coverage import Kind
from assistant.knowledge.values import Evidence, Record
from assistant.tools.lookup import InputError


class FactLimit(Record):
    """A limit of liability in yen.

    `plans` and `limit_sets` are names, empty where the limit holds for those of the fact; `per` (1事故) is None where
    the source does not say per what; `shared` names the group of costs that share it.
    """

    amount_yen: int
    per: str | None
    shared: str | None
    plans: tuple[str, ...]
    limit_sets: tuple[str, ...]


class CoverageEntry(Record):
    """A fact with all that must be said with its verdict.

    `plans` and `limit_sets` are names, empty where it holds for all; with `riders`, it is covered only with one of
    them. `limits` are those of the plan and set that were asked for. `deductible_yen` is None where the source does
    not say, 0 where it says that there is none.
    """

    fact: str
    label: str
    kind: Kind
    verdict: Verdict
    plans: tuple[str, ...]
    limit_sets: tuple[str, ...]
    riders: tuple[str, ...]
    limits: tuple[FactLimit, ...]
    deductible_yen: int | None
    deductible: str | None
    condition: str | None
    approval: str | None
    exclusion: str | None
    note: str | None
    evidence: tuple[Evidence, ...]


class ProductCoverage(Record):
    """What one product, or general word, says of an item.

    Attributes:
        general: general word, about no product.
        verdict: that of its facts; "conditional" where they differ from plan to plan; None where nothing is stated
            for the plan, or the item has a circumstance that they do not mention.
        unaddressed: those circumstances, and what the item says beyond the fact's name.
        note: what must be said beside the facts' own notes.
        as_of: the day on which the product's facts were last compared with their source.
    """

    product: str
    product_name: str
    general: bool
    verdict: Verdict | None
    facts: tuple[CoverageEntry, ...]
    unaddressed: tuple[str, ...] = ()
    note: str | None = None
    as_of: dt.date


class RelatedFact(Record):
    """A fact that is near an item which was not found, by its product and label."""

    product: str
    label: str


class CoverageItem(Record):
    """One thing that was asked about.

    Attributes:
        item: as it was asked.
        name: the name in it that decided, as search sees it.
        method: by that name, or by the likeness of the whole; None where it was not found.
        similarity: how like, -1 to 1, where that was the method.
        products: one group a product, general word last; empty where nothing is stated.
        related: what is near, where nothing was found.
        note: what must be said where nothing was found, or nothing by that name.
    """

    item: str
    name: str | None
    method: Literal["name", "similarity"] | None
    similarity: float | None
    products: tuple[ProductCoverage, ...]
    related: tuple[RelatedFact, ...] = ()
    note: str | None = None


class CoverageResult(Record):
    """The facts that match, item by item.

    Attributes:
        about: name of the plan that was asked for, then that of the set.
        contacts: of the product that was asked for.
        errors: arguments that cannot be taken as they are; nothing was looked up then.
    """

    items: tuple[CoverageItem, ...] = ()
    about: tuple[str, ...] = ()
    contacts: tuple[ContactBlock, ...] = ()
    errors: tuple[InputError, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All that the result stands on, without doubles."""
        groups = [group for item in self.items for group in item.products]
        return tuple(dict.fromkeys(each for group in groups for fact in group.facts for each in fact.evidence))


class PlanCell(Record):
    """What holds for one plan; `verdict` is None where nothing is stated for it."""

    plan: str
    verdict: Verdict | None
    limits: tuple[FactLimit, ...]
    condition: str | None


class PlanRow(Record):
    """An item in several plans; `differs` where verdict, limits or condition are not the same in all of them."""

    label: str
    cells: tuple[PlanCell, ...]
    differs: bool


class PlanComparison(Record):
    """Plans side by side: `rows` as data, `table` as text, a column a plan."""

    product: str | None = None
    plans: tuple[str, ...] = ()
    rows: tuple[PlanRow, ...] = ()
    table: TableBlock | None = None
    explanation: str | None = None
    as_of: dt.date | None = None
    evidence: tuple[Evidence, ...] = ()
    errors: tuple[InputError, ...] = ()
