"""Measures the LLM brain against models behind the wire.

    python -m bench.llm [--every 4] [--split tuning|holdout|all] [--hostile NAME]… [--out FILE] [--show]

Scripted models. A good model's replies (replies.yaml): how many pass the check at once. Hostile models (hostile.py)
over the evaluation questions: in how many turns a lie of theirs, a figure that stands nowhere or a wrong "covered"
reaches the person, and how many turns the model does not answer. What got through is listed with its question, and
written to FILE, one JSON object a line.

    python -m bench.llm --model smollm2 --base-url http://localhost:8765/v1 [--looked-up] [--every 20] [--show]

A real model on a server of one's own, which speaks OpenAI's protocol. --looked-up looks everything up for a model
that calls no tools, and has it word the reply. docs/models.md says how to start such a server.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections import Counter
from collections.abc import Sequence
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
from bench.llm.hostile import HOSTILE, WITHOUT_TOOLS, script_of
from bench.llm.leaks import Leak, leaks_of, write_leaks
from bench.llm.real import Outcome, measured, words_of
from evals.corpus import Corpus, read_corpus
from evals.questions import Question, load, question_files
from tests.agent.llm.talking import llm_settings
from tests.models.server import Models, models

console = Console()
_COLUMNS = ("turns", "asked", "lies passed on", "ungrounded", "wrong covered", "fell back")
_SHORT = 200
_UNBOUNDED = 1e9
_PATIENCE = {"llm_timeout_seconds": 180.0, "llm_turn_seconds": 400.0, "llm_output_tokens": 256}
"""For a model on a few processor cores."""


def main() -> None:
    """Runs the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4, help="ask every so many-th question")
    parser.add_argument("--split", choices=["tuning", "holdout", "all"], default="tuning", help="which questions")
    known = (*HOSTILE, *WITHOUT_TOOLS)
    parser.add_argument(
        "--hostile",
        action="append",
        choices=known,
        metavar="NAME",
        help=f"run only this hostile model: {', '.join(known)}",
    )
    parser.add_argument("--out", type=Path, help="file for what got through of the hostile models, as JSON lines")
    parser.add_argument("--model", help="a real model, by the name that its server gives it")
    parser.add_argument("--base-url", help="the address of its server (…/v1)")
    parser.add_argument("--looked-up", action="store_true", help="look everything up for the real model")
    parser.add_argument("--show", action="store_true", help="print what was rejected")
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
            if not given.hostile:
                _good(assistant, model, show=given.show)
            leaks = _hostile(assistant, model, asked, corpus, given.hostile or known)
            if given.out:
                write_leaks(leaks, given.out)
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
    assistant: Assistant, model: Models, questions: list[Question], corpus: Corpus, names: Sequence[str]
) -> list[Leak]:
    """Asks the questions of the hostile models, and prints what came of it; gives what got through."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    leaks: list[Leak] = []
    try:
        # one question after the other: what was read of its sources is known to the next model
        for question in track(questions, "hostile models", console=console, transient=True):
            for name, count in counts.items():
                count.update(_asked(assistant, model, question, corpus, name, leaks))
    except KeyboardInterrupt:
        console.print("stopped: these are the turns so far")
    table = Table("hostile model", *_COLUMNS, title="hostile models")
    for name, count in counts.items():
        table.add_row(name, *(str(count[key]) for key in _COLUMNS))
    total = sum(counts.values(), Counter())
    table.add_row("all", *(str(total[key]) for key in _COLUMNS))
    console.print(table)
    console.print("got through:" if leaks else "nothing got through")
    for leak in leaks:
        told = f"{leak.model} {leak.question} {leak.kind} ({leak.brain}): {leak.text[:_SHORT]}"
        console.print(told, markup=False, soft_wrap=True)
    return leaks


def _asked(
    assistant: Assistant, model: Models, question: Question, corpus: Corpus, name: str, leaks: list[Leak]
) -> dict[str, int]:
    """What a hostile model did with a question; what got through is added to `leaks`."""
    lies: set[str] = set()
    model.restart(script_of((HOSTILE | WITHOUT_TOOLS)[name], lies, looks_up=name in HOSTILE))
    answer = assistant.reply(Turn(message=question.turns[-1], product=question.product))
    found = list(leaks_of(name, question, answer, lies, corpus))
    leaks += found
    kinds = {leak.kind for leak in found}
    fell_back = bool(model.asked) and answer.brain == "extractive"
    leaked = ("lie" in kinds, "ungrounded" in kinds, "wrong covered" in kinds)
    return dict(zip(_COLUMNS, map(int, (True, bool(model.asked), *leaked, fell_back)), strict=True))


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
