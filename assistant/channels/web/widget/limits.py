"""How often something may be done: counted in fixed windows, in this process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


class Quota(NamedTuple):
    """At most `limit` times in `seconds` for each `key`."""

    key: str
    limit: int
    seconds: int


class Limiter:
    """Counts; `clock` gives seconds since 1970. Around the border of two windows up to twice a limit passes."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: dict[int, tuple[int, dict[str, int]]] = {}

    def take(self, quotas: Sequence[Quota]) -> int | None:
        """Counts one time against all quotas, or against none where one is used up.

        Returns:
            None where it may be done, else the seconds until all quotas allow it again.
        """
        now = self._clock()
        with self._lock:
            counted = [(quota, self._window(quota.seconds, now)) for quota in quotas]
            full = [quota.seconds for quota, counts in counted if counts.get(quota.key, 0) >= quota.limit]
            if full:
                return max(int(seconds - now % seconds) + 1 for seconds in full)
            for quota, counts in counted:
                counts[quota.key] = counts.get(quota.key, 0) + 1
        return None

    def _window(self, seconds: int, now: float) -> dict[str, int]:
        """The counts of the window that `now` lies in; those before it are dropped."""
        number = int(now // seconds)
        known = self._counts.get(seconds)
        if known is None or known[0] != number:
            known = self._counts[seconds] = (number, {})
        return known[1]
