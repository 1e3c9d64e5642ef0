"""The knowledge base of this repository, as it stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from assistant.ingest.progress import Silence
from assistant.ingest.survey import Survey, survey
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.front_matter import FrontMatter
from assistant.knowledge.premiums import Premiums
from assistant.knowledge.products import Product
from assistant.knowledge.values import Source
from tests.conftest import CORPUS, MAX_BYTES, ROOT

TODAY = dt.date(2026, 11, 21)
VERDICTS = {"covered", "not_covered", "conditional"}
MODELS: tuple[type[BaseModel], ...] = (CoverageFact, FrontMatter, Premiums, Product, Source)


@cache
def surveyed() -> Survey:
    return survey(CORPUS, MAX_BYTES, TODAY, {}, Silence())


@cache
def sections() -> tuple[str, ...]:
    """The parts of docs/sources.md, one a source page."""
    return tuple(
        re.split(r"^## ", (ROOT / "docs" / "sources.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    )


def products_of(section: str) -> list[str]:
    """The products that a section is about."""
    return [product for product in surveyed().base.products if re.search(rf"`{product}`|\b{product}/", section)]


def headings(document: str) -> list[str]:
    lines = (CORPUS / document).read_text(encoding="utf-8").splitlines()
    return [line.lstrip("# ") for line in lines if line.startswith("#")]


def named_documents(section: str, name: str) -> list[str]:
    """The documents that `name` means in a section: a path, or a file of one of its products."""
    known = {read.document.path for read in surveyed().documents}
    return [path for path in (name, *(f"{product}/{name}" for product in products_of(section))) if path in known]


def named_sections() -> Iterator[tuple[str, str, str]]:
    """Section of docs/sources.md, document and heading, wherever it names a heading."""
    for section in sections():
        for match in re.finditer(r"`?([\w./-]+\.md)`?((?:,? § [^;|]+?)+)(?=;|\||$)", section, re.MULTILINE):
            for heading in re.split(r",? § ", match[2])[1:]:
                yield section, match[1], heading.strip()


def test_the_corpus_has_neither_errors_nor_warnings() -> None:
    assert [str(problem) for problem in surveyed().problems] == []


def test_every_product_has_facts_and_documents() -> None:
    with_documents = {read.document.product for read in surveyed().documents}
    for product, known in surveyed().base.products.items():
        assert known.coverage, product
        assert product in with_documents


def test_every_document_of_the_list_of_sources_exists() -> None:
    named = [(section, name) for section in sections() for name in re.findall(r"[\w/-][\w./-]*\.md", section)]
    assert len(named) > 300
    missing = {name for section, name in named if not named_documents(section, name)}
    assert missing == set()


def test_every_document_is_in_the_list_of_sources() -> None:
    text = "".join(
        path
        for section in sections()
        for name in re.findall(r"[\w/-][\w./-]*\.md", section)
        for path in named_documents(section, name)
    )
    assert [read.document.path for read in surveyed().documents if read.document.path not in text] == []


def test_every_heading_of_the_list_of_sources_exists() -> None:
    named = list(named_sections())
    assert len(named) > 350
    missing = {
        (name, heading)
        for section, name, heading in named
        for core in [re.split(r" \(|…|`| and below", heading)[0]]
        if not any(
            core in known or heading.startswith(known)
            for d in named_documents(section, name)
            for known in headings(d)
        )
    }
    assert missing == set()


def test_every_id_of_the_list_of_sources_exists() -> None:
    fields = {field for model in MODELS for field in model.model_fields}
    count = 0
    for section in sections():
        known = {"code"} | fields | VERDICTS
        for product in products_of(section):
            knowledge = surveyed().base.products[product]
            known |= {
                product,
                *(fact.id for fact in knowledge.coverage),
                *(rule.id for rule in knowledge.eligibility),
            }
            known |= {example.id for example in knowledge.premiums.examples}
            known |= {discount.id for discount in knowledge.premiums.discounts}
            known |= {plan.id for plan in knowledge.product.plans} | {rider.id for rider in knowledge.product.riders}
        ids = re.findall(r"`([A-Za-z0-9_-]+)`", section)
        count += len(ids)
        assert set(ids) - known == set(), section.splitlines()[0]
    assert count > 150
