from __future__ import annotations

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Turn
from bench.llm.good import entries, good
from tests.agent.llm.talking import events
from tests.models.server import Models

_REJECTED = 1
"""Right replies that the check does not let through at once."""


def test_replies_as_a_good_model_words_them_pass_at_once(llm: Assistant, model: Models) -> None:
    known = entries()
    rejected = []
    for entry in known:
        model.restart(good(entry))
        answer = llm.reply(Turn(message=entry["said"], product=entry.get("product")))
        if answer.brain != "llm" or events(llm, answer):
            rejected.append((entry["said"], events(llm, answer)))
    assert len(known) > 40
    assert len(rejected) <= _REJECTED, rejected
