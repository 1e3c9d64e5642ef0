from __future__ import annotations

import re

import httpx


def _count(client: httpx.Client, line: str) -> float:
    found = re.search(rf"^{re.escape(line)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_turns_are_counted(client: httpx.Client) -> None:
    line = 'assistant_turns_total{brain="extractive",outcome="answered"}'
    before = _count(client, line)
    client.post("/api/v1/chat", json={"message": "身代金は補償されますか?", "product": "yayoi"})
    assert _count(client, line) == before + 1
    assert client.get("/metrics").headers["content-type"].startswith("text/plain; version=0.0.4")


def test_counts_hold_nothing_that_people_said(client: httpx.Client) -> None:
    client.post("/api/v1/chat", json={"message": "私は山田太郎です。身代金は補償されますか?"})
    text = client.get("/metrics").text
    assert "山田" not in text
    assert "身代金" not in text
