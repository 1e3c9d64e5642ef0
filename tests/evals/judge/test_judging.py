"""The judge over the wire, in each protocol."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from assistant.errors import ConfigurationError
from assistant.settings import Settings
from evals.corpus import Corpus
from evals.evaluate import ask_and_score
from evals.judge.grades import Wording
from evals.judge.grading import JudgeError
from evals.judge.labels import read_labels
from evals.judge.printing import print_wording
from evals.judge.rubric import read_rubric
from evals.judge.wording import judge_wording, rows, ungraded
from evals.questions import Entry
from evals.report.page import render
from evals.run import Run, read_run, write_run
from tests.agent.llm.talking import llm_settings
from tests.evals.examples import QUESTIONS, Honest
from tests.models.asked import Asked
from tests.models.moves import INPUT_TOKENS, Call, Move
from tests.models.server import Models, models

CRITERIA = [each.id for each in read_rubric().criteria]
LABELS = read_labels(read_rubric())
BEST = dict.fromkeys(CRITERIA, 2)


@pytest.fixture(scope="module")
def server() -> Iterator[Models]:
    with models() as served:
        yield served


@pytest.fixture
def run(travel: Corpus) -> Run:
    entries = [Entry(each, "travel-tuning.jsonl", line, "tuning") for line, each in enumerate(QUESTIONS, 1)]
    return ask_and_score(Honest(), entries, travel, Console(file=StringIO()))


@pytest.fixture
def judge(server: Models, run: Run, tmp_path: Path) -> Callable[..., Wording]:
    def judge(script: Callable[[Asked], Move], provider: str = "openai", sample: int = 100) -> Wording:
        server.restart(script)
        settings = llm_settings(Settings(), server.address, tmp_path, provider, llm_turn_seconds=60.0)
        return judge_wording(run.results, sample, settings, lambda _: lambda: None)

    return judge


def _grade(levels: dict[str, Any]) -> Move:
    return Move(calls=(Call("grade", levels),))


def _as_labelled(asked: Asked) -> Move:
    """Gives labelled replies what the reader gave them, and all others the best."""
    said = asked.messages[-1].text
    return _grade(next((label.levels for label in LABELS if read_rubric().asks(label) in said), BEST))


@pytest.mark.parametrize("provider", ["openai", "openai-like", "anthropic", "ollama"])
def test_a_judge_like_the_reader_agrees_with_them(
    provider: str, judge: Callable[..., Wording], server: Models, run: Run
) -> None:
    wording = judge(_as_labelled, provider)
    assert [each.levels for each in wording.graded] == [BEST] * len(run.results)
    told = rows(wording)
    assert [row.agreement.kappa.value for row in told if row.agreement] == [1] * len(told)
    assert told[0].full == (len(run.results), len(run.results))
    assert len(server.asked) == len(LABELS) + len(run.results)
    assert {each.tools for each in server.asked} == {("grade",)}


def test_the_judge_is_told_the_rubric_and_the_conversation(judge: Callable[..., Wording], server: Models) -> None:
    judge(_as_labelled, sample=0)
    first = server.asked[0]
    for criterion in read_rubric().criteria:
        assert all(level in first.system for level in criterion.levels)
    assert LABELS[0].text in first.messages[-1].text
    assert LABELS[0].turns[-1] in first.messages[-1].text


def test_a_judge_that_praises_everything_agrees_no_better_than_chance(judge: Callable[..., Wording]) -> None:
    every = rows(judge(lambda _: _grade(BEST)))[-1].agreement
    assert every is not None
    assert every.kappa.value == pytest.approx(0)
    assert every.exact < 0.6


@pytest.mark.parametrize(
    "wrong", [_grade({**BEST, "natural": 3}), _grade({"natural": 2}), Move(text="2, 2, 2, 2"), Move(stop="length")]
)
def test_a_grade_that_is_none_is_counted_and_left_out(wrong: Move, judge: Callable[..., Wording]) -> None:
    def script(asked: Asked) -> Move:
        return wrong if LABELS[3].turns[-1] in asked.messages[-1].text else _as_labelled(asked)

    wording = judge(script, sample=2)
    assert ungraded(wording) == 1
    assert rows(wording)[0].agreement is not None
    assert len(wording.graded) == 2


def test_a_reply_is_as_good_as_the_lowest_of_its_levels(judge: Callable[..., Wording], run: Run) -> None:
    *_, last, every = (row.counts for row in rows(judge(lambda _: _grade({**BEST, CRITERIA[-1]: 1}))))
    assert last == every == (0, len(run.results), 0)


def test_a_judge_who_cannot_be_asked_is_one_error(judge: Callable[..., Wording], server: Models) -> None:
    with pytest.raises(JudgeError, match="assistant doctor"):
        judge(lambda _: Move(status=401, error="wrong key"))
    assert len(server.asked) == 1


def test_no_model_is_an_error_that_says_how_to_name_one(run: Run) -> None:
    with pytest.raises(ConfigurationError, match="--llm"):
        judge_wording(run.results, 1, Settings(llm="none"), lambda _: lambda: None)


def test_a_judgement_is_kept_with_the_run_and_shown(judge: Callable[..., Wording], run: Run, tmp_path: Path) -> None:
    judged = run.model_copy(update={"wording": judge(_as_labelled)})
    write_run(judged, tmp_path / "run.json")
    wording = read_run(tmp_path / "run.json").wording
    assert wording == judged.wording
    assert wording is not None
    assert wording.cost_usd is not None
    assert wording.graded[0].input_tokens == INPUT_TOKENS
    shown = StringIO()
    console = Console(file=shown, width=160)
    print_wording(console, wording)
    told = shown.getvalue()
    assert "1.00 [1.00 to 1.00]" in told
    assert "0 replies without" in told
    assert "judged by openai:gpt-4o-mini" in render(judged)


def test_labels_are_due_for_every_criterion(tmp_path: Path) -> None:
    line = LABELS[0].model_dump(mode="json")
    for levels, wrong in (({**LABELS[0].levels, "natural": 3}, "levels.natural"), ({"natural": 2}, "are due for")):
        file = tmp_path / "labels.jsonl"
        file.write_text(json.dumps({**line, "levels": levels}), encoding="utf-8")
        with pytest.raises(ConfigurationError, match=f"labels.jsonl:1: .*{wrong}"):
            read_labels(read_rubric(), file)
