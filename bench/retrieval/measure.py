"""Runs questions through the search and scores the rankings with ir-measures."""

from __future__ import annotations

import ir_measures
from ir_measures import Qrel, ScoredDoc, Success, nDCG
from rich.progress import track

from assistant.retrieval.encoders import Encoder
from assistant.retrieval.search import HybridSearch
from assistant.retrieval.snapshot import Snapshot
from bench.retrieval.sets import Question

MEASURES = (nDCG @ 10, Success @ 1, Success @ 5, Success @ 20)
_DEPTH = 20
Scores = dict[str, dict[str, float]]
"""Measure to question to value, from 0 to 1."""


def run(
    snapshot: Snapshot,
    encoder: Encoder,
    questions: list[Question],
    weights: list[float],
    by_document: bool,
    name: str,
) -> dict[float, Scores]:
    """Scores of each question for each weight of the dense leg."""
    vectors = [encoder.queries([question.text])[0] for question in track(questions, f"{name}: encoding")]
    results: dict[float, Scores] = {}
    for weight in weights:
        search = HybridSearch(snapshot, encoder, weight)
        ranking: list[ScoredDoc] = []
        for question, vector in zip(questions, vectors, strict=True):
            best: dict[str, float] = {}
            # more passages than documents are wanted: several may be of one document
            for hit in search.search(question.text, _DEPTH * (3 if by_document else 1), vector=vector):
                key = hit.passage.document if by_document else str(hit.number)
                best.setdefault(key, hit.score)
            ranking += [ScoredDoc(question.id, key, score) for key, score in list(best.items())[:_DEPTH]]
        results[weight] = score(questions, ranking)
    return results


def score(questions: list[Question], ranking: list[ScoredDoc]) -> Scores:
    """Scores of each question."""
    truth = [Qrel(question.id, each, 1) for question in questions for each in question.relevant]
    scores: Scores = {str(measure): {question.id: 0.0 for question in questions} for measure in MEASURES}
    for metric in ir_measures.iter_calc(MEASURES, truth, ranking):
        scores[str(metric.measure)][metric.query_id] = metric.value
    return scores


def mean(scores: Scores, questions: list[Question]) -> list[float]:
    """Means over some questions in percent, in the order of `MEASURES`."""
    return [
        100 * sum(scores[str(measure)][question.id] for question in questions) / max(1, len(questions))
        for measure in MEASURES
    ]
