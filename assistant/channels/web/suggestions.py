"""Questions to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.knowledge.values import Language

if TYPE_CHECKING:
    from assistant.retrieval.snapshot import Snapshot

_MOST = 4


def first_questions(snapshot: Snapshot, product: str | None, language: Language) -> tuple[str, ...]:
    """Questions that the knowledge base answers: for a product the headings of its FAQ, else those of assistant.yaml.

    FAQs are in Japanese: in English there are none for a product.
    """
    if product is None:
        return tuple(each.in_language(language) for each in snapshot.knowledge.identity.suggestions)
    if language != "ja":
        return ()
    asked: dict[str, None] = {}
    for document in snapshot.passages.documents().values():
        if (document.product, document.kind, document.audience) != (product, "faq", "public"):
            continue
        for _, passage in snapshot.passages.passages(document.path):
            if passage.section:
                asked[passage.section[-1]] = None
        if len(asked) >= _MOST:
            break
    return tuple(asked)[:_MOST]
