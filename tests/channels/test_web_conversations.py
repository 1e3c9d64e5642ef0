from __future__ import annotations

import httpx
import pytest

from assistant.answers import Answer
from assistant.channels.web.conversations import Conversation


def chat(client: httpx.Client, message: str, conversation_id: str | None = None) -> Answer:
    body = {"message": message, "conversation_id": conversation_id}
    return Answer.model_validate(client.post("/api/v1/chat", json=body).json())


def test_a_conversation_can_be_resumed_with_personal_data_masked(client: httpx.Client) -> None:
    first = chat(client, "身代金は補償される? 電話は090-1234-5678です")
    second = chat(client, "支払い方法は?", first.conversation_id)
    response = client.get(f"/api/v1/conversations/{first.conversation_id}")
    past = Conversation.model_validate(response.json())
    assert [each.answer for each in past.exchanges] == [first, second]
    assert past.exchanges[1].message == "支払い方法は?"
    assert "090-1234-5678" not in response.text


def test_a_deleted_conversation_is_gone(client: httpx.Client) -> None:
    answer = chat(client, "身代金は補償される?")
    path = f"/api/v1/conversations/{answer.conversation_id}"
    deleted = client.delete(path)
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert client.get(path).status_code == 404
    assert client.delete(path).status_code == 404
    feedback = client.post("/api/v1/feedback", json={"message_id": answer.message_id, "rating": "up"})
    assert feedback.status_code == 404


def test_who_does_not_know_a_conversation_is_told_so(client: httpx.Client) -> None:
    for response in (client.get("/api/v1/conversations/nope"), client.delete("/api/v1/conversations/nope")):
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
        assert "no such conversation" in response.json()["detail"]


def test_an_answer_is_rated_and_rated_again(client: httpx.Client) -> None:
    answer = chat(client, "身代金は補償される?")
    for rating in ({"rating": "down", "reason": "わかりにくい"}, {"rating": "up"}):
        response = client.post("/api/v1/feedback", json={"message_id": answer.message_id, **rating})
        assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message_id": "0" * 32, "rating": "up"}, 404),
        ({"message_id": "0" * 32, "rating": "maybe"}, 422),
        ({"message_id": "no pe", "rating": "up"}, 422),
        ({"message_id": "x", "rating": "up", "reason": "x" * 1001}, 422),
        ({"message_id": "x"}, 422),
        ({"message_id": "x", "rating": "up", "stars": 5}, 422),
    ],
)
def test_bad_feedback_is_a_problem(client: httpx.Client, body: dict[str, object], status: int) -> None:
    response = client.post("/api/v1/feedback", json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
