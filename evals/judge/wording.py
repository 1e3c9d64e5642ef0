"""How a run's replies are worded, as a judge grades them, and what that judge's word is worth."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.agent.llm.chunks import Tokens
from assistant.agent.llm.opening import open_model
from assistant.errors import ConfigurationError
from assistant.settings import NO_MODEL, Settings
from evals.judge.agreement import ALL, Agreement, agreements
from evals.judge.grades import Wording
from evals.judge.grading import Judge
from evals.judge.labels import read_labels
from evals.judge.rubric import LEVELS, Case, case_of, read_rubric
from evals.run import Result
from evals.stats import Rate


class Row(NamedTuple):
    """One criterion of a judgement; `counts` are replies by level, `agreement` is on the labelled ones."""

    label: str
    counts: tuple[int, ...]
    agreement: Agreement | None

    @property
    def full(self) -> Rate:
        """The share of replies at the best level."""
        return Rate(self.counts[-1], sum(self.counts))


def judge_wording(
    results: Sequence[Result], sample: int, settings: Settings, begin: Callable[[int], Callable[[], None]]
) -> Wording:
    """Has the model of the settings grade the labelled replies, and `sample` of the results.

    Args:
        results: of a run.
        sample: at most so many are graded, the same ones each time.
        settings: name the judge.
        begin: told how many replies there are; what it gives is called after each.

    Raises:
        ConfigurationError: no model is configured.
        JudgeError: it cannot be asked.
    """
    if settings.llm == NO_MODEL:
        raise ConfigurationError(
            "wording is judged by a language model, and none is configured: name one with --llm (openai:gpt-4o-mini) "
            "or ASSISTANT_LLM"
        )
    model, rubric = open_model(settings), read_rubric()
    labels = read_labels(rubric)
    known: dict[str, Case] = {}
    for case in filter(None, (case_of(each.exchange) for each in results)):
        known.setdefault(case.id, case)
    chosen = sorted(known.values(), key=lambda case: hashlib.sha256(case.id.encode()).digest())[:sample]
    cases = [*labels, *chosen]
    grades = Judge(model, rubric, settings.llm_turn_seconds).grade(cases, begin(len(cases)))
    used = Tokens(sum(each.input_tokens for each in grades), sum(each.output_tokens for each in grades))
    return Wording(
        model=str(model.name),
        labels={each.id: each.levels for each in labels},
        labelled=tuple(grades[: len(labels)]),
        graded=tuple(grades[len(labels) :]),
        cost_usd=None if model.price is None else model.price.of(used),
    )


def rows(wording: Wording) -> list[Row]:
    """The judgement by criterion; at the end all of them, where a reply counts by the lowest of its levels."""
    both = [(wording.labels[each.id], each.levels) for each in wording.labelled if each.levels]
    agreed = agreements([mine for mine, _ in both], [theirs for _, theirs in both])
    told = []
    for each in read_rubric().criteria:
        counts = [sum(graded.levels.get(each.id) == level for graded in wording.graded) for level in range(LEVELS)]
        told.append(Row(each.label, tuple(counts), agreed.get(each.id)))
    lowest = [min(graded.levels.values()) for graded in wording.graded if graded.levels]
    return [*told, Row("All of them", tuple(map(lowest.count, range(LEVELS))), agreed.get(ALL))]


def ungraded(wording: Wording) -> int:
    """How many replies the judge gave no usable answer on."""
    return sum(not each.levels for each in (*wording.labelled, *wording.graded))
