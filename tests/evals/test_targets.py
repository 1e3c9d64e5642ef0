from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI, Response

from assistant.answers import Answer, Paragraph
from evals.questions import Question
from evals.running import ask
from evals.targets.http import Http, NoAnswer
from tests.evals.examples import answer, question

_API = FastAPI()


@_API.post("/api/v1/chat")
def _chat(body: dict[str, str], response: Response) -> object:
    if body["message"] == "fail":
        response.status_code = 503
        return {"title": "the index is missing"}
    if body["message"] == "garble":
        return {"outcome": "perhaps"}
    told = f"{body['message']} after {body.get('conversation_id')} on {body.get('product')}"
    return answer(Paragraph(text=told)).model_copy(update={"conversation_id": "kept"})


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(_API, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join()


def _turns(*messages: str, product: str | None = None) -> Question:
    return question("?", {"outcome": ["answered"]}).model_copy(update={"turns": messages, "product": product})


def test_the_conversation_goes_on_over_http(address: str) -> None:
    with Http(address) as target:
        exchange = ask(target, _turns("one", "two", product="travel"))
    assert [reply.answer.text for reply in exchange.replies if reply.answer] == [
        "one after None on travel",
        "two after kept on travel",
    ]


@pytest.mark.parametrize(("message", "why"), [("fail", "503: .*the index is missing"), ("garble", "outcome")])
def test_an_address_that_gives_no_answer_says_why(address: str, message: str, why: str) -> None:
    with Http(address) as target, pytest.raises(NoAnswer, match=why):
        target.ask(message, None, None)


def test_nobody_at_an_address_is_an_error_of_the_question() -> None:
    with Http("http://127.0.0.1:9") as target:
        exchange = ask(target, _turns("one", "two"))
    assert len(exchange.replies) == 1
    assert exchange.answer is None
    assert "NoAnswer" in (exchange.last.error or "")


class _Crashing:
    name = "crashing"

    def ask(self, message: str, _conversation: str | None, _product: str | None, /) -> Answer:
        raise KeyError(message)


def test_a_crash_is_a_finding_with_its_place() -> None:
    exchange = ask(_Crashing(), _turns("one"))
    assert "KeyError" in (exchange.last.error or "")
    assert "test_targets.py" in (exchange.last.error or "")
