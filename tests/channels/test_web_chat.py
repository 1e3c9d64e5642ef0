from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from assistant.answers import Answer
from assistant.channels.web.body_limit import MAXIMUM_BYTES

JSON = {"Content-Type": "application/json"}


def chat(client: httpx.Client, message: str, **more: str | None) -> Answer:
    response = client.post("/api/v1/chat", json={"message": message, **more})
    assert response.status_code == 200, response.text
    return Answer.model_validate(response.json())


def test_a_question_is_answered_with_the_source_that_says_so(client: httpx.Client) -> None:
    answer = chat(client, "支払い方法は?", product="yayoi")
    assert answer.outcome == "answered"
    assert "クレジットカード" in answer.text
    assert any("クレジットカード" in each.quote and each.product == "yayoi" for each in answer.citations)


def test_what_is_not_covered_is_said_to_be(client: httpx.Client) -> None:
    assert chat(client, "身代金は補償される?").verdict == "not_covered"


def test_a_question_beyond_the_corpus_is_declined_without_sources(client: httpx.Client) -> None:
    answer = chat(client, "今日の天気は?", product="yayoi")
    assert answer.outcome in ("declined", "not_found")
    assert answer.citations == ()


def test_a_conversation_goes_on_under_its_id(client: httpx.Client) -> None:
    first = chat(client, "弥生の有料プランに入れますか?")
    then = chat(client, "売上8,000万円の製造業です", conversation_id=first.conversation_id)
    assert then.conversation_id == first.conversation_id
    assert [result.tool for result in then.tool_results] == ["check_eligibility"]
    assert then.tool_results[0].result["eligible"] is True


@pytest.mark.parametrize("locale", ["en", "en-GB", "EN_us"])
def test_the_locale_decides_the_language_of_the_reply(client: httpx.Client, locale: str) -> None:
    assert "約款" not in (chat(client, "身代金は補償される?", locale=locale).text.split("\n")[0])


def test_what_is_empty_is_as_if_it_were_not_given(client: httpx.Client) -> None:
    assert chat(client, "支払い方法は?", product="", conversation_id="", locale=None).conversation_id


def problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["status"] == status
    assert found["title"]
    return found


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"message": ""}, 422, "1 to 2,000 characters"),
        ({"message": "   "}, 422, "1～2,000文字"),
        ({"message": "\x00\x07\u200b"}, 422, "empty"),
        ({"message": "あ" * 2001}, 422, "2,001 characters"),
        ({"message": "あ" * 100_000}, 422, "100,000文字"),
        ({}, 422, "'message' is missing"),
        ({"message": None}, 422, "'message' must be a string"),
        ({"message": 5}, 422, "「message」は文字列"),
        ({"message": ["x"]}, 422, "'message' must be a string"),
        ({"message": "x", "prodct": "yayoi"}, 422, "no field 'prodct'"),
        ({"message": "x", "product": "nope"}, 422, "Known are: yayoi, chuokai"),
        ({"message": "x", "product": "\ue000"}, 422, "Known are: yayoi"),
        ({"message": "x", "product": "y" * 65}, 422, "at most 64 characters"),
        ({"message": "x", "locale": "fr"}, 422, "'locale' must be one of: 'ja' or 'en'"),
        ({"message": "x", "locale": 5}, 422, "locale"),
        ({"message": "x", "conversation_id": "../../etc"}, 422, "conversation_id"),
        ({"message": "x", "conversation_id": "c" * 65}, 422, "conversation_id"),
        ({"message": "x", "product": "\ud83d"}, 422, "lone surrogate"),
        ([], 422, "JSON object"),
        ("message", 422, "JSON object"),
        (None, 422, "JSON object"),
    ],
)
def test_a_bad_request_is_a_problem_that_says_what_to_do(
    client: httpx.Client, body: object, status: int, said: str
) -> None:
    response = client.post("/api/v1/chat", content=json.dumps(body), headers=JSON)
    assert said in problem(response, status)["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"message":', b'{"message": "\xff"}', b"[" * 100_000, b'{"message": ' + b"9" * 5000 + b"}"]
)
def test_what_is_no_json_is_a_problem(client: httpx.Client, body: bytes) -> None:
    response = client.post("/api/v1/chat", content=body, headers=JSON)
    assert response.status_code in (400, 422)
    problem(response, response.status_code)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_another_content_type_is_a_problem(client: httpx.Client, kind: str) -> None:
    response = client.post("/api/v1/chat", content=b'{"message": "x"}', headers={"Content-Type": kind})
    assert "application/json" in problem(response, 415)["detail"]


def test_wrong_fields_are_named_one_by_one(client: httpx.Client) -> None:
    found = problem(client.post("/api/v1/chat", json={"message": 5, "locale": "fr"}), 422)
    assert [each["field"] for each in found["errors"]] == ["message", "locale"]


def test_a_body_above_the_limit_is_refused_whether_announced_or_not(client: httpx.Client) -> None:
    body = b'{"message": "' + b"x" * MAXIMUM_BYTES + b'"}'
    assert f"{MAXIMUM_BYTES:,}" in problem(client.post("/api/v1/chat", content=body, headers=JSON), 413)["detail"]
    pieces = (body[start : start + 50_000] for start in range(0, len(body), 50_000))
    problem(client.post("/api/v1/chat", content=pieces, headers=JSON), 413)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/v1/chat", 405), ("GET", "/nope", 404), ("POST", "/api/v1/nope", 404), ("PUT", "/healthz", 405)],
)
def test_an_address_or_method_that_is_not_there_is_a_problem(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    problem(client.request(method, path), status)


def test_twenty_people_at_once_each_get_their_own_answer(client: httpx.Client) -> None:
    asked = [("支払い方法は?", "yayoi", "クレジットカード"), ("身代金は補償される?", "guide", "身代金")] * 10

    def ask(one: tuple[str, str, str]) -> Answer:
        return chat(client, one[0], product=one[1])

    with ThreadPoolExecutor(20) as people:
        answers = list(people.map(ask, asked))
    assert all(expected in answer.text for (_, _, expected), answer in zip(asked, answers, strict=True))
    assert len({answer.conversation_id for answer in answers}) == 20
    assert len({answer.message_id for answer in answers}) == 20
