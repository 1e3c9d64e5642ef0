from __future__ import annotations

import gc
import warnings
from pathlib import Path

from inspect_ai import eval as inspect_eval

from assistant.answers import Answer
from evals.corpus import Corpus
from evals.inspect_task import question_task
from evals.questions import Entry
from tests.evals.examples import QUESTIONS, honest


class _Forgetful:
    """Right about all but the first question."""

    name = "forgetful"

    def ask(self, message: str, _conversation: str | None, _product: str | None, /) -> Answer:
        answer = honest(message)
        return answer.model_copy(update={"verdict": None}) if message == QUESTIONS[0].turns[0] else answer


def test_the_task_scores_as_the_harness_does(travel: Corpus, tmp_path: Path) -> None:
    entries = [Entry(each, "travel-tuning.jsonl", line, "tuning") for line, each in enumerate(QUESTIONS, 1)]
    task = question_task(entries, _Forgetful(), travel)
    with warnings.catch_warnings():
        # inspect-ai leaves streams to the garbage collector
        warnings.simplefilter("ignore", ResourceWarning)
        (log,) = inspect_eval(task, model="mockllm/model", display="none", log_dir=str(tmp_path))
        gc.collect()
    assert log.status == "success"
    scores = {sample.id: sample.scores["right"] for sample in log.samples or [] if sample.scores}
    assert [scores[each.id].value for each in QUESTIONS] == ["I", "C", "C", "C", "C", "C"]
    assert "verdict" in (scores[QUESTIONS[0].id].explanation or "")
