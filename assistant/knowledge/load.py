"""Loads the YAML of a corpus folder into a typed knowledge base."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
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
_FACT = TypeAdapter(CoverageFact)
_RULE: TypeAdapter[EligibilityRule] = TypeAdapter(EligibilityRule)
_PREMIUMS = TypeAdapter(Premiums)
_PRODUCT = TypeAdapter(Product)
_INDUSTRY = TypeAdapter(Industry)
_IDENTITY = TypeAdapter(Identity)
_PRODUCTS = "products.yaml"
PRODUCT_FILES = ("coverage.yaml", "eligibility.yaml", "premiums.yaml")
CORPUS_FILES = (_PRODUCTS, "industries.yaml", "assistant.yaml")


class Loaded(NamedTuple):
    """A knowledge base, the folder and the files that it was read from, and what could not be read.

    `base` holds all that is valid; where `problems` is not empty it is not fit to answer from.
    """

    base: KnowledgeBase
    files: dict[str, YamlFile]
    problems: list[Problem]
    corpus: Path

    @property
    def declared(self) -> frozenset[str]:
        """The ids of products.yaml, also of entries that are faulty."""
        return frozenset(_declared(self.files))


class _Reader:
    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus
        found = (path for pattern in ("*.yaml", "*/*.yaml") for path in sorted(corpus.glob(pattern)))
        self.present = [path.relative_to(corpus).as_posix() for path in found]
        self.files: dict[str, YamlFile] = {}
        self.problems: list[Problem] = []

    def read(self, name: str) -> YamlFile | None:
        """The file, None where there is none, it cannot be read or holds nothing."""
        if name not in self.present:
            return None
        file = read_yaml(self.corpus / name, name)
        if isinstance(file, Problem):
            self.problems.append(file)
            return None
        self.files[name] = file
        return file if file.data is not None else None

    def valid(self, file: YamlFile, adapter: TypeAdapter[T], at: YamlPath = ()) -> T | None:
        result = validate(file, adapter, at)
        if isinstance(result, list):
            self.problems.extend(result)
            return None
        return result

    def entries(self, name: str, adapter: TypeAdapter[T]) -> tuple[T, ...]:
        """The valid entries of a file that holds a list; a faulty one does not hide its neighbours."""
        file = self.read(name)
        if file is None:
            return ()
        if not isinstance(file.data, list):
            self.problems.append(file.problem((), "must be a list of entries, each beginning with '- '"))
            return ()
        found = (self.valid(file, adapter, (index,)) for index in range(len(file.data)))
        return tuple(entry for entry in found if entry is not None)

    def record(self, name: str, adapter: TypeAdapter[T]) -> T | None:
        file = self.read(name)
        return None if file is None else self.valid(file, adapter)

    def products(self) -> dict[str, Product]:
        """The valid products of products.yaml, by id."""
        known_problems = len(self.problems)
        file = self.read(_PRODUCTS)
        if file is None or not isinstance(file.data, dict):
            if len(self.problems) == known_problems:
                what = "is missing" if _PRODUCTS not in self.files else "must map each product's id to its entry"
                line = None if _PRODUCTS not in self.files else 1
                self.problems.append(Problem(_PRODUCTS, line, None, f"{what}: see docs/corpus.md"))
            return {}
        found = (self.product(file, key, entry) for key, entry in file.data.items())
        return {product.id: product for product in found if product is not None}

    def product(self, file: YamlFile, key: str, entry: object) -> Product | None:
        if isinstance(entry, dict) and "id" in entry:
            self.problems.append(file.problem((key, "id"), f"unknown key 'id': remove it, the id is '{key}'"))
            return None
        with_id: Any = {**entry, "id": key} if isinstance(entry, dict) else entry
        return self.valid(file._replace(data={key: with_id}), _PRODUCT, (key,))

    def strays(self) -> Iterator[Problem]:
        """The YAML files of products in folders that products.yaml does not name."""
        declared = _declared(self.files)
        for name in self.present:
            folder, _, base = name.rpartition("/")
            if declared and base in PRODUCT_FILES and folder not in ("", *declared) and not folder.startswith("."):
                close = difflib.get_close_matches(folder, declared, 1)
                hint = f" (or did you mean '{close[0]}'?)" if close else ""
                message = f"its folder '{folder}' is no product: add '{folder}' to products.yaml{hint}"
                yield Problem(name, None, None, message)


def load_knowledge(corpus: Path) -> Loaded:
    """Reads products.yaml, industries.yaml, assistant.yaml and each product's YAML below `corpus`."""
    reader = _Reader(corpus)
    products = reader.products()
    known: dict[str, ProductKnowledge] = {}
    for folder in _declared(reader.files):
        coverage = reader.entries(f"{folder}/coverage.yaml", _FACT)
        eligibility = reader.entries(f"{folder}/eligibility.yaml", _RULE)
        premiums = reader.record(f"{folder}/premiums.yaml", _PREMIUMS) or Premiums()
        if product := products.get(folder):
            known[folder] = ProductKnowledge(
                product=product, coverage=coverage, eligibility=eligibility, premiums=premiums
            )
    reader.problems.extend(reader.strays())
    base = KnowledgeBase(
        products=known,
        industries=reader.entries("industries.yaml", _INDUSTRY),
        identity=reader.record("assistant.yaml", _IDENTITY) or Identity(),
    )
    return Loaded(base, reader.files, reader.problems, corpus)


def _declared(files: dict[str, YamlFile]) -> tuple[str, ...]:
    file = files.get(_PRODUCTS)
    return tuple(file.data) if file and isinstance(file.data, dict) else ()
