"""Looks things up in the real corpus by name, and takes results apart."""

from __future__ import annotations

from assistant.knowledge.load import load_knowledge
from assistant.tools.coverage import CoverageFinder, CoverageResult, check_coverage
from assistant.tools.coverage.terms import CoverageItem, ProductCoverage
from tests.conftest import CORPUS

BASE = load_knowledge(CORPUS).base
BY_NAME = CoverageFinder(BASE)
OWN_PRODUCTS = ["yayoi", "chuokai", "cyber-protector", "otasuketai", "sompo-pack"]


def look_up(
    items: str | list[str], product: str | None = None, plan: str | None = None, limit_set: str | None = None
) -> CoverageResult:
    """What names alone find."""
    return check_coverage(BASE, items, product, plan, limit_set=limit_set, finder=BY_NAME)


def one(result: CoverageResult) -> CoverageItem:
    """The only item."""
    (item,) = result.items
    return item


def group(result: CoverageResult) -> ProductCoverage:
    """The only group of the only item."""
    (found,) = one(result).products
    return found


def facts(found: ProductCoverage) -> list[str]:
    """The ids of the facts of a group."""
    return [fact.fact for fact in found.facts]
