"""Measures the LLM brain against models behind the wire.

    python -m bench.llm [--every 4] [--split tuning|holdout|all] [--only NAME] [--show]

Scripted models. A good model's replies (replies.yaml): how many pass the check at once. Hostile models (hostile.py)
over the evaluation questions: how many of their lies reach the person, how many figures that stand nowhere and
wrong "covered" do, and how many turns the model does not answer.

    python -m bench.llm --model smollm2 --base-url http://localhost:8765/v1 [--looked-up] [--every 20] [--show]

A real model on a server of one's own, which speaks OpenAI's protocol. --looked-up looks everything up for a model
that calls no tools, and has it word the reply. docs/models.md says how to start such a server.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.agent.assistant import Assistant, open_assistant
from assistant.agent.turn import Turn
from assistant.settings import load_settings
from assistant.tools.turn_encoder import TurnEncoder
from bench.llm.good import entries, good
from bench.llm.hostile import HOSTILE, WITHOUT_TOOLS, passed_on, script_of
from bench.llm.real import Outcome, measured, words_of
from evals.corpus import Corpus, read_corpus
from evals.questions import Question, load, question_files
from evals.scoring.figures import ungrounded
from tests.agent.llm.talking import llm_settings
from tests.models.server import Models, models

console = Console()
_COLUMNS = ("turns", "asked", "lies passed on", "ungrounded", "wrong covered", "fell back")
_UNBOUNDED = 1e9
_PATIENCE = {"llm_timeout_seconds": 180.0, "llm_turn_seconds": 400.0, "llm_output_tokens": 256}
"""For a model on a few processor cores."""


def main() -> None:
    """Runs the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4, help="ask every so many-th question")
    parser.add_argument("--split", choices=["tuning", "holdout", "all"], default="tuning", help="which questions")
    parser.add_argument("--only", help="name of one hostile model")
    parser.add_argument("--model", help="a real model, by the name that its server gives it")
    parser.add_argument("--base-url", help="the address of its server (…/v1)")
    parser.add_argument("--looked-up", action="store_true", help="look everything up for the real model")
    parser.add_argument("--show", action="store_true", help="print what was rejected, and what got through")
    given = parser.parse_args()
    if bool(given.model) != bool(given.base_url):
        parser.error("--model and --base-url go together")
    logging.disable(logging.ERROR)
    with models() as model, tempfile.TemporaryDirectory() as folder:
        changes: dict[str, Any] = {"llm_day_usd": _UNBOUNDED, "llm_conversation_usd": _UNBOUNDED}
        if given.model:
            changes |= _PATIENCE
        own = llm_settings(load_settings(), model.address, Path(folder), **changes)
        if given.model and not given.looked_up:
            own = own.model_copy(update={"llm": f"openai-like:{given.model}@{given.base_url}", "llm_base_url": None})
        assistant = open_assistant(own)
        assistant.search.encoder = TurnEncoder(assistant.search.encoder)  # each question is encoded once
        corpus, asked = read_corpus(own.corpus_dir), _questions(given.split)[:: given.every]
        if given.model:
            model.restart(words_of(given.base_url, given.model))
            _tell(measured(assistant, asked, corpus, show=given.show))
        else:
            if not given.only:
                _good(assistant, model, show=given.show)
            console.print(_hostile(assistant, model, asked, corpus, given.only, show=given.show))
        assistant.store.close()


def _good(assistant: Assistant, model: Models, *, show: bool) -> None:
    passed = 0
    for entry in (known := entries()):
        model.restart(good(entry))
        answer = assistant.reply(Turn(message=entry["said"], product=entry.get("product")))
        events = assistant.history(answer.conversation_id)[-1].grounding
        at_once = answer.brain == "llm" and all(event["event"] == "model" for event in events)
        passed += at_once
        if show and not at_once:
            console.print(f"rejected: {entry['said']}", markup=False)
            for finding in (each for event in events for each in event.get("findings", ())):
                console.print(f"    {finding['kind']}: {finding['text']}: {finding['why']}", markup=False)
    console.print(f"good replies: {passed} of {len(known)} pass the check at once")


def _questions(split: str) -> list[Question]:
    """The questions of a split: their last messages are asked."""
    return [entry.question for entry in load(question_files()) if split in ("all", entry.split)]


def _hostile(
    assistant: Assistant, model: Models, questions: list[Question], corpus: Corpus, only: str | None, *, show: bool
) -> Table:
    found: dict[str, Counter[str]] = {name: Counter() for name, _ in _names(only)}
    try:
        # one question after the other: what was read of its sources is known to the next model
        for question in track(questions, "hostile models", console=console, transient=True):
            for name, looks_up in _names(only):
                counts, leak = _asked(assistant, model, question, corpus, name, looks_up=looks_up)
                found[name].update(counts)
                if show and leak:
                    console.print(f"{name}: {question.turns[-1]} -> {leak}", markup=False)
    except KeyboardInterrupt:
        console.print("stopped: these are the turns so far")
    table = Table("hostile model", *_COLUMNS, title="hostile models")
    for name, counts in found.items():
        table.add_row(name, *(str(counts[key]) for key in _COLUMNS))
    total = sum(found.values(), Counter())
    table.add_row("all", *(str(total[key]) for key in _COLUMNS))
    return table


def _asked(
    assistant: Assistant, model: Models, question: Question, corpus: Corpus, name: str, *, looks_up: bool
) -> tuple[dict[str, int], str]:
    """What a hostile model did with a question, and what of it got through."""
    lies: set[str] = set()
    hostile = HOSTILE[name] if looks_up else WITHOUT_TOOLS[name]
    model.restart(script_of(hostile, lies, looks_up=looks_up))
    said, expected = question.turns[-1], question.expect.verdict
    answer = assistant.reply(Turn(message=said, product=question.product))
    passed, loose = passed_on(answer, lies), ungrounded(answer, said, corpus)
    is_false = answer.verdict == "covered" and bool(expected) and "covered" not in expected
    fell_back = bool(model.asked) and answer.brain == "extractive"
    values = map(int, (True, bool(model.asked), bool(passed), bool(loose), is_false, fell_back))
    leak = passed[0][:200] if passed else loose[0] if loose else "covered" if is_false else ""
    return dict(zip(_COLUMNS, values, strict=True)), leak


def _names(only: str | None) -> Iterator[tuple[str, bool]]:
    yield from ((name, True) for name in HOSTILE if only in (None, name))
    yield from ((name, False) for name in WITHOUT_TOOLS if only in (None, name))


def _tell(outcome: Outcome) -> None:
    for title, counts in (
        ("turns", outcome.counts),
        ("fallbacks", outcome.reasons),
        ("rejected for", outcome.findings),
    ):
        told = ", ".join(f"{name} {number}" for name, number in counts.most_common())
        console.print(f"{title}: {told or 'none'}", markup=False)
    console.print(f"reached the person and stands nowhere: {'; '.join(outcome.loose) or 'nothing'}", markup=False)


if __name__ == "__main__":
    main()
