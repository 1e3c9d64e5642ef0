"""The assistant behind the routes: loaded in the background, so that the process answers health checks at once."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.channels.web.problems import Refusal, log_unexpected
from assistant.errors import AssistantError
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_log = logging.getLogger(__name__)
_RETRY_SECONDS = 5.0


def open_warm(settings: Settings) -> Assistant:
    """The assistant with everything loaded that the first question needs."""
    # imported here: this is what takes the seconds
    from assistant.agent.assistant import open_assistant

    assistant = open_assistant(settings)
    assistant.prepare()
    return assistant


class Service:
    """Opens the assistant in a thread; where it cannot be opened, tries again until it can."""

    def __init__(self, opener: Callable[[], Assistant]) -> None:
        self._opener = opener
        self._assistant: Assistant | None = None
        self._stopped = threading.Event()

    @property
    def assistant(self) -> Assistant:
        """The assistant.

        Raises:
            Refusal: 503, it is not ready yet.
        """
        if self._assistant is None:
            raise Refusal(503, "not_ready")
        return self._assistant

    @property
    def loaded(self) -> Assistant | None:
        """The assistant, None while it is not ready."""
        return self._assistant

    def start(self) -> None:
        """Begins to open the assistant."""
        threading.Thread(target=self._open, name="warm-up", daemon=True).start()

    def stop(self) -> None:
        """Gives up opening it, or closes it."""
        self._stopped.set()
        if self._assistant is not None:
            self._assistant.store.close()

    def _open(self) -> None:
        began = time.perf_counter()
        while not self._stopped.is_set():
            try:
                self._assistant = self._opener()
            except AssistantError as error:
                _log.error("not ready: %s", error)
            except Exception as error:
                log_unexpected(error)
            else:
                _log.info("ready after %.1f s", time.perf_counter() - began)
                return
            self._stopped.wait(_RETRY_SECONDS)
