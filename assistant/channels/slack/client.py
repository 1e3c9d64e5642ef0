"""The client of Slack's Web API, with what is tried again by itself."""

from __future__ import annotations

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from assistant.settings import Settings

_SECONDS = 10
_QUICK_SECONDS = 3
_ATTEMPTS = 3
_LONGEST_WAIT_SECONDS = 60
_REPEATABLE = frozenset(
    (
        "auth.test",
        "apps.connections.open",
        "chat.update",
        "chat.stopStream",
        "chat.getPermalink",
        "conversations.info",
        "conversations.replies",
        "conversations.history",
        "users.info",
        "views.update",
        "assistant.threads.setSuggestedPrompts",
        "assistant.threads.setTitle",
        "files.getUploadURLExternal",
    )
)
"""Methods that may be carried out twice without anybody seeing it; others are never repeated blindly."""


class RateLimited(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack says (Retry-After) and tries again; not where that is too long."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002
        request: HttpRequest,  # noqa: ARG002
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002
    ) -> bool:
        if response is None or response.status_code != 429:
            return False
        given = {name.lower(): value for name, value in response.headers.items()}.get("retry-after", "1")
        wait = given if isinstance(given, str) else next(iter(given), "1")
        return wait.isdecimal() and int(wait) <= _LONGEST_WAIT_SECONDS


class Repeating(AsyncRetryHandler):
    """Repeats calls that failed on Slack's side or on the way, as far as repeating them does no harm."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        failed = error is not None or (response is not None and response.status_code >= 500)
        return failed and request.url.rpartition("/")[2] in _REPEATABLE


def open_client(settings: Settings, token: str | None) -> AsyncWebClient:
    """A client that waits out rate limits and repeats what may be repeated."""
    handlers = [RateLimited(max_retry_count=_ATTEMPTS), Repeating(max_retry_count=_ATTEMPTS)]
    return AsyncWebClient(token, settings.slack_api_url, timeout=_SECONDS, retry_handlers=handlers)


def open_quick_client(settings: Settings, token: str) -> AsyncWebClient:
    """A client for what is nice to have, or of no use later: one attempt, and a short one."""
    return AsyncWebClient(token, settings.slack_api_url, timeout=_QUICK_SECONDS, retry_handlers=[])
