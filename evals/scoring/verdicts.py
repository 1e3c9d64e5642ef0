"""The confusion matrix of verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from assistant.answers import Verdict
from evals.run import Result

Told = Verdict | Literal["none"]
EXPECTED: tuple[Verdict, ...] = ("covered", "conditional", "not_covered")
TOLD: tuple[Told, ...] = (*EXPECTED, "none")


def confusion(results: Iterable[Result]) -> Counter[tuple[Verdict, Told]]:
    """How often which verdict was told where which was expected.

    Where several are right and one of them was told, that one was expected; otherwise the first.
    """
    counts: Counter[tuple[Verdict, Told]] = Counter()
    for result in results:
        if right := result.question.expect.verdict:
            answer = result.exchange.answer
            told = answer.verdict if answer else None
            counts[told if told in right else right[0], told or "none"] += 1
    return counts
