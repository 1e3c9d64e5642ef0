"""Asks a target questions."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from evals.exchange import Exchange, Reply
from evals.questions import Question
from evals.targets import KnowsModel, Target


def ask_all(target: Target, questions: Iterable[Question], done: Callable[[], None]) -> list[Exchange]:
    """The exchanges in order; calls `done` after each."""
    exchanges = []
    for question in questions:
        exchanges.append(ask(target, question))
        done()
    return exchanges


def ask(target: Target, question: Question) -> Exchange:
    """Has one conversation."""
    replies: list[Reply] = []
    conversation: str | None = None
    for message in question.turns:
        reply = _reply(target, message, conversation, question.product)
        replies.append(reply)
        if reply.answer is None:
            break
        conversation = reply.answer.conversation_id
    return Exchange(question=question, replies=tuple(replies))


def _reply(target: Target, message: str, conversation: str | None, product: str | None) -> Reply:
    start = time.perf_counter()
    try:
        answer, error = target.ask(message, conversation, product), None
    except Exception as problem:  # a crash on one question is a finding, not the end of the run
        place = traceback.extract_tb(problem.__traceback__)[-1]
        answer, error = None, f"{type(problem).__name__}: {problem} ({Path(place.filename).name}:{place.lineno})"
    seconds = time.perf_counter() - start
    model = target.model_turn(answer) if answer is not None and isinstance(target, KnowsModel) else None
    return Reply(message=message, answer=answer, error=error, seconds=seconds, model=model)
