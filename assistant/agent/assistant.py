"""The assistant: one turn in, one answer out."""

from __future__ import annotations

import unicodedata
import uuid
from typing import NamedTuple

from assistant.agent.quoting import quote
from assistant.answers import Answer, plain_text
from assistant.errors import QuestionError
from assistant.retrieval.open import CurrentSearch, open_search
from assistant.retrieval.search import Scope
from assistant.settings import Settings

MAXIMUM_CHARACTERS = 2000
_FETCHED = 5
_NOTICE = (
    "AIによる回答です。補償の可否は保険会社が約款にもとづいて判断します。"
    "お申し込みの際は、重要事項説明書と約款をご確認ください。"
)


class Turn(NamedTuple):
    """A message and where it came from; `product` is the one that the page pins."""

    message: str
    conversation_id: str | None = None
    product: str | None = None


class Assistant:
    """Answers from the current snapshot."""

    def __init__(self, search: CurrentSearch) -> None:
        self.search = search

    def reply(self, turn: Turn) -> Answer:
        """The answer to a message.

        Raises:
            QuestionError: the message is empty, too long or of control characters only, or its product unknown.
        """
        message = _readable(turn.message)
        products = None if turn.product is None else (self.search.known_product(turn.product),)
        engine = self.search.engine()
        hits = engine.search(message, _FETCHED, Scope(products))
        draft = quote(hits, engine.snapshot.knowledge, turn.product)
        return Answer(
            conversation_id=turn.conversation_id or uuid.uuid4().hex,
            message_id=uuid.uuid4().hex,
            outcome=draft.outcome,
            text=plain_text(draft.blocks),
            blocks=draft.blocks,
            citations=draft.citations,
            notice=_NOTICE,
        )


def _readable(message: str) -> str:
    """The message without control characters."""
    kept = "".join(c for c in message if c in "\n\t" or not unicodedata.category(c).startswith("C")).strip()
    if not kept:
        raise QuestionError("the message is empty: write a question of 1 to 2,000 characters")
    if len(message) > MAXIMUM_CHARACTERS:
        raise QuestionError(
            f"the message has {len(message):,} characters: write a question of 1 to {MAXIMUM_CHARACTERS:,} characters"
        )
    return kept


def open_assistant(settings: Settings) -> Assistant:
    """The assistant as the settings say."""
    return Assistant(open_search(settings))
