"""One thing after the other within a thread, threads beside each other."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from itertools import count
from typing import NamedTuple

_POLL_SECONDS = 0.05


class _Waiting(NamedTuple):
    order: str
    arrived: int
    may_go: asyncio.Future[None]


class Lanes:
    """Lanes by key. Who waits in a lane goes on by `order`, the least first, and one at a time."""

    def __init__(self) -> None:
        self._lanes: dict[Hashable, list[_Waiting]] = {}
        self._arrivals = count()

    @asynccontextmanager
    async def turn(self, key: Hashable, order: str) -> AsyncIterator[None]:
        """Waits for its turn in the lane `key` and keeps the lane while in the context."""
        if key in self._lanes:
            waiting = _Waiting(order, next(self._arrivals), asyncio.get_running_loop().create_future())
            heapq.heappush(self._lanes[key], waiting)
            try:
                await waiting.may_go
            except asyncio.CancelledError:
                if waiting.may_go.done() and not waiting.may_go.cancelled():
                    self._leave(key)
                raise
        else:
            self._lanes[key] = []
        try:
            yield
        finally:
            self._leave(key)

    async def emptied(self, seconds: float) -> None:
        """Waits until all lanes are empty, at most so long."""
        last = asyncio.get_running_loop().time() + seconds
        while self._lanes and asyncio.get_running_loop().time() < last:
            await asyncio.sleep(_POLL_SECONDS)

    def _leave(self, key: Hashable) -> None:
        waiting = self._lanes[key]
        while waiting:
            following = heapq.heappop(waiting)
            if not following.may_go.done():
                following.may_go.set_result(None)
                return
        del self._lanes[key]
