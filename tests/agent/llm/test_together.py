"""Turns at the same time, and what a turn leaves behind."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.agent.assistant import Assistant
from assistant.agent.extractive.brain import ExtractiveBrain
from assistant.agent.turn import ALONE, Draft, Request, Turn, Work
from assistant.tools.toolbox import Toolbox
from tests.agent.llm.talking import KEY, LOOKS_UP, RANSOM, always, answers, events
from tests.agent.talking import ask
from tests.models.moves import Move, paragraph, reply
from tests.models.server import Models

SECRET = "internal host db-17 exploded"


def test_two_turns_of_one_conversation_at_once_are_both_answered_and_kept(llm: Assistant, model: Models) -> None:
    model.restart(answers)
    first = ask(llm, RANSOM, product="yayoi")
    again = Turn(message=RANSOM, product="yayoi", conversation_id=first.conversation_id)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(llm.reply, [again, again]))
    assert [(each.brain, each.verdict) for each in both] == [("llm", "not_covered")] * 2
    assert {each.message_id for each in (first, *both)} == {
        turn.answer.message_id for turn in llm.history(first.conversation_id)
    }


def test_a_turn_that_falls_back_is_drafted_once(
    llm: Assistant, model: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafted: list[str] = []
    draft = ExtractiveBrain.draft

    def counted(self: ExtractiveBrain, request: Request, toolbox: Toolbox, work: Work = ALONE) -> Draft:
        drafted.append(request.message)
        return draft(self, request, toolbox, work)

    monkeypatch.setattr(ExtractiveBrain, "draft", counted)
    lie = reply(paragraph("限度額は9億円です。", 1))
    model.restart(lambda asked: lie if asked.told else LOOKS_UP)
    answer = ask(llm, RANSOM, product="yayoi")
    assert events(llm, answer)[-1] == "fallback:not_grounded"
    assert drafted == [RANSOM]
    # its sources are its own, not those that the model looked up
    assert answer.citations
    assert all(1 <= citation.number <= len(answer.citations) for citation in answer.citations)


@pytest.mark.parametrize("move", [Move(status=401, error=f"{SECRET} {KEY}"), Move(status=503, error=SECRET)])
def test_neither_keys_nor_errors_of_a_provider_reach_the_log(
    move: Move, llm: Assistant, model: Models, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    model.restart(always(move))
    assert ask(llm, RANSOM).brain == "extractive"
    assert KEY not in caplog.text
    assert SECRET not in caplog.text
