"""What can go wrong with a language model, and whether it helps to try again."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

FaultKind = Literal[
    "rate_limited",
    "server_error",
    "timeout",
    "connection",
    "broken_stream",
    "malformed",
    "empty",
    "too_long",
    "refused",
    "context_overflow",
    "tool_loop",
    "no_access",
    "bad_request",
    "deadline",
    "unexpected",
]
_AGAIN: frozenset[FaultKind] = frozenset(
    {"rate_limited", "server_error", "timeout", "connection", "broken_stream", "malformed", "empty"}
)
_OF_PROVIDER: frozenset[FaultKind] = frozenset(
    {"rate_limited", "server_error", "timeout", "connection", "broken_stream", "no_access", "bad_request", "deadline"}
)
_OVERFLOW = (
    "context_length",
    "context length",
    "context size",
    "context window",
    "prompt is too long",
    "too many tokens",
)
_NO_CREDIT = ("insufficient_quota", "billing", "credit balance")


class Fault(Exception):
    """A call of a language model that came to nothing.

    Attributes:
        retry_after: seconds that the provider asks to wait; None where it does not say.
    """

    def __init__(self, kind: FaultKind, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind: FaultKind = kind
        self.retry_after = retry_after

    @property
    def again(self) -> bool:
        """Whether the same call may come to something."""
        return self.kind in _AGAIN

    @property
    def of_provider(self) -> bool:
        """Whether it says that the provider does not work, and not only that this turn did not."""
        return self.kind in _OF_PROVIDER


def fault_of(error: BaseException) -> Fault:
    """The fault that an error of a provider's library, whichever it is, stands for."""
    if isinstance(error, Fault):
        return error
    status = getattr(error, "status_code", None)
    if isinstance(status, int) and status > 0:
        return _of_status(status, error)
    names = {each.__name__ for each in type(error).__mro__}
    if isinstance(error, TimeoutError | asyncio.TimeoutError) or any("Timeout" in name for name in names):
        return Fault("timeout", type(error).__name__)
    if names & {"RemoteProtocolError", "ReadError", "IncompleteRead"}:
        return Fault("broken_stream", type(error).__name__)
    if isinstance(error, ConnectionError) or names & {"APIConnectionError", "TransportError", "ConnectError"}:
        return Fault("connection", type(error).__name__)
    if names & {"APIError", "ResponseError"}:
        return _of_message(error)
    if isinstance(error, ValueError | TypeError | KeyError):
        return Fault("malformed", type(error).__name__)
    return Fault("unexpected", type(error).__name__)


def _of_status(status: int, error: BaseException) -> Fault:
    detail, said = f"HTTP {status}", str(error).lower()
    if status in (400, 413, 422) and any(words in said for words in _OVERFLOW):
        return Fault("context_overflow", detail)
    if status in (401, 402, 403) or any(words in said for words in _NO_CREDIT):
        return Fault("no_access", detail)
    if status == 429:
        return Fault("rate_limited", detail, _retry_after(error))
    if status in (408, 409) or status >= 500:
        # servers of local models say so with a 500
        kind: FaultKind = "context_overflow" if any(words in said for words in _OVERFLOW) else "server_error"
        return Fault(kind, detail, _retry_after(error))
    return Fault("bad_request", detail)


def _of_message(error: BaseException) -> Fault:
    """An error that came in the middle of a stream, with no status of its own."""
    said = str(error).lower()
    if any(words in said for words in _OVERFLOW):
        return Fault("context_overflow", type(error).__name__)
    return Fault("server_error", type(error).__name__)


def _retry_after(error: BaseException) -> float | None:
    response: Any = getattr(error, "response", None)
    given = response.headers.get("retry-after") if response is not None else None
    try:
        return max(0.0, float(given)) if given else None
    except ValueError:
        return None
