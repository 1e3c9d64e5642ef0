"""What goes wrong with Slack: rate limits, 5xx, lost permissions, revoked tokens. Nothing is answered twice."""

from __future__ import annotations

import logging

import pytest

from tests.channels.slack.conftest import ASK, Opening, answer_in, until
from tests.channels.slack.fake.sending import Sender
from tests.channels.slack.fake.server import Server
from tests.channels.slack.fake.workspace import BOT_TOKEN, Data, Trouble, written

BUSY = Trouble(status=429, code="ratelimited", retry_after=1)
BROKEN = Trouble(status=503)
DONE_BUT_BROKEN = Trouble(status=500, carried_out=True)
STREAM = ("chat.startStream", "chat.appendStream", "chat.stopStream")


def _one_answer(slack: Sender, text: str = ASK) -> Data:
    """The answer to a question; it stands once in its thread, and whole."""
    ts = slack.say("C0OPEN", "U0ANNA", text)
    message = answer_in(slack.server, "C0OPEN", ts)
    # the next answer of the thread comes only when all is done for this one
    slack.say("C0OPEN", "U0ANNA", "見舞金は補償されますか", ts)
    until(lambda: "見舞金" in written(slack.workspace.standing("C0OPEN", ts)[-1]))
    standing = slack.workspace.standing("C0OPEN", ts)
    assert len(standing) == 2
    said = written(standing[0])
    assert said.count("✕ 補償の対象外") == 1
    assert said.count("[1] ") == 1
    assert not standing[0].get("streaming")
    return message


@pytest.mark.parametrize("method", STREAM)
@pytest.mark.parametrize("trouble", [BUSY, BROKEN, DONE_BUT_BROKEN], ids=["429", "503", "500 but done"])
def test_a_stream_that_is_disturbed_is_one_whole_answer(slack: Sender, method: str, trouble: Trouble) -> None:
    slack.workspace.trouble(method, trouble)
    _one_answer(slack)


@pytest.mark.parametrize("trouble", [BUSY, BROKEN, DONE_BUT_BROKEN], ids=["429", "503", "500 but done"])
@pytest.mark.parametrize("code", ["channel_type_not_supported", "unknown_method", "invalid_chunks"])
def test_where_nothing_can_be_streamed_the_answer_is_posted_once(slack: Sender, code: str, trouble: Trouble) -> None:
    slack.workspace.trouble("chat.startStream", Trouble(code=code))
    slack.workspace.trouble("chat.postMessage", trouble)
    _one_answer(slack)


def test_a_stream_that_slack_ended_is_completed(slack: Sender) -> None:
    slack.workspace.trouble("chat.appendStream", Trouble(code="message_not_in_streaming_state"))
    _one_answer(slack)


def test_a_5xx_without_end_is_told_to_the_operator_once_and_then_it_goes_on(
    slack: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    slack.workspace.trouble("chat.startStream", Trouble(code="unknown_method"))
    slack.workspace.trouble("chat.postMessage", *[BROKEN] * 3)
    ts = slack.say("C0OPEN", "U0ANNA", ASK)
    until(lambda: "was not sent" in caplog.text)
    assert slack.workspace.standing("C0OPEN", ts) == []
    assert "Traceback" not in caplog.text
    slack.workspace.troubles.clear()
    answer_in(slack.server, "C0OPEN", slack.say("C0OPEN", "U0ANNA", ASK))


def test_blocks_that_slack_does_not_take_go_as_plain_text(slack: Sender) -> None:
    slack.workspace.trouble("chat.startStream", Trouble(code="invalid_chunks"))
    slack.workspace.trouble("chat.postMessage", Trouble(code="invalid_blocks"))
    ts = slack.say("C0OPEN", "U0ANNA", ASK)
    message = answer_in(slack.server, "C0OPEN", ts)
    assert "blocks" not in message
    assert "✕ 補償の対象外" in message["text"]
    # the promise holds without blocks too
    assert "guide/coverage.md" in message["text"]


def test_a_stream_whose_blocks_slack_does_not_take_ends_as_plain_text(slack: Sender) -> None:
    slack.workspace.trouble("chat.appendStream", Trouble(code="invalid_blocks"))
    slack.workspace.trouble("chat.update", Trouble(code="invalid_blocks"))
    ts = slack.say("C0OPEN", "U0ANNA", ASK)
    message = until(lambda: [each for each in slack.workspace.standing("C0OPEN", ts) if each["text"]])[0]
    assert message["blocks"] == []
    assert "✕ 補償の対象外" in message["text"]
    assert "guide/coverage.md" in message["text"]
    assert len(slack.workspace.standing("C0OPEN", ts)) == 1


def test_a_status_that_cannot_be_shown_holds_nothing_up(slack: Sender) -> None:
    slack.workspace.trouble("assistant.threads.setStatus", Trouble(status=429, code="ratelimited", retry_after=30))
    _one_answer(slack)


def test_a_form_that_slack_puts_off_is_told_at_once(slack: Sender) -> None:
    # a form can be opened for three seconds only
    slack.workspace.trouble("views.open", Trouble(status=429, code="ratelimited", retry_after=30))
    slack.command("見積")
    (response,) = until(lambda: slack.workspace.responses)
    assert "開けませんでした" in response["text"]


def test_a_revoked_token_is_one_line_that_says_what_to_do(
    opening: Opening, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.workspace.revoked.add(BOT_TOKEN)
    with opening() as slack, caplog.at_level(logging.INFO, "assistant"):
        for _ in range(3):
            slack.say("C0OPEN", "U0ANNA", ASK)
        told = slack.command("見積").text
    lines = [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]
    (line,) = lines
    assert "token_revoked" in line
    assert "ASSISTANT_SLACK_BOT_TOKEN" in line
    assert "管理者" in told


def test_a_token_that_is_revoked_later_is_told_calmly_too(slack: Sender, caplog: pytest.LogCaptureFixture) -> None:
    _one_answer(slack)
    slack.workspace.revoked.add(BOT_TOKEN)
    slack.say("C0OPEN", "U0ANNA", ASK)
    until(lambda: "token_revoked" in caplog.text)
    slack.say("C0OPEN", "U0ANNA", ASK)
    assert "Traceback" not in caplog.text


def test_slack_out_of_reach_at_first_has_slack_send_the_event_again(opening: Opening, server: Server) -> None:
    server.workspace.trouble("auth.test", *[Trouble(status=503)] * 4)
    message = server.workspace.write("D0ANNA", "U0ANNA", "身代金は補償されますか")
    event = message | {"channel": "D0ANNA", "channel_type": "im"}
    with opening() as slack:
        assert slack.event(event).status_code == 503
        until(lambda: slack.event(event, retry=1).status_code == 200)
        assert "✕" in written(answer_in(server, "D0ANNA", message["ts"]))


def test_a_missing_scope_is_named(slack: Sender, caplog: pytest.LogCaptureFixture) -> None:
    slack.workspace.scopes.discard("users:read")
    ts = slack.say("D0ANNA", "U0ANNA", "身代金は補償されますか")
    answer_in(slack.server, "D0ANNA", ts)
    assert "lacks the scope users:read" in caplog.text
