"""How much may be spent on a language model: in a day, and in a conversation."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Literal

from assistant.agent.usage import Usage
from assistant.errors import StorageError
from assistant.storage.store import ConversationStore

Spent = Literal["budget_day", "budget_conversation", "budget_unknown"]
_DAY = dt.timedelta(hours=24)
_log = logging.getLogger(__name__)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Budget:
    """Keeps account in the store, so that all processes share it and none forgets it.

    A turn that has begun is not cut off: turns that go on at once may together exceed the budget by what they cost.
    """

    def __init__(
        self,
        store: ConversationStore,
        day_usd: float,
        conversation_usd: float,
        clock: Callable[[], dt.datetime] = _now,
    ) -> None:
        self._store, self._day, self._conversation, self._clock = store, day_usd, conversation_usd, clock

    def spent(self, conversation_id: str | None) -> Spent | None:
        """Which budget is used up; None where there is money left. What the store cannot tell counts as used up."""
        try:
            if self._store.spent(self._clock() - _DAY) >= self._day:
                return "budget_day"
            if conversation_id is not None and self._store.spent(None, conversation_id) >= self._conversation:
                return "budget_conversation"
        except StorageError as error:
            _log.error("what was spent on the language model cannot be read, it is not used: %s", error)
            return "budget_unknown"
        return None

    def spend(self, usage: Usage, conversation_id: str | None) -> None:
        """Enters what a turn cost."""
        try:
            self._store.spend(usage, conversation_id)
        except StorageError as error:
            _log.error("what was spent on the language model cannot be kept: %s", error)
