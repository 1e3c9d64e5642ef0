"""What the turns of a run come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import mean, median

import numpy as np

from assistant.knowledge.values import Record
from bench.turn.measuring import TURN, Asked

_DRAWS = 1000
_SURE = 95


class Cost(Record):
    """Milliseconds of one kind of work."""

    median_ms: float
    mean_ms: float
    p95_ms: float


class Ratio(Record):
    """How many times as long as one embedding a turn takes.

    Attributes:
        of_medians, of_means: median turn by median embedding, and the means alike.
        low, high: between which `of_medians` lies with 95% (bootstrap over the turns).
        of_cpu: mean processor time of a turn by that of an embedding.
    """

    of_medians: float
    of_means: float
    low: float
    high: float
    of_cpu: float


class Summary(Record):
    """A run.

    Attributes:
        costs: of a turn (`TURN`) and of one embedding, by the name of the encoder.
        ratios: by the name of the encoder.
        texts: encoded in a turn, on the mean.
        encoder_share: of a turn's time, from 0 to 1.
    """

    turns: int
    costs: Mapping[str, Cost]
    ratios: Mapping[str, Ratio]
    texts: float
    encoder_share: float


def summarise(asked: Sequence[Asked], seed: int = 1) -> Summary:
    """The summary of at least one turn."""
    names = list(asked[0].seconds)
    return Summary(
        turns=len(asked),
        costs={name: _cost([each.seconds[name] for each in asked]) for name in names},
        ratios={name: _ratio(asked, name, seed) for name in names if name != TURN},
        texts=mean(each.texts for each in asked),
        encoder_share=sum(each.encoder_seconds for each in asked) / sum(each.seconds[TURN] for each in asked),
    )


def _cost(seconds: Sequence[float]) -> Cost:
    p95 = float(np.percentile(seconds, 95))
    return Cost(median_ms=1000 * median(seconds), mean_ms=1000 * mean(seconds), p95_ms=1000 * p95)


def _ratio(asked: Sequence[Asked], name: str, seed: int) -> Ratio:
    pairs = np.array([(each.seconds[TURN], each.seconds[name]) for each in asked]).T
    cpu = np.array([(each.cpu_seconds[TURN], each.cpu_seconds[name]) for each in asked]).T
    draw = np.random.default_rng(seed)
    drawn = (pairs[:, draw.integers(0, len(asked), len(asked))] for _ in range(_DRAWS))
    medians = [_by(np.median, one) for one in drawn]
    low, high = np.percentile(medians, [(100 - _SURE) / 2, (100 + _SURE) / 2])
    return Ratio(
        of_medians=_by(np.median, pairs),
        of_means=_by(np.mean, pairs),
        low=float(low),
        high=float(high),
        of_cpu=_by(np.mean, cpu),
    )


def _by(middle: Callable[..., float], pairs: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return float(middle(pairs[0]) / middle(pairs[1]))
