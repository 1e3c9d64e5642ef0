from __future__ import annotations

import datetime as dt
from pathlib import Path

from assistant.agent.llm.budget import Budget
from assistant.agent.usage import Usage
from assistant.storage.store import ConversationStore
from tests.agent.llm.talking import RANSOM, Opener, answers, events, stored
from tests.agent.talking import ask
from tests.models.server import Models
from tests.storage.turns import url_of

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_tokens_and_price_are_kept_with_the_turn(opened: Opener, model: Models) -> None:
    model.restart(answers)
    assistant = opened()
    usage = stored(assistant, ask(assistant, RANSOM)).usage
    expected = (2000 * 0.15 + 200 * 0.60) / 1_000_000
    assert usage == Usage(
        model="openai:gpt-4o-mini", calls=2, input_tokens=2000, output_tokens=200, cost_usd=expected
    )
    assert assistant.store.spent() == expected


def test_what_a_fallback_cost_is_kept_too(opened: Opener, model: Models) -> None:
    from tests.models.moves import Move, paragraph, reply

    model.restart(lambda asked: reply(paragraph("限度額は9億円です。", 1)) if asked.told else answers(asked))
    assistant = opened()
    answer = ask(assistant, RANSOM)
    usage = stored(assistant, answer).usage
    assert answer.brain == "extractive"
    assert usage is not None
    assert usage.calls == 3
    model.restart(lambda _: Move(text="途中", ends=False))
    assert assistant.store.spent() > 0


def test_tokens_that_the_provider_does_not_count_are_estimated(opened: Opener, model: Models) -> None:
    model.restart(lambda asked: answers(asked)._replace(counts=False))
    assistant = opened()
    usage = stored(assistant, ask(assistant, RANSOM)).usage
    assert usage is not None
    assert usage.input_tokens > 1000
    assert usage.output_tokens > 50


def test_a_conversation_that_used_its_budget_up_goes_on_without_the_model(opened: Opener, model: Models) -> None:
    model.restart(answers)
    assistant = opened(llm_conversation_usd=0.0006)
    answer = ask(assistant, RANSOM, RANSOM, RANSOM, product="yayoi")
    assert (answer.brain, answer.verdict) == ("extractive", "not_covered")
    assert events(assistant, answer) == ["fallback:budget_conversation"]
    assert ask(assistant, RANSOM, product="yayoi").brain == "llm"


def test_a_day_that_used_its_budget_up_goes_on_without_the_model(opened: Opener, model: Models) -> None:
    model.restart(answers)
    assistant = opened(llm_day_usd=0.0001)
    first = ask(assistant, RANSOM)
    again = ask(assistant, RANSOM)
    assert (first.brain, again.brain) == ("llm", "extractive")
    assert events(assistant, again) == ["fallback:budget_day"]


def test_a_deleted_conversation_stays_spent(opened: Opener, model: Models) -> None:
    model.restart(answers)
    assistant = opened(llm_day_usd=0.0001)
    assistant.forget(ask(assistant, RANSOM).conversation_id)
    assert ask(assistant, RANSOM).brain == "extractive"


def test_what_was_spent_a_day_ago_does_not_count(tmp_path: Path) -> None:
    now = [NOON]
    store = ConversationStore.open(url_of(tmp_path / "c.sqlite"))
    store._clock = lambda: now[0]
    budget = Budget(store, day_usd=1.0, conversation_usd=5.0, clock=lambda: now[0])
    budget.spend(Usage(model="m", cost_usd=1.5), "c1")
    assert budget.spent("c2") == "budget_day"
    now[0] += dt.timedelta(hours=24, seconds=1)
    assert budget.spent("c2") is None
    store.close()


def test_nothing_is_spent_where_the_accounts_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "c.sqlite"
    store = ConversationStore.open(url_of(file))
    store.close()
    file.write_bytes(b"no database at all" * 100)
    assert Budget(store, day_usd=1.0, conversation_usd=1.0).spent("c1") == "budget_unknown"
    store.close()
