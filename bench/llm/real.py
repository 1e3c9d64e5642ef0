"""A real model: what of its replies the check lets through, and what reaches the person.

A small model calls no tools, and not every server can stream calls of tools. So it may be asked with what was looked
up for it, in plain words; what it writes goes the same way as any model's reply.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import httpx

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Turn
from bench.llm.hostile import looks
from evals.corpus import Corpus
from evals.questions import Question
from evals.scoring.figures import ungrounded
from tests.models.asked import Asked
from tests.models.moves import Move, Script

_SOURCES = 1200
"""Letters of the sources that a small model is given."""
_TOKENS = 160
_SECONDS = 120.0
_ASKS = (
    "Answer the question from the sources, in the question's language, in one to three sentences.\n\n"
    "Sources:\n{sources}\n\nQuestion: {question}"
)
_CORRECTS = "{ask}\n\nYour last answer was rejected: {wrong}\nAnswer again."


class Outcome(NamedTuple):
    """What came of a model's replies.

    Attributes:
        counts: turns by what became of them.
        reasons: why a turn was answered without the model.
        findings: what the check found, by kind.
        loose: figures that reached the person and stand nowhere, and wrong verdicts.
    """

    counts: Counter[str]
    reasons: Counter[str]
    findings: Counter[str]
    loose: list[str]


def words_of(address: str, model: str) -> Script:
    """A script that looks everything up, and has a model at `address` (…/v1) word the reply."""

    def script(asked: Asked) -> Move:
        if not asked.told:
            return looks(asked.question)
        sources = "\n".join(dict.fromkeys(_quotes(asked)))[:_SOURCES]
        ask = _ASKS.format(sources=sources, question=asked.question)
        wrong = [said.text for said in asked.turn if "was not sent" in said.text]
        if wrong:
            ask = _CORRECTS.format(ask=ask, wrong=wrong[-1][:400])
        body = {"model": model, "messages": [{"role": "user", "content": ask}], "max_tokens": _TOKENS}
        said = httpx.post(f"{address}/chat/completions", json=body, timeout=_SECONDS).raise_for_status().json()
        numbers = "".join(f"[{number}]" for number in asked.numbers()[:2])
        return Move(text=f"{said['choices'][0]['message']['content'].strip()}{numbers}")

    return script


def _quotes(asked: Asked) -> Iterable[str]:
    for result in asked.results:
        for item in result.get("items", ()):
            for product in item.get("products", ()):
                yield from (each["quote"] for fact in product["facts"] for each in fact.get("evidence", ()))
        yield from (passage["text"] for passage in result.get("passages", ()))


def measured(assistant: Assistant, questions: Iterable[Question], corpus: Corpus, *, show: bool) -> Outcome:
    """Asks the questions."""
    found = Outcome(Counter(), Counter(), Counter(), [])
    try:
        for question in questions:
            _ask(assistant, question, corpus, found, show=show)
    except KeyboardInterrupt:
        print("stopped: these are the turns so far")
    return found


def _ask(assistant: Assistant, question: Question, corpus: Corpus, found: Outcome, *, show: bool) -> None:
    """Asks one question and counts what came of it."""
    said, expected = question.turns[-1], question.expect.verdict
    answer = assistant.reply(Turn(message=said, product=question.product))
    events = assistant.history(answer.conversation_id)[-1].grounding
    findings = [each for event in events for each in event.get("findings", ())]
    asked = any(event["event"] == "model" for event in events)
    found.counts["turns"] += 1
    found.counts["asked"] += asked
    found.counts["rejected"] += any(event["event"] in ("found", "no_evidence") for event in events)
    found.counts["without evidence"] += any(event["event"] == "no_evidence" for event in events)
    found.counts["of the model"] += asked and answer.brain == "llm"
    found.counts["fell back"] += asked and answer.brain == "extractive"
    found.reasons.update(event["reason"] for event in events if event["event"] == "fallback")
    found.findings.update({each["kind"] for each in findings})
    found.loose.extend(f"{said}: {figure}" for figure in ungrounded(answer, said, corpus))
    if answer.verdict == "covered" and expected and "covered" not in expected:
        found.loose.append(f"{said}: covered")
    if show:
        print(f"{answer.brain} {answer.outcome} {answer.verdict} | {said} -> {answer.text[:160]!r}", flush=True)
        for each in findings:
            print(f"    {each['kind']}: {each['text'][:120]!r}", flush=True)
