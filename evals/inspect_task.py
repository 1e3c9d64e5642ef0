"""The questions as a task of inspect-ai, for its logs, its viewer and its concurrency.

inspect eval evals/inspect_task.py --model none -T split=tuning [-T url=http://…]
inspect view
"""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from functools import partial

from anyio.to_thread import run_sync
from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, grouped, scorer, stderr
from inspect_ai.solver import Generate, Solver, TaskState, solver

from assistant.settings import load_settings
from evals.corpus import Corpus, read_corpus
from evals.evaluate import open_target, score
from evals.exchange import Exchange
from evals.questions import Entry
from evals.running import ask
from evals.selection import Selection
from evals.targets import Target as Assistant

_EXCHANGE = "exchange"


@task
def questions(split: str | None = None, category: str | None = None, url: str | None = None) -> Task:
    """The evaluation questions; `url` is the address of an assistant, None the one of this code."""
    settings = load_settings()
    entries = Selection(split=split, categories=(category,) if category else ()).entries()
    # a task has no end of its own at which its assistant could be closed
    opened = ExitStack()
    atexit.register(opened.close)
    return question_task(entries, opened.enter_context(open_target(url, settings)), read_corpus(settings.corpus_dir))


def question_task(entries: list[Entry], assistant: Assistant, corpus: Corpus) -> Task:
    """A task that asks an assistant some questions."""
    known = {entry.question.id: entry for entry in entries}
    return Task(
        dataset=MemoryDataset([_sample(entry) for entry in entries], name="questions"),
        solver=conversation(known, assistant),
        scorer=right(known, corpus),
    )


def _sample(entry: Entry) -> Sample:
    question = entry.question
    traits = {"category": question.category, "persona": question.persona, "split": entry.split or "none"}
    return Sample(id=question.id, input="\n".join(question.turns), target=question.evidence or "", metadata=traits)


@solver
def conversation(entries: dict[str, Entry], assistant: Assistant) -> Solver:
    """Has the conversation of a question with the assistant instead of a model."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:  # noqa: ARG001
        exchange = await run_sync(partial(ask, assistant, entries[str(state.sample_id)].question))
        state.store.set(_EXCHANGE, exchange.model_dump(mode="json"))
        state.output.completion = exchange.answer.text if exchange.answer else exchange.last.error or ""
        return state

    return solve


@scorer(metrics=[grouped(accuracy(), "category"), stderr()])
def right(entries: dict[str, Entry], corpus: Corpus) -> Scorer:
    """Whether every check of a question was passed; the explanation names those that were not."""

    async def judge(state: TaskState, target: Target) -> Score:  # noqa: ARG001
        exchange = Exchange.model_validate(state.store.get(_EXCHANGE))
        result = score(entries[str(state.sample_id)], exchange, corpus)
        told = [f"{each.name}: expected {each.expected}; got {each.got}" for each in result.failures()]
        return Score(
            value=CORRECT if result.right else INCORRECT, answer=state.output.completion, explanation="\n".join(told)
        )

    return judge
