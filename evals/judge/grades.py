"""What a judge gave, as it is kept with a run."""

from __future__ import annotations

from pydantic import Field

from assistant.agent.llm.faults import FaultKind
from assistant.knowledge.values import Record


class Graded(Record):
    """A reply and its level by criterion; none, and why, where the judge gave no answer that can be used."""

    id: str
    levels: dict[str, int] = Field(default_factory=dict)
    fault: FaultKind | None = None
    input_tokens: int = 0
    output_tokens: int = 0


class Wording(Record):
    """A judge's grades.

    Attributes:
        labels: levels that the reader gave, by id of the labelled reply.
        labelled: what the judge gave the same replies.
        graded: what it gave replies of the run.
        cost_usd: of all that; None where the model's price is not known.
    """

    model: str
    labels: dict[str, dict[str, int]]
    labelled: tuple[Graded, ...]
    graded: tuple[Graded, ...]
    cost_usd: float | None
