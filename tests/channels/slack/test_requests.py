"""What is taken from Slack, how fast, and how often."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Listener, Stage, Turn
from assistant.answers import Answer, TableBlock
from assistant.settings import Settings
from tests.channels.scripted import ANSWER, scripted
from tests.channels.slack.conftest import ASK, Opening, answer_in, until
from tests.channels.slack.fake.sending import Sender, events_of
from tests.channels.slack.fake.server import Server
from tests.channels.slack.fake.workspace import US, written

_ACK_SECONDS = 3.0


def test_a_bad_signature_is_refused(slack: Sender) -> None:
    body = b'{"type": "event_callback", "event": {"type": "message"}}'
    assert slack.post(body, secret="another").status_code == 401
    assert slack.workspace.calls == []


def test_an_old_timestamp_is_refused(slack: Sender) -> None:
    body = b'{"type": "event_callback", "event": {"type": "message"}}'
    assert slack.post(body, age=301).status_code == 401
    assert slack.post(body, age=-301).status_code == 401


def test_the_address_is_verified(slack: Sender) -> None:
    response = slack.post(b'{"type": "url_verification", "challenge": "abc", "token": "t"}')
    assert "abc" in response.text


def test_slacks_retries_are_answered_once(slack: Sender) -> None:
    message = slack.workspace.write("C0OPEN", "U0ANNA", ASK)
    for retry in range(4):
        for event in events_of(message, "C0OPEN"):
            assert slack.event(event, event_id=f"Ev{event['type']}", retry=retry).status_code == 200
    answer_in(slack.server, "C0OPEN", message["ts"])
    _is_quiet(slack)
    assert len(slack.workspace.standing("C0OPEN")) == 1


def test_a_retry_after_a_restart_is_not_answered_again(opening: Opening, server: Server) -> None:
    message = server.workspace.write("C0OPEN", "U0ANNA", ASK)
    event = events_of(message, "C0OPEN")[1]
    with opening() as slack:
        slack.event(event)
        answer_in(server, "C0OPEN", message["ts"])
    with opening() as slack:
        slack.event(event, retry=3)
        slack.say("C0OPEN", "U0ANNA", "ベーシックプランなら", message["ts"])
        # the thread is still engaged
        answer_in(server, "C0OPEN", message["ts"], 2)
        _is_quiet(slack)
    assert len(server.workspace.standing("C0OPEN")) == 2


def test_events_are_acknowledged_while_an_answer_takes_long(opening: Opening, server: Server) -> None:
    with opening(_slow(lambda _: 4.0)) as slack:
        began = time.monotonic()
        ts = slack.say("D0ANNA", "U0ANNA", "身代金は？")
        assert time.monotonic() - began < _ACK_SECONDS
        answer_in(server, "D0ANNA", ts)


def test_answers_in_a_thread_come_in_order_and_threads_do_not_wait_for_each_other(
    opening: Opening, server: Server
) -> None:
    with opening(_slow(lambda turn: 3.0 if turn.message == "1" else 0.0)) as slack:
        first = slack.say("D0ANNA", "U0ANNA", "1")
        for text in ("2", "3", "4"):
            slack.say("D0ANNA", "U0ANNA", text, first)
        other = slack.say("D0ANNA", "U0ANNA", "5")
        answer_in(server, "D0ANNA", other)
        assert server.workspace.standing("D0ANNA", first) == []
        answer_in(server, "D0ANNA", first, 4)
    said = [written(each).splitlines()[0] for each in server.workspace.standing("D0ANNA", first)]
    assert said == ["1", "2", "3", "4"]


def test_the_app_waits_for_the_assistant_to_be_loaded(opening: Opening, server: Server, talking: Assistant) -> None:
    with opening(talking) as slack:
        # at once after the start
        ts = slack.say("D0ANNA", "U0ANNA", "身代金は補償される")
        assert "✕" in written(answer_in(server, "D0ANNA", ts))


@pytest.mark.parametrize("error", [RuntimeError("secret"), OSError("secret")])
def test_an_error_is_one_calm_line(opening: Opening, server: Server, error: Exception) -> None:
    def fails(_: Turn, __: Listener) -> Answer:
        raise error

    with opening(_assistant(fails)) as slack:
        ts = slack.say("D0ANNA", "U0ANNA", "身代金は？")
        said = written(answer_in(server, "D0ANNA", ts))
    assert "もう一度お尋ねください" in said
    assert "secret" not in said


def test_an_answer_on_its_way_is_ended_before_the_server_stops(opening: Opening, server: Server) -> None:
    with opening(_slow(lambda _: 2.0)) as slack:
        ts = slack.say("D0ANNA", "U0ANNA", "身代金は？")
    assert "身代金は？" in written(server.workspace.standing("D0ANNA", ts)[0])


def test_a_long_table_is_attached(opening: Opening, server: Server) -> None:
    rows = tuple((f"項目{number}", "対象") for number in range(200))
    block = TableBlock(header=("項目", "補償"), rows=rows)
    answer = ANSWER.model_copy(update={"blocks": (block,), "tool_results": ()})
    with opening(_assistant(lambda _, __: answer)) as slack:
        ts = slack.say("C0OPEN", "U0ANNA", f"<@{US}> 一覧は？")
        assert "全200行" in written(answer_in(server, "C0OPEN", ts))
        file = until(lambda: next((each for each in server.workspace.files if "channel" in each), None))
    assert (file["filename"], file["channel"], file["thread"]) == ("table-1.csv", "C0OPEN", ts)
    assert file["content"].decode("utf-8-sig").splitlines()[200] == "項目199,対象"
    assert server.workspace.refusals == []


def test_a_table_that_cannot_be_attached_is_told(opening: Opening, server: Server) -> None:
    rows = tuple((f"項目{number}", "対象") for number in range(200))
    answer = ANSWER.model_copy(update={"blocks": (TableBlock(header=("項目", "補償"), rows=rows),)})
    server.workspace.scopes.discard("files:write")
    with opening(_assistant(lambda _, __: answer)) as slack:
        ts = slack.say("C0OPEN", "U0ANNA", f"<@{US}> 一覧は？")
        assert "添付できませんでした" in written(answer_in(server, "C0OPEN", ts, 2))


def _is_quiet(slack: Sender) -> None:
    """Whatever was sent before had its chance: a later question is answered."""
    ts = slack.say("D0ANNA", "U0ANNA", "支払い方法は？")
    until(lambda: slack.workspace.standing("D0ANNA", ts))


def _slow(seconds: Callable[[Turn], float]) -> Assistant:
    def reply(turn: Turn, _: Listener) -> Answer:
        time.sleep(seconds(turn))
        block = ANSWER.blocks[0].model_copy(update={"text": turn.message, "citations": ()})
        return ANSWER.model_copy(update={"verdict": None, "blocks": (block,), "citations": (), "tool_results": ()})

    return _assistant(reply)


def _assistant(reply: Callable[[Turn, Listener], Answer]) -> Assistant:
    def answered(turn: Turn, listen: Listener = _nobody) -> Answer:
        return reply(turn, listen)

    return scripted(answered)(Settings())


def _nobody(_: Stage) -> None:
    """Nobody waits."""
