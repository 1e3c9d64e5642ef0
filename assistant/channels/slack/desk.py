"""What all listeners work with."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from slack_sdk.web.async_client import AsyncWebClient

from assistant.channels.slack.client import open_client, open_quick_client
from assistant.channels.slack.config import SlackConfig, check_products, is_direct, read_config
from assistant.channels.slack.credentials import Credentials
from assistant.channels.slack.faults import EXPECTED, Operator
from assistant.channels.slack.lanes import Lanes
from assistant.channels.slack.posting import Poster
from assistant.channels.slack.storage import SlackStore, open_slack_store
from assistant.channels.slack.workspace import Workspace
from assistant.errors import AssistantError, StorageError
from assistant.retrieval.snapshots import Snapshots
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.1
_REMEMBERED = 10_000
_log = logging.getLogger(__name__)
Supply = Callable[[], "Assistant | None"]
"""The assistant, or None while it is being loaded."""


class NotReady(AssistantError):
    """The assistant is still being loaded."""


class Desk:
    """Assistant, configuration, store and Slack itself; one for the process."""

    def __init__(
        self,
        supply: Supply,
        config: SlackConfig,
        store: SlackStore,
        client: AsyncWebClient,
        quick: AsyncWebClient,
        patience_seconds: float = _PATIENCE_SECONDS,
    ) -> None:
        self._supply = supply
        self._patience = patience_seconds
        self._claimed: dict[str, None] = {}
        self.config = config
        self.store = store
        self.client = client
        self.quick = quick
        self.operator = Operator()
        self.workspace = Workspace(client, self.operator)
        self.poster = Poster(client, self.workspace, self.operator)
        self.lanes = Lanes()

    @property
    def loaded(self) -> Assistant | None:
        """The assistant, None while it is being loaded."""
        return self._supply()

    async def assistant(self) -> Assistant:
        """The assistant, waited for.

        Raises:
            NotReady: it takes too long.
        """
        last = time.monotonic() + self._patience
        while (found := self._supply()) is None:
            if time.monotonic() > last:
                raise NotReady("the assistant is still being loaded")
            await asyncio.sleep(_POLL_SECONDS)
        return found

    async def close(self, seconds: float) -> None:
        """Has answers that are on their way end, at most so long, and closes the store."""
        await self.lanes.emptied(seconds)
        await self.workspace.close()
        self.store.close()

    async def claim(self, key: str) -> bool:
        """Whether nobody took `key` on before; without a database that holds for this process only."""
        if key in self._claimed:
            return False
        try:
            is_ours = await asyncio.to_thread(self.store.claim, key)
        except StorageError as error:
            _log.error("what was taken on cannot be kept, a restart may answer twice: %s", error)
            is_ours = True
        self._claimed[key] = None
        if len(self._claimed) > _REMEMBERED:
            del self._claimed[next(iter(self._claimed))]
        return is_ours

    async def release(self, key: str) -> None:
        """Lets `key` be taken on again: what it was for came to nothing."""
        try:
            await asyncio.to_thread(self.store.release, key)
        except StorageError as error:
            _log.error("what was not done cannot be released, it cannot be asked for again: %s", error)
        # last: who claims it meanwhile would else find it in the database and keep it here
        self._claimed.pop(key, None)

    async def shows_staff_documents(self, channel: str, user: str, *, shared: bool = False) -> bool:
        """Whether an answer to a person in a channel may use staff documents.

        Args:
            shared: whether it is known already that people of other workspaces are in the channel.
        """
        if shared or not self.config.room(channel).staff_documents:
            return False
        asked = [self.workspace.is_full_member(user)]
        if not is_direct(channel):
            asked.append(self.workspace.is_internal(channel))
        return all(await asyncio.gather(*asked))

    async def status(self, channel: str, thread: str, text: str, steps: list[str] | None = None) -> None:
        """Shows what the assistant does; nobody minds where it cannot be shown."""
        try:
            await self.quick.assistant_threads_setStatus(
                channel_id=channel, thread_ts=thread, status=text, loading_messages=steps
            )
        except EXPECTED as error:
            _log.debug("no status: %s", type(error).__name__)


def open_desk(settings: Settings, credentials: Credentials, supply: Supply) -> Desk:
    """The desk as the settings say.

    Raises:
        ConfigurationError, StorageError: the configuration or the database is not as it should be.
    """
    config = read_config(settings.slack_config)
    if any(room.product for room in (config.direct_messages, *config.channels.values())):
        check_products(config, Snapshots(settings.data_dir).current().knowledge.products)
    return Desk(
        supply,
        config,
        open_slack_store(settings),
        open_client(settings, credentials.bot_token),
        open_quick_client(settings, credentials.bot_token),
    )
