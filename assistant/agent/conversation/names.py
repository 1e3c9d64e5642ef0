"""Names of products, plans, sets of limits and riders in what people type."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from assistant.data_file import read_data
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.products import Product
from assistant.knowledge.values import Names, Record
from assistant.tools.coverage.words import fold
from assistant.tools.phrase_table import Found, PhraseTable

NameKind = Literal["product", "plan", "limit_set", "rider"]


class NameParts(Record):
    """The words of names.yaml, which says what each list is."""

    tails: Names
    ambiguous: Names


@cache
def name_parts() -> NameParts:
    """The words of names.yaml."""
    return NameParts.model_validate(read_data(__file__, "names.yaml"))


class Named(NamedTuple):
    """What a name stands for: a product, or something of one."""

    kind: NameKind
    product: str
    id: str


class Mention(NamedTuple):
    """A name at `start` to `end` of a folded text; several meanings where products share it."""

    name: str
    meanings: tuple[Named, ...]
    start: int
    end: int


class ProductNames:
    """All names of a knowledge base by which people call what can be taken out."""

    def __init__(self, knowledge: KnowledgeBase, generic: Collection[str] = ()) -> None:
        """`generic` are names of products that mean none of them, see `generic_names`."""
        meanings: dict[str, dict[Named, None]] = {}
        for named, names in _names(knowledge):
            for name in names:
                if name in generic and named.kind == "product":
                    continue
                meanings.setdefault(fold(name), {})[named] = None
        self._table = PhraseTable({name: tuple(each) for name, each in meanings.items()})
        self._fixed = {
            fold(discount.name)
            for known in knowledge.products.values()
            for discount in known.premiums.discounts
            if not discount.adjustable
        }
        self._plans = {product: known.product.plans for product, known in knowledge.products.items()}
        self._short = {product: _short_names(known.product) for product, known in knowledge.products.items()}

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in `text`, a text after `fold`, in order; the longest where several overlap."""
        return tuple(_mention(found) for found in self._table.apart(text))

    def others(self, meanings: Iterable[Named]) -> Iterator[Named]:
        """The plan that is left where one of two beside each other is not meant; nothing else has such another."""
        for each in meanings:
            plans = self._plans[each.product] if each.kind == "plan" else ()
            level = next((plan.part_of for plan in plans if plan.id == each.id), None)
            left = [plan.id for plan in plans if plan.id != each.id and plan.part_of == level]
            if len(left) == 1:
                yield each._replace(id=left[0])

    def has_fixed_discount(self, text: str) -> bool:
        """Whether `text`, a text after `fold`, names a discount whose percentage nobody can choose."""
        return any(name in text for name in self._fixed)

    def find_short(self, text: str, product: str) -> tuple[Mention, ...]:
        """The plans of `product` that `text` calls by the first part of their names (無料 of 無料プラン)."""
        return tuple(_mention(found) for found in self._short[product].apart(text))


def _names(knowledge: KnowledgeBase) -> Iterable[tuple[Named, tuple[str, ...]]]:
    for known in knowledge.products.values():
        product = known.product
        yield Named("product", product.id, product.id), _product_names(product)
        for plan in product.plans:
            yield Named("plan", product.id, plan.id), (plan.name, *plan.aliases)
        for chosen in product.limit_sets:
            yield Named("limit_set", product.id, chosen.id), (chosen.name, *chosen.aliases)
        for rider in product.riders:
            yield Named("rider", product.id, rider.id), (rider.name, *rider.aliases)


def _product_names(product: Product) -> tuple[str, ...]:
    """What a product is called; its id also as words (cyber protector for cyber-protector)."""
    return (product.id, product.id.replace("-", " "), product.name, *product.aliases)


def _short_names(product: Product) -> PhraseTable[tuple[Named, ...]]:
    """Plan names without the word for a plan, where no other plan is called so."""
    meanings: dict[str, dict[Named, None]] = {}
    for plan in product.plans:
        for name in map(fold, (plan.name, *plan.aliases)):
            for tail in map(fold, name_parts().tails):
                short = name.removesuffix(tail).strip()
                if short != name and short and short not in name_parts().ambiguous:
                    meanings.setdefault(short, {})[Named("plan", product.id, plan.id)] = None
    return PhraseTable({name: tuple(each) for name, each in meanings.items() if len(each) == 1})


def _mention(found: Found[tuple[Named, ...]]) -> Mention:
    return Mention(found.phrase, found.meaning, found.start, found.end)
