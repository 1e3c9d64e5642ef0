"""Who we are in the workspace, and who asks."""

from __future__ import annotations

import asyncio
import time
from typing import NamedTuple

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from assistant.channels.slack.faults import EXPECTED, Operator, fault_of

_MEMBER_SECONDS = 3600
_CHANNEL_SECONDS = 300
_OUTSIDE = ("is_restricted", "is_ultra_restricted", "is_stranger", "deleted")
"""What Slack calls guests, people of other workspaces and people who left."""
_SHARED = ("is_shared", "is_ext_shared", "is_org_shared", "is_pending_ext_shared")
_QUICK_SECONDS = 2.0
"""Slack wants every request acknowledged within three seconds."""


class Identity(NamedTuple):
    """The app as Slack knows it."""

    team: str
    user: str
    bot: str


class Workspace:
    """Asks Slack once and remembers; what it cannot find out counts as the safer of the two."""

    def __init__(self, client: AsyncWebClient, operator: Operator) -> None:
        self._client = client
        self._operator = operator
        self._identity: Identity | None = None
        self._asking: asyncio.Task[Identity] | None = None
        self._members: dict[str, tuple[float, bool]] = {}
        self._internal: dict[str, tuple[float, bool]] = {}
        self.refused = False
        """Whether Slack refused our token when it was asked last."""

    async def identity(self) -> Identity:
        """Who we are.

        Raises:
            SlackApiError: Slack refuses the token; other errors of the Web API.
        """
        if self._identity is None:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.create_task(self._ask())
            # who waits may give up; the question goes on for the next one
            self._identity = await asyncio.shield(self._asking)
        return self._identity

    async def close(self) -> None:
        """Asks no more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    async def is_known(self) -> bool:
        """Whether Slack says who we are, and soon; the operator is told where it does not."""
        try:
            async with asyncio.timeout(_QUICK_SECONDS):
                await self.identity()
        except TimeoutError:
            return False
        except EXPECTED as error:
            self.refused = fault_of(error) == "revoked"
            self._operator.tell(error, "who the Slack app is cannot be found out")
            return False
        return True

    async def _ask(self) -> Identity:
        found = await self._client.auth_test()
        return Identity(*(str(found.get(name, "")) for name in ("team_id", "user_id", "bot_id")))

    async def authorize(self) -> AuthorizeResult:
        """Who we are, for Bolt; raises as `identity` does."""
        known = await self.identity()
        return AuthorizeResult(
            enterprise_id=None,
            team_id=known.team,
            bot_user_id=known.user,
            bot_id=known.bot,
            bot_token=self._client.token,
        )

    async def is_full_member(self, user: str) -> bool:
        """Whether a person is a full member of this workspace: no guest, and nobody of another workspace."""
        if (known := _fresh(self._members, user, _MEMBER_SECONDS)) is not None:
            return known
        try:
            ours = (await self.identity()).team
            found = (await self._client.users_info(user=user)).get("user") or {}
        except EXPECTED as error:
            self._operator.tell(error, "who asks cannot be found out, so only public documents are used")
            return False
        full = found.get("team_id") == ours and not any(found.get(flag) for flag in _OUTSIDE)
        self._members[user] = (time.monotonic(), full)
        return full

    async def is_internal(self, channel: str) -> bool:
        """Whether a channel is this workspace's alone: not shared with another one, nor about to be."""
        if (known := _fresh(self._internal, channel, _CHANNEL_SECONDS)) is not None:
            return known
        try:
            found = (await self._client.conversations_info(channel=channel)).get("channel") or {}
        except EXPECTED as error:
            self._operator.tell(error, "who reads a channel cannot be found out, so only public documents are used")
            return False
        internal = bool(found) and not any(found.get(flag) for flag in _SHARED)
        self._internal[channel] = (time.monotonic(), internal)
        return internal


def _fresh(known: dict[str, tuple[float, bool]], key: str, seconds: float) -> bool | None:
    found = known.get(key)
    return found[1] if found and time.monotonic() - found[0] < seconds else None
