"""Confidence intervals and tests for shares."""

from __future__ import annotations

from math import comb, sqrt
from statistics import NormalDist
from typing import NamedTuple

_CONFIDENCE = 0.95


class Rate(NamedTuple):
    """A share of cases, `hits` of `total`."""

    hits: int
    total: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of no cases."""
        return self.hits / self.total if self.total else None

    def interval(self, confidence: float = _CONFIDENCE) -> tuple[float, float]:
        """The confidence interval of the share (Wilson, 1927), which holds for few cases and at 0 and 1 too."""
        if not self.total:
            return 0.0, 1.0
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        share, spread = self.hits / self.total, z * z / self.total
        centre = (share + spread / 2) / (1 + spread)
        half = z * sqrt(share * (1 - share) / self.total + spread / (4 * self.total)) / (1 + spread)
        return max(0.0, centre - half), min(1.0, centre + half)


def mcnemar(fixed: int, broke: int) -> float:
    """P-value that as many were fixed as broke: McNemar's exact test, two-sided."""
    changed = fixed + broke
    if not changed:
        return 1.0
    tail = sum(comb(changed, k) for k in range(min(fixed, broke) + 1)) / float(2**changed)
    return min(1.0, 2 * tail)
