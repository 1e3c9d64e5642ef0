"""Are all ids known, is each given once, and does a name mean one thing?"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from assistant.errors import Problem
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.entries import numbered, raw_entries
from assistant.knowledge.products import Plan, Product
from assistant.knowledge.yaml_file import YamlFile, YamlPath
from assistant.text import normalise

_MANY = 15
_PRODUCTS = "products.yaml"
_INDUSTRIES = "industries.yaml"
_UNIQUE_LISTS = (
    ("coverage.yaml", ()),
    ("eligibility.yaml", ()),
    ("premiums.yaml", ("discounts",)),
    ("premiums.yaml", ("examples",)),
    ("premiums.yaml", ("tariffs",)),
)


class _Ids(NamedTuple):
    """The ids that a key may name, what they are, and where they are given."""

    known: frozenset[str]
    what: str
    where: str


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


def check_ids(base: KnowledgeBase, files: dict[str, YamlFile]) -> Iterator[Problem]:
    """Unknown ids, ids and names that stand twice, and plans that are part of each other."""
    yield from _industry_names(base, files.get(_INDUSTRIES))
    yield from _product_names(base, files.get(_PRODUCTS))
    for known in base.products.values():
        yield from _own_lists(known.product, files[_PRODUCTS])
        yield from _known_in_files(known, base, files)
        for name, path in _UNIQUE_LISTS:
            if file := files.get(f"{known.product.id}/{name}"):
                yield from _doubles(file, path)


def _industry_names(base: KnowledgeBase, file: YamlFile | None) -> Iterator[Problem]:
    if file is None:
        return
    owners: dict[str, str] = {}
    for index, industry in numbered(file, (), base.industries):
        for place, name in enumerate(industry.names):
            owner = owners.setdefault(normalise(name), industry.id)
            if owner != industry.id:
                message = f"'{name}' stands under '{owner}' already: a name belongs to one class, remove it from one"
                yield file.problem((index, "names", place), message)
    yield from _doubles(file, ())


def _product_names(base: KnowledgeBase, file: YamlFile | None) -> Iterator[Problem]:
    """Warns of names that two products share: a question that uses one could mean either."""
    if file is None:
        return
    owners: dict[str, str] = {}
    for known in base.products.values():
        product = known.product
        names: list[tuple[YamlPath, str]] = [(("name",), product.name)]
        names += [(("aliases", place), alias) for place, alias in enumerate(product.aliases)]
        for path, name in names:
            owner = owners.setdefault(normalise(name), product.id)
            if owner != product.id:
                message = (
                    f"'{name}' means '{owner}' too: who uses it is asked which; remove it from one to avoid that"
                )
                yield file.warning((product.id, *path), message)


def _own_lists(product: Product, file: YamlFile) -> Iterator[Problem]:
    """Plans, sets and riders of a product: ids and names given twice, unknown plans, plans part of each other."""
    lists: tuple[tuple[str, Sequence[_Named]], ...] = (
        ("plans", product.plans),
        ("limit_sets", product.limit_sets),
        ("riders", product.riders),
    )
    for key, records in lists:
        path: YamlPath = (product.id, key)
        yield from _doubles(file, path)
        owners: dict[str, str] = {}
        for index, record in numbered(file, path, records):
            for name in (record.name, *record.aliases):
                owner = owners.setdefault(normalise(name), record.id)
                if owner != record.id:
                    message = f"'{name}' means '{owner}' too: give each of them names of its own"
                    yield file.warning((*path, index), message)
    plans = _ids("plans", product, (each.id for each in product.plans))
    for index, plan in enumerate(product.plans):
        place = (product.id, "plans", index, "part_of")
        if plan.part_of is not None and plan.part_of not in plans.known:
            yield _unknown(file, place, plan.part_of, plans)
        elif _part_of_itself(product, plan):
            yield file.problem(place, f"'{plan.id}' is part of itself: name the plan that it is a variant of")
    for index, rider in enumerate(product.riders):
        for number, each in enumerate(rider.plans):
            if each not in plans.known:
                yield _unknown(file, (product.id, "riders", index, "plans", number), each, plans)


def _part_of_itself(product: Product, plan: Plan) -> bool:
    above = {each.id: each.part_of for each in product.plans}
    seen = {plan.id}
    part_of = plan.part_of
    while part_of is not None and part_of not in seen:
        seen.add(part_of)
        part_of = above.get(part_of)
    return part_of == plan.id


def _known_in_files(known: ProductKnowledge, base: KnowledgeBase, files: dict[str, YamlFile]) -> Iterator[Problem]:
    product = known.product
    plans = _ids("plans", product, (each.id for each in product.plans))
    limit_sets = _ids("limit_sets", product, (each.id for each in product.limit_sets))
    riders = _ids("riders", product, (each.id for each in product.riders))
    industries = _Ids(frozenset(each.id for each in base.industries), "industries", _INDUSTRIES)
    ids = {
        **dict.fromkeys(("plan", "plans"), plans),
        **dict.fromkeys(("limit_set", "limit_sets"), limit_sets),
        **dict.fromkeys(("rider", "riders"), riders),
        **dict.fromkeys(("industry", "industries", "excluded", "borderline"), industries),
    }
    for name in dict.fromkeys(name for name, _ in _UNIQUE_LISTS):
        if file := files.get(f"{product.id}/{name}"):
            yield from _named_ids(file, file.data, (), ids)


def _ids(key: str, product: Product, known: Iterable[str]) -> _Ids:
    return _Ids(frozenset(known), key, f"{product.id}.{key} of {_PRODUCTS}")


def _named_ids(file: YamlFile, data: object, path: YamlPath, ids: dict[str, _Ids]) -> Iterator[Problem]:
    """Walks the file: wherever a key names ids, each must be known."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in ids:
                yield from _named_ids(file, value, (*path, key), ids)
                continue
            for index, each in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(each, str) and each not in ids[key].known:
                    yield _unknown(file, (*path, key, index), each, ids[key])
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _named_ids(file, value, (*path, index), ids)


def _unknown(file: YamlFile, path: YamlPath, name: str, ids: _Ids) -> Problem:
    close = difflib.get_close_matches(name, ids.known, 1)
    if close:
        hint = f"did you mean '{close[0]}'?"
    elif 0 < len(ids.known) < _MANY:
        hint = f"known {ids.what} are {', '.join(sorted(ids.known))}"
    else:
        hint = f"add it to {ids.where}, or correct it"
    return file.problem(path, f"'{name}' is unknown: {hint}")


def _doubles(file: YamlFile, path: YamlPath) -> Iterator[Problem]:
    """Ids that stand twice in the list at `path`, faulty entries included."""
    first: dict[str, int] = {}
    for index, entry in enumerate(raw_entries(file, path)):
        identity = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(identity, str) and first.setdefault(identity, index) != index:
            line = file.line((*path, first[identity], "id"))
            message = f"'{identity}' stands twice, first on line {line}: ids are unique, rename one"
            yield file.problem((*path, index, "id"), message)
