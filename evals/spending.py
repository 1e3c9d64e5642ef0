"""What a language model's part in a run was: turns, tokens, price, and turns that were answered without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from evals.exchange import ModelTurn
from evals.run import Result
from evals.stats import Rate


class Spending(NamedTuple):
    """The language model's part in a run.

    Attributes:
        turns: those in which it was to be asked.
        input_tokens, output_tokens: of all turns.
        cost_usd: in US dollars; None where a turn's price is not known.
        fallbacks: turns that were answered without it, by reason.
    """

    models: tuple[str, ...]
    turns: int
    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None
    fallbacks: Counter[str]

    @property
    def without(self) -> Rate:
        """The share of turns that were answered without the model."""
        return Rate(self.fallbacks.total(), self.turns)

    @property
    def usd_a_turn(self) -> float | None:
        """US dollars, on average."""
        return None if self.cost_usd is None else self.cost_usd / self.turns


def spending(results: Iterable[Result]) -> Spending | None:
    """The model's part in all turns of some results; None where it had none, or where the target does not say."""
    turns: list[ModelTurn] = [
        reply.model for result in results for reply in result.exchange.replies if reply.model is not None
    ]
    if not turns:
        return None
    used = [turn.usage for turn in turns if turn.usage is not None]
    costs = [each.cost_usd for each in used if each.cost_usd is not None]
    return Spending(
        models=tuple(sorted({each.model for each in used})),
        turns=len(turns),
        calls=sum(each.calls for each in used),
        input_tokens=sum(each.input_tokens for each in used),
        output_tokens=sum(each.output_tokens for each in used),
        cost_usd=sum(costs) if len(costs) == len(used) else None,
        fallbacks=Counter(turn.fallback for turn in turns if turn.fallback is not None),
    )
