"""Conversations of browser sessions: only the session that began one goes on with it, reads it or deletes it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from assistant.channels.web.widget.tokens import Session
from assistant.errors import StorageError

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant
    from assistant.agent.turn import Listener, Turn
    from assistant.answers import Answer

_log = logging.getLogger(__name__)


def belongs(assistant: Assistant, conversation_id: str, session: Session | None) -> bool:
    """Whether a conversation is the session's; without a session, whether it is nobody's.

    Raises:
        StorageError: the store cannot be read.
    """
    return assistant.store.owner(conversation_id) == (session.id if session else None)


class SessionReplies:
    """Replies to the turns of one session; None stands for whoever has no session."""

    def __init__(self, assistant: Assistant, session: Session | None) -> None:
        self._assistant = assistant
        self._session = session

    def __call__(self, turn: Turn, listen: Listener | None = None) -> Answer:
        """The answer, in a conversation that is the session's: the one that the turn names, or a new one."""
        named = turn.conversation_id
        going_on = named is not None and self._may_go_on(named)
        allowed = turn.model_copy(
            update={"conversation_id": named if going_on else None, "product": turn.product or self._product()}
        )
        answer = self._assistant.reply(allowed, listen)
        if self._session is not None and answer.conversation_id != named:
            try:
                self._assistant.store.claim(answer.conversation_id, self._session.id)
            except StorageError as error:
                _log.error("a conversation cannot be kept for its session: %s", error)
        return answer

    def _product(self) -> str | None:
        """The product of the session's website, where the knowledge base has it."""
        pinned = self._session.product if self._session else None
        return pinned if pinned in self._assistant.search.snapshot.knowledge.products else None

    def _may_go_on(self, conversation_id: str) -> bool:
        try:
            return belongs(self._assistant, conversation_id, self._session)
        except StorageError as error:
            _log.error("the owner of a conversation cannot be read: %s", error)
            return False
