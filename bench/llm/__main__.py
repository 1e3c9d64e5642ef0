"""Measures the LLM brain against scripted models behind the wire.

    python -m bench.llm [--every 4] [--only NAME] [--show]

A good model's replies (replies.yaml): how many pass the check at once. Hostile models (hostile.py) over the
development questions: how many of their lies reach the person, and how many turns the model does not answer.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from assistant.agent.assistant import Assistant, open_assistant
from assistant.agent.turn import Turn
from assistant.settings import load_settings
from bench.llm.good import entries, good
from bench.llm.hostile import HOSTILE, WITHOUT_TOOLS, passed_on, script_of
from evals.questions import Question, load, question_files
from tests.agent.llm.talking import llm_settings
from tests.models.server import Models, models

console = Console()


def main() -> None:
    """Runs the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4, help="ask hostile models every so many-th question")
    parser.add_argument("--only", help="name of one hostile model")
    parser.add_argument("--show", action="store_true", help="print what was rejected, and what got through")
    arguments = parser.parse_args()
    logging.disable(logging.ERROR)
    with models() as model, tempfile.TemporaryDirectory() as folder:
        own = llm_settings(load_settings(), model.address, Path(folder), llm_day_usd=1e9, llm_conversation_usd=1e9)
        assistant = open_assistant(own)
        if not arguments.only:
            _good(assistant, model, show=arguments.show)
        asked = _questions()[:: arguments.every]
        console.print(_hostile(assistant, model, asked, arguments.only, show=arguments.show))
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


def _questions() -> list[Question]:
    """The development questions: their last messages are asked."""
    return [entry.question for entry in load(question_files()) if entry.split == "tuning"]


def _hostile(
    assistant: Assistant, model: Models, questions: list[Question], only: str | None, *, show: bool
) -> Table:
    table = Table("hostile model", "turns", "asked", "lies passed on", "fell back", title="hostile models")
    total: Counter[str] = Counter()
    for name, looks_up in _names(only):
        counts: Counter[str] = Counter()
        for question in track(questions, name, console=console, transient=True):
            lies: set[str] = set()
            hostile = HOSTILE[name] if looks_up else WITHOUT_TOOLS[name]
            model.restart(script_of(hostile, lies, looks_up=looks_up))
            answer = assistant.reply(Turn(message=question.turns[-1], product=question.product))
            counts["turns"] += 1
            counts["asked"] += bool(model.asked)
            counts["fell back"] += bool(model.asked) and answer.brain == "extractive"
            if passed := passed_on(answer, lies):
                counts["passed on"] += 1
                if show:
                    console.print(f"{name}: {question.turns[-1]} -> {passed[0][:200]}", markup=False)
        table.add_row(name, *(str(counts[key]) for key in ("turns", "asked", "passed on", "fell back")))
        total += counts
    table.add_row("all", *(str(total[key]) for key in ("turns", "asked", "passed on", "fell back")))
    return table


def _names(only: str | None) -> Iterator[tuple[str, bool]]:
    yield from ((name, True) for name in HOSTILE if only in (None, name))
    yield from ((name, False) for name in WITHOUT_TOOLS if only in (None, name))


if __name__ == "__main__":
    main()
