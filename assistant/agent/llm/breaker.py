"""A circuit breaker: a provider that does not work is left alone for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_FAILURES = 3
_REST_SECONDS = 60.0


class Breaker:
    """Opens after several turns in a row failed; after a rest one turn tries again. Safe to use from threads."""

    def __init__(
        self,
        failures: int = _FAILURES,
        rest_seconds: float = _REST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most, self._rest, self._clock = failures, rest_seconds, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._until: float | None = None

    def allows(self) -> bool:
        """Whether a turn may call the provider."""
        with self._lock:
            if self._until is None:
                return True
            if self._clock() < self._until:
                return False
            # the others wait until the one that tries knows
            self._until = self._clock() + self._rest
            return True

    def succeeded(self) -> None:
        """The provider answered."""
        with self._lock:
            self._failed, self._until = 0, None

    def failed(self) -> None:
        """The provider did not answer."""
        with self._lock:
            self._failed += 1
            if self._failed >= self._most:
                self._until = self._clock() + self._rest
