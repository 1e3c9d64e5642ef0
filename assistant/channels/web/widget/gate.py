"""Which pages may speak to the API, and how often: origins, session tokens, limits."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Literal

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.channels.web.problems import Refusal, problem_response
from assistant.channels.web.widget.limits import DAY, HOUR, MINUTE, Limiter, Quota
from assistant.channels.web.widget.tokens import Session, Tokens
from assistant.settings import Settings

API = "/api/v1/"
SESSION_PATH = f"{API}widget/session"
_ASKING = (f"{API}chat", f"{API}tools/")
_PRIVATE = (*_ASKING, f"{API}conversations/", f"{API}feedback", SESSION_PATH)
_STATE = "widget_session"
_ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Request-ID",
    "Access-Control-Max-Age": "7200",
}
_HOUSEHOLD_BITS = 64
_EXPOSED = "Retry-After, X-Request-ID"


class Gate:
    """Middleware before the routes of the API.

    Pages of other origins are refused unless they are listed, and need a session token for whatever is a
    conversation's. Requests that name no origin come from servers: they need none, unless the settings say `all`.
    """

    def __init__(self, app: ASGIApp, settings: Settings, tokens: Tokens, limiter: Limiter) -> None:
        self._app = app
        self._settings = settings
        self._tokens = tokens
        self._limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on that may be answered."""
        if scope["type"] != "http" or not scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        foreign = foreign_origin(headers)
        if foreign is not None and foreign not in self._settings.widget_origins:
            # open to read, so that the page can say why
            await problem_response(Refusal(403, "origin_not_listed"))(scope, receive, _sharing(send, "*"))
            return
        if foreign and scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await Response(status_code=204, headers=_ALLOWED)(scope, receive, _sharing(send, foreign))
            return
        try:
            self._admit(scope, headers, foreign)
        except Refusal as refusal:
            await problem_response(refusal)(scope, receive, _sharing(send, foreign))
            return
        await self._app(scope, receive, _sharing(send, foreign))

    def _admit(self, scope: Scope, headers: Headers, foreign: str | None) -> None:
        path: str = scope["path"]
        origin, token = headers.get("origin"), bearer(headers)
        household = f"address {network((scope.get('client') or ('',))[0])}"
        scope.setdefault("state", {})[_STATE] = None
        if path == SESSION_PATH and scope["method"] == "POST":
            if token is None or self._tokens.renewable(token, origin) is None:
                limit = self._settings.widget_sessions_per_hour
                self._count("too_many_sessions", Quota(household, limit, HOUR))
            return
        session = self._tokens.session(token, origin) if token is not None else None
        needed = path.startswith(_PRIVATE) and (foreign is not None or self._settings.widget_tokens == "all")
        if session is None and (needed or token is not None):
            raise Refusal(401, "session_needed")
        scope["state"][_STATE] = session
        if session is not None and scope["method"] == "POST" and path.startswith(_ASKING):
            self._count(
                "too_many_questions",
                Quota(f"session {session.id}", self._settings.widget_questions_per_minute, MINUTE),
                Quota(f"session {session.id}", self._settings.widget_questions_per_day, DAY),
                Quota(household, self._settings.widget_questions_per_address_day, DAY),
                Quota(f"origin {session.origin}", self._settings.widget_questions_per_origin_day, DAY),
            )

    def _count(self, refusal: Literal["too_many_sessions", "too_many_questions"], *quotas: Quota) -> None:
        seconds = self._limiter.take(quotas)
        if seconds is not None:
            raise Refusal(429, refusal, {"Retry-After": str(seconds)})


def session_of(request: Request) -> Session | None:
    """Dependency: the browser session that a request belongs to; None for a server's."""
    found: Session | None = getattr(request.state, _STATE, None)
    return found


def bearer(headers: Headers) -> str | None:
    """The token of an Authorization header."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def foreign_origin(headers: Headers) -> str | None:
    """The origin of the page that a request comes from; None for a page of our own, and for what is no page."""
    origin = headers.get("origin")
    if origin is None or headers.get("sec-fetch-site") == "same-origin":
        return None
    return None if origin.partition("://")[2] == headers.get("host") else origin


def network(host: str) -> str:
    """The household that an address belongs to: one IPv4 address, or a /64 of IPv6; else `host` as it is."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((int(address), _HOUSEHOLD_BITS), strict=False))
    return str(address)


def _sharing(send: Send, origin: str | None) -> Send:
    """Sends responses that pages of `origin` may read, where there is one; they differ by origin in any case."""

    async def send_shared(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.add_vary_header("Origin")
            if origin is not None:
                headers["Access-Control-Allow-Origin"] = origin
                headers["Access-Control-Expose-Headers"] = _EXPOSED
        await send(message)

    return send_shared
