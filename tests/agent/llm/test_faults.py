from __future__ import annotations

import time

import pytest

from assistant.agent.assistant import Assistant
from tests.agent.llm.talking import LOOKS_UP, RANSOM, Opener, always, answers, events, in_turn
from tests.agent.talking import ask, says
from tests.models.asked import Asked
from tests.models.moves import Call, Move
from tests.models.server import Models

SECRET = "internal host db-17 exploded"
BUSY = Move(status=429, headers={"Retry-After": "0"}, error=SECRET)
BROKEN = Move(status=503, error=SECRET)
AGAIN = {
    "rate_limited": BUSY,
    "server_error": BROKEN,
    "broken_stream": Move(text="これは途中で" * 20, breaks=3),
    "empty": Move(),
}


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
@pytest.mark.parametrize("kind", AGAIN)
def test_a_passing_fault_is_tried_again(kind: str, provider: str, opened: Opener, model: Models) -> None:
    assistant = opened(provider)
    model.restart(in_turn(LOOKS_UP, AGAIN[kind]))
    answer = ask(assistant, RANSOM, product="yayoi")
    assert (answer.brain, answer.verdict) == ("llm", "not_covered")
    assert events(assistant, answer) == [f"fault:{kind}"]


def test_a_stream_that_ends_without_saying_so_is_not_believed(llm: Assistant, model: Models) -> None:
    model.restart(in_turn(LOOKS_UP, Move(text="身代金は", ends=False)))
    answer = ask(llm, RANSOM, product="yayoi")
    assert events(llm, answer) == ["fault:broken_stream"]
    assert answer.brain == "llm"


@pytest.mark.parametrize(
    ("move", "reason"),
    [
        (BUSY, "rate_limited"),
        (BROKEN, "server_error"),
        (Move(status=401, error=SECRET), "no_access"),
        (Move(status=429, error=f"insufficient_quota {SECRET}"), "no_access"),
        (Move(status=404, error=SECRET), "bad_request"),
        (Move(status=400, error="context_length_exceeded"), "context_overflow"),
        (Move(text="あ" * 100, stop="length"), "too_long"),
        (Move(text="あ", stop="content_filter"), "refused"),
        (Move(text="補償" * 25_000), "too_long"),
        (Move(calls=(Call("check_coverage", {"item": "身代金"}),)), "tool_loop"),
        (Move(calls=(Call("no_such_tool", {}),)), "tool_loop"),
        (Move(calls=(Call("reply", '{"outcome": "ans'),)), "tool_loop"),
        (Move(), "empty"),
    ],
)
def test_where_the_model_gives_nothing_the_extractive_brain_answers(
    move: Move, reason: str, llm: Assistant, model: Models
) -> None:
    model.restart(always(move))
    answer = ask(llm, RANSOM, product="yayoi")
    assert (answer.brain, answer.outcome, answer.verdict) == ("extractive", "answered", "not_covered")
    assert events(llm, answer)[-1] == f"fallback:{reason}"
    assert SECRET not in answer.model_dump_json()


def test_arguments_that_are_not_json_are_asked_for_again(llm: Assistant, model: Models) -> None:
    model.restart(in_turn(Move(calls=(Call("check_coverage", '{"item": '),))))
    answer = ask(llm, RANSOM, product="yayoi")
    assert answer.brain == "llm"
    assert "errors" in model.asked[1].told[0]


def test_a_wait_that_is_longer_than_the_turn_is_not_waited(llm: Assistant, model: Models) -> None:
    model.restart(always(Move(status=429, headers={"Retry-After": "3600"})))
    answer = ask(llm, RANSOM)
    assert events(llm, answer) == ["fault:rate_limited", "fallback:rate_limited"]
    assert len(model.asked) == 1


def test_a_model_that_is_silent_is_left(opened: Opener, model: Models) -> None:
    assistant = opened(llm_timeout_seconds=0.2, llm_turn_seconds=1.5)
    model.restart(always(Move(text="…", waits=2.0)))
    start = time.monotonic()
    answer = ask(assistant, RANSOM)
    assert time.monotonic() - start < 15
    assert answer.brain == "extractive"
    assert events(assistant, answer)[-1] in ("fallback:timeout", "fallback:deadline")


def test_the_whole_turn_has_a_deadline(opened: Opener, model: Models) -> None:
    assistant = opened(llm_turn_seconds=1.0)

    model.restart(always(LOOKS_UP._replace(waits=0.4)))
    answer = ask(assistant, RANSOM)
    assert answer.brain == "extractive"
    assert events(assistant, answer)[-1] == "fallback:deadline"


def test_a_server_that_is_not_there_is_no_error_for_the_person(opened: Opener) -> None:
    assistant = opened(llm_base_url="http://127.0.0.1:9/v1")
    answer = ask(assistant, RANSOM, product="yayoi")
    assert (answer.brain, answer.verdict) == ("extractive", "not_covered")
    assert events(assistant, answer)[-1] == "fallback:connection"


def test_earlier_turns_are_left_out_where_all_is_too_much(llm: Assistant, model: Models) -> None:
    def short_of_room(asked: Asked) -> Move:
        if "見舞金" in str(asked.body["messages"]) and asked.question == RANSOM:
            return Move(status=400, error="context_length_exceeded")
        return answers(asked)

    model.restart(short_of_room)
    answer = ask(llm, "見舞金は出ますか?", RANSOM, product="yayoi")
    assert answer.brain == "llm"
    assert events(llm, answer)[:1] == ["fault:context_overflow"]


def test_a_provider_that_keeps_failing_is_left_alone_for_a_while(llm: Assistant, model: Models) -> None:
    model.restart(always(Move(status=401)))
    for _ in range(3):
        ask(llm, RANSOM)
    asked = len(model.asked)
    model.restart(answers)
    answer = ask(llm, RANSOM, product="yayoi")
    assert asked == 3
    assert model.asked == []
    assert events(llm, answer) == ["fallback:breaker_open"]
    assert says(answer, "補償の対象外", "補償されません")


def test_a_fault_of_our_own_is_told_to_nobody(
    llm: Assistant, model: Models, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("assistant.agent.llm.desk.Desk._drafted", fails)
    model.restart(answers)
    answer = ask(llm, RANSOM, product="yayoi")
    assert events(llm, answer) == ["fallback:internal"]
    assert not any(SECRET in str(asked.body) for asked in model.asked)
    assert SECRET in caplog.text
