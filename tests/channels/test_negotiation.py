from __future__ import annotations

import pytest

from assistant.channels.web.negotiation import wants_events


@pytest.mark.parametrize(
    ("accept", "events"),
    [
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("text/html, application/json;q=0.9", False),
        ("text/event-stream", True),
        ("TEXT/Event-Stream; charset=utf-8", True),
        ("text/event-stream, application/json", True),
        ("application/json, text/event-stream;q=0.5", False),
        ("application/json;q=0.5, text/event-stream;q=0.6", True),
        ("text/event-stream;q=0", False),
        ("text/event-stream;q=high", False),
        (",;=,", False),
    ],
)
def test_a_client_gets_events_where_it_prefers_nothing_to_them(accept: str, events: bool) -> None:
    assert wants_events(accept) is events
