"""What the products cover: facts by item, product and plan, and plans side by side."""

from assistant.tools.coverage.check import check_coverage
from assistant.tools.coverage.comparison import compare_plans
from assistant.tools.coverage.finder import CoverageFinder
from assistant.tools.coverage.terms import CoverageResult, PlanComparison

__all__ = ["CoverageFinder", "CoverageResult", "PlanComparison", "check_coverage", "compare_plans"]
