"""A turn that a worker thread answers while its stages are told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi.concurrency import run_in_threadpool

from assistant.answers import Answer

if TYPE_CHECKING:
    from assistant.agent.turn import Listener, Stage, Turn

    Reply = Callable[[Turn, Listener | None], Answer]


class _Left(BaseException):
    """Nobody waits for the answer any more. Not an Exception: no fallback of a brain may take it for a failure."""


class RunningTurn:
    """Has `reply` answer `turn` from the moment that it is made."""

    def __init__(self, reply: Reply, turn: Turn) -> None:
        self._loop = asyncio.get_running_loop()
        self._news: asyncio.Queue[Stage | Answer | Exception] = asyncio.Queue()
        self._left = threading.Event()
        self._task = asyncio.create_task(self._answer(reply, turn))

    async def next(self) -> Stage | Answer:
        """What happens next: a stage, or the answer, which is the last.

        Raises:
            Exception: whatever `reply` raised.
        """
        news = await self._news.get()
        if isinstance(news, Exception):
            raise news
        return news

    def leave(self) -> None:
        """Nobody waits any more: the work stops at its next stage."""
        self._left.set()

    async def _answer(self, reply: Reply, turn: Turn) -> None:
        try:
            self._news.put_nowait(await run_in_threadpool(reply, turn, self._listen))
        except _Left:
            return
        except Exception as error:
            self._news.put_nowait(error)

    def _listen(self, stage: Stage) -> None:
        if self._left.is_set():
            raise _Left
        self._loop.call_soon_threadsafe(self._news.put_nowait, stage)
