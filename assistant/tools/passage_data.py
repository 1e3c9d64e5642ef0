"""A passage that was found, as results show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.retrieval.search import Hit


def passage_data(hit: Hit) -> dict[str, Any]:
    """Where a passage stands, what it says, and how well it fits."""
    passage = hit.passage
    return {
        "document": passage.document,
        "product": passage.product,
        "title": passage.title,
        "section": passage.heading,
        "text": passage.text,
        "score": round(hit.score, 4),
    }
