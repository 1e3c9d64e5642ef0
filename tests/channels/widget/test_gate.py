"""Who may speak to the API: origins, tokens, limits, and whose a conversation is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.agent.assistant import Assistant
from assistant.channels.web.app import create_app
from assistant.channels.web.widget.gate import network
from assistant.settings import Settings
from tests.channels.scripted import ANSWER, scripted
from tests.channels.serving import served, wait_until_ready
from tests.channels.widget.origins import LISTED, ORIGINS, PINNED, UNKNOWN

FOREIGN = "https://evil.example"
QUESTION = {"message": "支払い方法は?"}


@contextmanager
def speaking(settings: Settings, opener: Callable[[Settings], Assistant], **more: object) -> Iterator[httpx.Client]:
    own = settings.model_copy(update={"widget_origins": ORIGINS, **more})
    with served(create_app(own, opener)) as address, httpx.Client(base_url=address, timeout=60) as client:
        wait_until_ready(client)
        yield client


@pytest.fixture
def listed(client: httpx.Client) -> httpx.Client:
    """Speaks to an assistant that lists those websites."""
    return client


@pytest.fixture
def scripted_settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


def begin(client: httpx.Client, origin: str | None = LISTED, token: str | None = None) -> dict[str, str]:
    """The headers of a session."""
    headers = {"Origin": origin} if origin else {}
    known = {"Authorization": f"Bearer {token}"} if token else {}
    response = client.post("/api/v1/widget/session", headers=headers | known)
    assert response.status_code == 200, response.text
    return headers | {"Authorization": f"Bearer {response.json()['token']}"}


def problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    return found


def test_a_listed_website_gets_a_token_and_asks_with_it(listed: httpx.Client) -> None:
    response = listed.post("/api/v1/chat", json=QUESTION, headers=begin(listed))
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == LISTED
    assert "Origin" in response.headers["vary"]
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize(
    "origin", [FOREIGN, "null", "http://www.example.jp", f"{LISTED}.evil.example", f"{LISTED}:444"]
)
def test_every_other_website_is_refused_and_told_why(listed: httpx.Client, origin: str) -> None:
    for method, path in (("POST", "widget/session"), ("POST", "chat"), ("GET", "products"), ("OPTIONS", "chat")):
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        found = problem(listed.request(method, f"/api/v1/{path}", headers=headers), 403)
        assert "ASSISTANT_WIDGET_ORIGINS" in found["detail"]


def test_a_preflight_names_the_origin_and_what_it_may_send(listed: httpx.Client) -> None:
    headers = {"Origin": LISTED, "Access-Control-Request-Method": "DELETE"}
    response = listed.options("/api/v1/conversations/x", headers=headers)
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == LISTED
    assert "DELETE" in response.headers["access-control-allow-methods"]
    assert "Authorization" in response.headers["access-control-allow-headers"]


@pytest.mark.parametrize("path", ["chat", "tools/contact", "feedback"])
def test_a_website_without_a_token_is_refused(listed: httpx.Client, path: str) -> None:
    response = listed.post(f"/api/v1/{path}", json=QUESTION, headers={"Origin": LISTED})
    assert "/api/v1/widget/session" in problem(response, 401)["detail"]
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["access-control-allow-origin"] == LISTED


def test_a_token_of_another_website_or_of_nobody_is_refused(listed: httpx.Client) -> None:
    token = begin(listed, PINNED)["Authorization"]
    for wrong in (token, "Bearer nonsense", "Bearer"):
        problem(listed.post("/api/v1/chat", json=QUESTION, headers={"Origin": LISTED, "Authorization": wrong}), 401)
    # a broken token is never taken for none
    problem(listed.post("/api/v1/chat", json=QUESTION, headers={"Authorization": "Bearer nonsense"}), 401)


def test_servers_and_own_pages_need_no_token(listed: httpx.Client) -> None:
    own = {"Origin": str(listed.base_url).rstrip("/")}
    behind_a_proxy = {"Origin": "https://public.example.jp", "Sec-Fetch-Site": "same-origin"}
    for headers in ({}, own, behind_a_proxy):
        assert listed.post("/api/v1/chat", json=QUESTION, headers=headers).status_code == 200


def test_the_product_of_a_website_is_that_of_its_questions(listed: httpx.Client) -> None:
    headers = begin(listed, PINNED)
    pinned = listed.post("/api/v1/chat", json=QUESTION, headers=headers).json()
    assert {citation["product"] for citation in pinned["citations"]} == {"yayoi"}
    assert "クレジットカード" in pinned["text"]


def test_a_product_that_the_base_does_not_have_pins_nothing(listed: httpx.Client) -> None:
    assert listed.post("/api/v1/chat", json=QUESTION, headers=begin(listed, UNKNOWN)).status_code == 200


def test_a_conversation_is_for_the_session_that_began_it(listed: httpx.Client) -> None:
    mine, theirs = begin(listed), begin(listed)
    first = listed.post("/api/v1/chat", json=QUESTION, headers=mine).json()["conversation_id"]
    path = f"/api/v1/conversations/{first}"
    for headers in (theirs, {}):
        problem(listed.get(path, headers=headers), 404)
        problem(listed.delete(path, headers=headers), 404)
        other = listed.post("/api/v1/chat", json=QUESTION | {"conversation_id": first}, headers=headers).json()
        assert other["conversation_id"] != first
    again = listed.post("/api/v1/chat", json=QUESTION | {"conversation_id": first}, headers=mine).json()
    assert again["conversation_id"] == first
    assert len(listed.get(path, headers=mine).json()["exchanges"]) == 2
    assert listed.delete(path, headers=mine).status_code == 204
    problem(listed.get(path, headers=mine), 404)


def test_a_session_does_not_see_the_conversations_of_servers(listed: httpx.Client) -> None:
    conversation = listed.post("/api/v1/chat", json=QUESTION).json()["conversation_id"]
    problem(listed.get(f"/api/v1/conversations/{conversation}", headers=begin(listed)), 404)


def test_a_renewed_token_keeps_the_conversations(listed: httpx.Client) -> None:
    headers = begin(listed)
    conversation = listed.post("/api/v1/chat", json=QUESTION, headers=headers).json()["conversation_id"]
    renewed = begin(listed, token=headers["Authorization"].removeprefix("Bearer "))
    assert listed.get(f"/api/v1/conversations/{conversation}", headers=renewed).status_code == 200
    with_a_wrong_one = begin(listed, token="nonsense")
    problem(listed.get(f"/api/v1/conversations/{conversation}", headers=with_a_wrong_one), 404)


def test_questions_are_limited_by_session_and_by_website(scripted_settings: Settings) -> None:
    limits = {"widget_questions_per_day": 2, "widget_questions_per_origin_day": 3}
    with speaking(scripted_settings, scripted(lambda *_: ANSWER), **limits) as client:

        def ask(headers: dict[str, str] | None = None) -> httpx.Response:
            return client.post("/api/v1/chat", json=QUESTION, headers=headers)

        one, other = begin(client), begin(client)
        assert [ask(one).status_code for _ in range(2)] == [200, 200]
        refused = ask(one)
        assert "担当者" in problem(refused, 429)["detail"]
        assert 0 < int(refused.headers["retry-after"]) <= 24 * 3600 + 1
        assert "Retry-After" in refused.headers["access-control-expose-headers"]
        problem(client.post("/api/v1/tools/contact", json={}, headers=one), 429)
        assert ask(other).status_code == 200
        problem(ask(other), 429)
        # nothing of this is for servers, nor for what is no question
        assert ask().status_code == 200
        assert client.get("/api/v1/widget/start", headers=one).status_code == 200


def test_sessions_are_limited_by_address_and_can_always_be_renewed(scripted_settings: Settings) -> None:
    with speaking(scripted_settings, scripted(lambda *_: ANSWER), widget_sessions_per_hour=2) as client:
        known = [begin(client)["Authorization"].removeprefix("Bearer ") for _ in range(2)]
        begin(client, token=known[1])
        refused = client.post("/api/v1/widget/session", headers={"Origin": LISTED})
        problem(refused, 429)
        assert int(refused.headers["retry-after"]) > 0


def test_questions_are_limited_by_network_address_whatever_the_session(scripted_settings: Settings) -> None:
    with speaking(scripted_settings, scripted(lambda *_: ANSWER), widget_questions_per_address_day=1) as client:
        assert client.post("/api/v1/chat", json=QUESTION, headers=begin(client)).status_code == 200
        problem(client.post("/api/v1/chat", json=QUESTION, headers=begin(client)), 429)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("testclient", "testclient", True),
    ],
)
def test_a_household_counts_as_one_address(one: str, other: str, same: bool) -> None:
    assert (network(one) == network(other)) is same


def test_what_a_session_said_is_deleted_at_once_and_nobody_elses(listed: httpx.Client) -> None:
    mine, theirs = begin(listed), begin(listed)

    def ask(headers: dict[str, str]) -> str:
        return str(listed.post("/api/v1/chat", json=QUESTION, headers=headers).json()["conversation_id"])

    two, other = [ask(mine), ask(mine)], ask(theirs)
    assert listed.delete("/api/v1/widget/session", headers=mine).status_code == 204
    for each in two:
        problem(listed.get(f"/api/v1/conversations/{each}", headers=mine), 404)
    assert listed.get(f"/api/v1/conversations/{other}", headers=theirs).status_code == 200
    # the token stays good
    assert listed.get(f"/api/v1/conversations/{ask(mine)}", headers=mine).status_code == 200
    for headers in ({"Origin": LISTED}, {}):
        problem(listed.delete("/api/v1/widget/session", headers=headers), 401)


def test_what_is_kept_on_the_way_is_kept_by_origin(listed: httpx.Client) -> None:
    for headers in ({}, {"Origin": LISTED}, {"Origin": FOREIGN}):
        assert "Origin" in listed.get("/api/v1/products", headers=headers).headers["vary"]


def test_all_may_be_made_to_need_a_token(scripted_settings: Settings) -> None:
    with speaking(scripted_settings, scripted(lambda *_: ANSWER), widget_tokens="all") as client:
        problem(client.post("/api/v1/chat", json=QUESTION), 401)
        assert client.post("/api/v1/chat", json=QUESTION, headers=begin(client, None)).status_code == 200
        assert client.get("/api/v1/assistant").status_code == 200
