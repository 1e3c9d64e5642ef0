"""What is taken on once, and let go where it came to nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

from assistant.channels.slack.client import open_client, open_quick_client
from assistant.channels.slack.config import SlackConfig
from assistant.channels.slack.desk import Desk
from assistant.channels.slack.storage import SlackStore
from assistant.settings import Settings
from assistant.storage.database import Database


class _Slow(SlackStore):
    """A store in which somebody claims while something is released."""

    desk: Desk

    def release(self, key: str) -> None:
        assert not asyncio.run(self.desk.claim(key))
        super().release(key)


def test_who_claims_while_it_is_released_does_not_keep_it(tmp_path: Path) -> None:
    async def main() -> list[bool]:
        store = _Slow(Database(f"sqlite:///{tmp_path}/slack.sqlite"))
        settings = Settings()
        desk = Desk(lambda: None, SlackConfig(), store, open_client(settings, "t"), open_quick_client(settings, "t"))
        store.desk = desk
        first = await desk.claim("key")
        await desk.release("key")
        again = await desk.claim("key")
        await desk.close(0)
        return [first, again, await desk.claim("key")]

    assert asyncio.run(main()) == [True, True, False]
