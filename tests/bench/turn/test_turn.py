"""The bench asks each question once, counts what is encoded, and compares like with like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.agent.assistant import Assistant, open_assistant
from assistant.agent.turn import Turn
from assistant.answers import Answer
from assistant.retrieval.encoders import Encoder
from assistant.retrieval.open import CurrentSearch
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import Settings
from bench.turn.counting import CountingEncoder
from bench.turn.measuring import TURN, Asked, Conversation, measure
from bench.turn.summary import summarise

TALKS = (
    Conversation(id="one", messages=("身代金は補償されますか", "弥生は?")),
    Conversation(id="two", messages=("支払い方法は?",), product="yayoi"),
)


@pytest.fixture
def counter(encoder: Encoder) -> CountingEncoder:
    return CountingEncoder(encoder)


@pytest.fixture
def assistant(settings: Settings, counter: CountingEncoder, tmp_path: Path) -> Iterator[Assistant]:
    apart = settings.model_copy(update={"database_url": f"sqlite:///{tmp_path}/conversations.sqlite"})
    opened = open_assistant(apart, CurrentSearch(Snapshots(settings.data_dir), counter))
    yield opened
    opened.store.close()


def test_each_message_is_asked_and_embedded_once(assistant: Assistant, counter: CountingEncoder) -> None:
    embedded: list[str] = []
    done: list[bool] = []
    asked = measure(
        assistant, counter, {"one": embedded.append, "other": embedded.append}, TALKS, lambda: done.append(True)
    )
    messages = [message for talk in TALKS for message in talk.messages]
    assert sorted(embedded) == sorted(messages * 2)
    assert [each.id for each in asked] == ["one", "one", "two"]
    assert len(done) == len(TALKS)
    assert all(set(each.seconds) == set(each.cpu_seconds) == {TURN, "one", "other"} for each in asked)
    assert sum(each.texts for each in asked) <= counter.texts
    assert all(0 < each.encoder_seconds < each.seconds[TURN] for each in asked)


def test_the_second_message_goes_on_from_the_first(
    assistant: Assistant, counter: CountingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[str | None] = []
    reply = assistant.reply

    def noted(turn: Turn) -> Answer:
        known.append(turn.conversation_id)
        return reply(turn)

    monkeypatch.setattr(assistant, "reply", noted)
    measure(assistant, counter, {}, TALKS, lambda: None)
    assert known[0] is None
    assert known[1] is not None
    assert known[2] is None


def asked(turn: float, embedding: float, texts: int = 2) -> Asked:
    seconds = {TURN: turn, "own": embedding}
    return Asked(
        id="q", seconds=seconds, cpu_seconds={TURN: 3 * turn, "own": embedding}, texts=texts, encoder_seconds=turn / 2
    )


def test_ratios_and_shares_are_those_of_the_turns() -> None:
    summary = summarise([asked(0.03, 0.01), asked(0.03, 0.01, texts=1), asked(0.09, 0.01)])
    ratio = summary.ratios["own"]
    assert (ratio.of_medians, ratio.of_means, ratio.of_cpu) == pytest.approx((3, 5, 15))
    assert ratio.low <= 3 <= ratio.high
    assert summary.costs[TURN].median_ms == pytest.approx(30)
    assert summary.turns == 3
    assert [summary.encoder_share, summary.texts] == pytest.approx([0.5, 5 / 3])
