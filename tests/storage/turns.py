"""Turns to be stored."""

from __future__ import annotations

import uuid
from pathlib import Path

from assistant.agent.screening import screen
from assistant.answers import Answer, Citation, Outcome, Paragraph, Verdict
from assistant.storage import CompletedTurn


def url_of(file: Path) -> str:
    return f"sqlite:///{file}"


def completed(
    message: str = "身代金は補償される?",
    reply: str = "補償の対象外です。",
    outcome: Outcome = "answered",
    verdict: Verdict | None = None,
) -> CompletedTurn:
    """A turn as the assistant completes it, from a raw message."""
    answer = Answer(
        conversation_id=uuid.uuid4().hex,
        message_id=uuid.uuid4().hex,
        outcome=outcome,
        verdict=verdict,
        text=reply,
        blocks=(Paragraph(text=reply, citations=(1,)),),
        citations=(
            Citation(number=1, document="guide/faq.md", product="guide", title="FAQ", section="身代金", quote=reply),
        ),
    )
    return CompletedTurn(
        screened=screen(message),
        answer=answer,
        snapshot="20261122-abc",
        versions={"guide/faq.md": "sha256:0123"},
        grounding=({"check": "figure", "value": "1000000", "found": True},),
        latency_ms=42,
    )
