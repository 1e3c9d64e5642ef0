"""Checks on a knowledge base: is every statement backed, consistent, current, and made of known ids?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from assistant.errors import Problem
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.check_evidence import DocumentText, check_evidence
from assistant.knowledge.check_facts import check_contradictions
from assistant.knowledge.check_gaps import check_gaps
from assistant.knowledge.load import Loaded
from assistant.knowledge.yaml_file import YamlFile, YamlPath
from assistant.text import normalise


def check_knowledge(loaded: Loaded, documents: Sequence[DocumentText], today: dt.date) -> list[Problem]:
    """Everything that is wrong with a knowledge base whose files could be read."""
    base, files = loaded.base, loaded.files
    problems = [
        *_check_products(base, files, documents, today),
        *_check_industries(base, files),
        *_expired_documents(documents, today),
    ]
    for known in base.products.values():
        problems.extend(_check_ids(known, base, files))
        problems.extend(_check_doubles(known, files))
        problems.extend(check_evidence(known, files, documents))
        problems.extend(check_contradictions(known, files))
        problems.extend(check_gaps(known, documents))
    return problems


def _check_products(
    base: KnowledgeBase, files: dict[str, YamlFile], documents: Sequence[DocumentText], today: dt.date
) -> Iterator[Problem]:
    name = "products.yaml"
    with_documents = {document.product for document in documents}
    for known in base.products.values():
        product = known.product
        if product.id not in with_documents:
            message = f"has no document: put one into the folder '{product.id}'"
            yield files[name].problem((product.id,), message)
        if product.valid_until and product.valid_until < today:
            message = f"expired on {product.valid_until}: bring the product up to date or remove it"
            yield files[name].problem((product.id, "valid_until"), message)
        plans = {plan.id for plan in product.plans}
        for index, plan in enumerate(product.plans):
            if plan.part_of is not None and plan.part_of not in plans - {plan.id}:
                yield _unknown(files[name], (product.id, "plans", index, "part_of"), plan.part_of, plans)
        for index, rider in enumerate(product.riders):
            for unknown in sorted(set(rider.plans) - plans):
                yield _unknown(files[name], (product.id, "riders", index, "plans"), unknown, plans)


def _check_industries(base: KnowledgeBase, files: dict[str, YamlFile]) -> Iterator[Problem]:
    name = "industries.yaml"
    owners: dict[str, str] = {}
    for index, industry in enumerate(base.industries):
        for place, alias in enumerate(industry.names):
            key = normalise(alias)
            if key in owners:
                message = f"'{alias}' stands under '{owners[key]}' already: a name belongs to one class"
                yield files[name].problem((index, "names", place), message)
            owners[key] = industry.id
    yield from _doubles(files.get(name), (), [industry.id for industry in base.industries])


def _expired_documents(documents: Sequence[DocumentText], today: dt.date) -> Iterator[Problem]:
    for document in documents:
        if document.valid_until and document.valid_until < today:
            message = f"expired on {document.valid_until}: bring the document up to date or remove it"
            yield Problem(document.path, 2, "valid_until", message)


def _check_ids(known: ProductKnowledge, base: KnowledgeBase, files: dict[str, YamlFile]) -> Iterator[Problem]:
    product = known.product
    ids = {
        "plans": {plan.id for plan in product.plans},
        "plan": {plan.id for plan in product.plans},
        "limit_sets": {each.id for each in product.limit_sets},
        "limit_set": {each.id for each in product.limit_sets},
        "riders": {rider.id for rider in product.riders},
        "excluded": {industry.id for industry in base.industries},
        "borderline": {industry.id for industry in base.industries},
        "industry": {industry.id for industry in base.industries},
        "industries": {industry.id for industry in base.industries},
        "rider": {rider.id for rider in product.riders},
    }
    for name in ("coverage.yaml", "eligibility.yaml", "premiums.yaml"):
        file = files.get(f"{product.id}/{name}")
        if file:
            yield from _named_ids(file, file.data, (), ids)


def _named_ids(file: YamlFile, data: object, path: YamlPath, ids: dict[str, set[str]]) -> Iterator[Problem]:
    """Walks the file: wherever a key names ids, each must be known."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in ids:
                named = value if isinstance(value, list) else [value]
                for each in named:
                    if isinstance(each, str) and each not in ids[key]:
                        yield _unknown(file, (*path, key), each, ids[key])
            else:
                yield from _named_ids(file, value, (*path, str(key)), ids)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _named_ids(file, value, (*path, index), ids)


def _check_doubles(known: ProductKnowledge, files: dict[str, YamlFile]) -> Iterator[Problem]:
    folder = known.product.id
    yield from _doubles(files.get(f"{folder}/coverage.yaml"), (), [fact.id for fact in known.coverage])
    yield from _doubles(files.get(f"{folder}/eligibility.yaml"), (), [rule.id for rule in known.eligibility])
    premiums = files.get(f"{folder}/premiums.yaml")
    yield from _doubles(premiums, ("examples",), [example.id for example in known.premiums.examples])
    yield from _doubles(premiums, ("discounts",), [discount.id for discount in known.premiums.discounts])


def _doubles(file: YamlFile | None, path: YamlPath, ids: list[str]) -> Iterator[Problem]:
    for index, each in enumerate(ids):
        if file and each in ids[:index]:
            yield file.problem((*path, index, "id"), f"'{each}' stands twice: ids are unique in a file")


def _unknown(file: YamlFile, path: YamlPath, name: str, known: set[str]) -> Problem:
    choices = f"known are {', '.join(sorted(known))}" if known and len(known) < 15 else "see docs/corpus.md"
    return file.problem(path, f"'{name}' is unknown: {choices}")
