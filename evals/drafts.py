"""Drafts of new questions, from what people asked in vain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.agent.language import language_of
from assistant.storage import Unanswered
from evals.matching import normalise
from evals.questions import Entry

_STAFF_CHANNELS = ("slack",)


def drafts(unanswered: Iterable[Unanswered], known: Sequence[Entry]) -> list[dict[str, Any]]:
    """A draft for each question that is not asked yet.

    What only a person can say is left empty, so that a draft is refused as a question until somebody fills it in:
    the category, the expected outcome and the evidence.
    """
    seen = {normalise("".join(entry.question.turns)) for entry in known}
    found = []
    for each in unanswered:
        text = normalise(each.question)
        if text and text not in seen:
            seen.add(text)
            found.append(_draft(each))
    return found


def _draft(asked: Unanswered) -> dict[str, Any]:
    return {
        "id": f"draft-{asked.message_id[:8]}",
        "persona": "agency" if asked.channel in _STAFF_CHANNELS else "customer",
        "lang": asked.locale or language_of(asked.question),
        "category": "",
        "turns": [asked.question],
        "product": asked.product,
        "expect": {"outcome": [], "must": [], "must_not": []},
        "evidence": "",
    }


def write_drafts(found: Iterable[dict[str, Any]], file: Path) -> None:
    """Writes drafts, one a line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in found), encoding="utf-8")
