"""Which failures are the worst."""

from __future__ import annotations

from evals.run import Result
from evals.scoring.measures import MEASURES

_WORST = (
    "reply",
    "false_covered",
    "figures",
    "quotes",
    "false_answer",
    "verdict",
    "conditions",
    "tool_result",
    "facts",
)
_LABELS = {
    "reply": "no reply",
    "false_covered": 'false "covered"',
    "figures": "figure without a source",
    "quotes": "quote that stands nowhere",
    "false_answer": "trap answered",
    "verdict": "wrong verdict",
    "conditions": "condition dropped",
    "tool_result": "wrong tool values",
    "facts": "wrong or missing fact",
    "false_refusal": "false refusal",
}
_BY_ID = {measure.id: measure for measure in MEASURES}
_LEAST = len(_WORST)


def faults(result: Result) -> list[str]:
    """What is wrong with a reply in words, the worst first."""
    return [label for each, label in _LABELS.items() if _fails(result, each)] or (
        [] if result.right else ["wrong " + ", ".join(result.failed)]
    )


def severity(result: Result) -> int:
    """0 for the worst faults, more for lesser ones."""
    return next((rank for rank, each in enumerate(_WORST) if _fails(result, each)), _LEAST)


def _fails(result: Result, measure: str) -> bool:
    return _BY_ID[measure].falls_short(result)
