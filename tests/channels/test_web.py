from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from assistant.channels.web.app import create_app
from assistant.errors import SnapshotError
from assistant.settings import Settings


@pytest.fixture(scope="module")
def client(settings: Settings) -> TestClient:
    return TestClient(create_app(settings), raise_server_exceptions=False)


def test_a_question_is_answered_with_the_source_that_says_so(client: TestClient) -> None:
    answer = client.post("/api/v1/chat", json={"message": "支払い方法は?", "product": "yayoi"}).json()
    assert answer["outcome"] == "answered"
    assert "クレジットカード" in answer["text"]
    assert any("クレジットカード" in c["quote"] and c["product"] == "yayoi" for c in answer["citations"])


def test_a_question_beyond_the_corpus_is_not_found_and_names_a_person(client: TestClient) -> None:
    answer = client.post("/api/v1/chat", json={"message": "今日の天気は?", "product": "yayoi"}).json()
    assert answer["outcome"] == "not_found"
    assert "0120-008588" in answer["text"]
    assert answer["citations"] == []


@pytest.mark.parametrize("message", ["", "   ", "\x00\x07", "あ" * 2001])
def test_a_message_that_is_no_question_is_a_problem_that_says_so(client: TestClient, message: str) -> None:
    response = client.post("/api/v1/chat", json={"message": message})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert "1 to 2,000 characters" in response.json()["detail"]


def test_an_unknown_product_is_a_problem_that_names_the_known_ones(client: TestClient) -> None:
    response = client.post("/api/v1/chat", json={"message": "支払い方法は?", "product": "nope"})
    assert response.status_code == 422
    assert "yayoi" in response.json()["detail"]


def test_the_demo_page_and_the_health_checks_are_served(client: TestClient) -> None:
    assert "<form" in client.get("/").text
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"
    assert {"id": "yayoi", "name": "サイバー保険（無料補償・有料プラン）"} in client.get("/api/v1/products").json()


def test_without_an_index_the_server_says_how_to_make_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(SnapshotError, match="assistant ingest"):
        create_app(Settings(data_dir=tmp_path_factory.mktemp("empty")))
