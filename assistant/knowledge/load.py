"""Loads the YAML of a corpus folder into a typed knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter

from assistant.errors import Problem
from assistant.knowledge.base import KnowledgeBase, ProductKnowledge
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.eligibility import EligibilityRule
from assistant.knowledge.identity import Identity
from assistant.knowledge.industries import Industry
from assistant.knowledge.premiums import Premiums
from assistant.knowledge.products import Product
from assistant.knowledge.yaml_file import YamlFile, YamlPath, read_yaml, validate

T = TypeVar("T")
_RULE: TypeAdapter[EligibilityRule] = TypeAdapter(EligibilityRule)
PRODUCT_FILES = ("coverage.yaml", "eligibility.yaml", "premiums.yaml")
CORPUS_FILES = ("products.yaml", "industries.yaml", "assistant.yaml")


class Loaded(NamedTuple):
    """A knowledge base, the files that it was read from, and what could not be read.

    `base` holds all that is valid; where `problems` is not empty it is not fit to answer from.
    """

    base: KnowledgeBase
    files: dict[str, YamlFile]
    problems: list[Problem]

    @property
    def declared(self) -> frozenset[str]:
        """The ids of products.yaml, also of entries that are faulty."""
        file = self.files.get("products.yaml")
        return frozenset(map(str, file.data)) if file and isinstance(file.data, dict) else frozenset()


class _Reader:
    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus
        self.files: dict[str, YamlFile] = {}
        self.problems: list[Problem] = []

    def read(self, name: str) -> YamlFile | None:
        path = self.corpus / name
        if not path.is_file():
            return None
        file = read_yaml(path, name)
        if isinstance(file, Problem):
            self.problems.append(file)
            return None
        self.files[name] = file
        return file if file.data is not None else None

    def valid(self, file: YamlFile, model: type[T] | TypeAdapter[T], at: YamlPath = ()) -> T | None:
        result = validate(file, model, at)
        if isinstance(result, list):
            self.problems.extend(result)
            return None
        return result

    def entries(self, name: str, model: type[T] | TypeAdapter[T]) -> tuple[T, ...]:
        """The valid entries of a file that holds a list; a faulty one does not hide its neighbours."""
        file = self.read(name)
        if file is None:
            return ()
        if not isinstance(file.data, list):
            self.problems.append(file.problem((), "must be a list of entries, each beginning with '- '"))
            return ()
        found = (self.valid(file, model, (index,)) for index in range(len(file.data)))
        return tuple(entry for entry in found if entry is not None)

    def record(self, name: str, model: type[T]) -> T | None:
        file = self.read(name)
        return None if file is None else self.valid(file, model)

    def products(self) -> dict[str, Product]:
        name = "products.yaml"
        file = self.read(name)
        if file is None:
            if name not in self.files and not self.problems:
                message = "is missing: it names the products (see docs/corpus.md)"
                self.problems.append(Problem(name, None, None, message))
            return {}
        if not isinstance(file.data, dict) or not all(isinstance(v, dict) for v in file.data.values()):
            message = "must map each product's id to its entry (see docs/corpus.md)"
            self.problems.append(file.problem((), message))
            return {}
        products: dict[str, Product] = {}
        for key, entry in file.data.items():
            with_id: dict[Any, Any] = {**entry, "id": key}
            keyed = YamlFile(name, {**file.data, key: with_id}, file.lines)
            product = self.valid(keyed, Product, (key,))
            if product is not None:
                products[product.id] = product
        return products


def load_knowledge(corpus: Path) -> Loaded:
    """Reads products.yaml, industries.yaml, assistant.yaml and each product's YAML below `corpus`."""
    reader = _Reader(corpus)
    known = {
        product.id: ProductKnowledge(
            product=product,
            coverage=reader.entries(f"{product.id}/coverage.yaml", CoverageFact),
            eligibility=reader.entries(f"{product.id}/eligibility.yaml", _RULE),
            premiums=reader.record(f"{product.id}/premiums.yaml", Premiums) or Premiums(),
        )
        for product in reader.products().values()
    }
    base = KnowledgeBase(
        products=known,
        industries=reader.entries("industries.yaml", Industry),
        identity=reader.record("assistant.yaml", Identity) or Identity(),
    )
    return Loaded(base, reader.files, reader.problems)
