"""Scores of rankings, by ir-measures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

from evals.retrieval.ranked import DEPTH, LEGS, Leg, Ranked

MEASURES = (nDCG @ 10, RR @ 10, Success @ 1, Success @ 5, Success @ 20)
CUTS = tuple(range(1, DEPTH + 1))


class LegScores(NamedTuple):
    """Means over questions, from 0 to 1: each of `MEASURES` by name, and the recall at each of `CUTS`."""

    leg: Leg
    means: dict[str, float]
    recall: tuple[float, ...]


def leg_scores(ranked: Sequence[Ranked]) -> list[LegScores]:
    """Scores of each leg over the questions whose evidence a passage holds."""
    known = [each for each in ranked if each.relevant]
    truth = [Qrel(each.id, str(number), 1) for each in known for number in each.relevant]
    scores = []
    for leg in LEGS if known else ():
        run = [
            ScoredDoc(each.id, str(number), -float(place))
            for each in known
            for ranking in each.rankings
            if ranking.leg == leg
            for place, number in enumerate(ranking.numbers)
        ]
        means = ir_measures.calc_aggregate(MEASURES, truth, run)
        places = [each.place(leg) for each in known]
        recall = tuple(sum(place is not None and place <= cut for place in places) / len(known) for cut in CUTS)
        scores.append(LegScores(leg, {str(measure): float(means[measure]) for measure in MEASURES}, recall))
    return scores
