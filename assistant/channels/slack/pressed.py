"""A button below an answer that somebody pressed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.posting import Place
from assistant.channels.slack.storage import Answered
from assistant.channels.slack.texts import say
from assistant.storage.records import StoredTurn


class Pressed(NamedTuple):
    """An answer whose button was pressed.

    Attributes:
        place: the thread in which it was pressed, and who did.
        turns: of its conversation up to the answer, which is the last.
    """

    place: Place
    answered: Answered
    turns: tuple[StoredTurn, ...]


class Said(NamedTuple):
    """The texts that whoever pressed is told: where it was done before, where it fails, where it is done."""

    again: str
    failed: str
    done: str | None = None


def place_of(body: Mapping[str, Any]) -> Place:
    """The thread in which a button was pressed, and who did."""
    container, message, user = body.get("container") or {}, body.get("message") or {}, body.get("user") or {}
    ts = container.get("message_ts") or message.get("ts")
    return Place(
        channel=(body.get("channel") or {}).get("id") or container.get("channel_id") or "",
        thread=message.get("thread_ts") or container.get("thread_ts") or ts,
        user=user.get("id"),
        team=user.get("team_id") or (body.get("team") or {}).get("id"),
        since=ts,
    )


async def pressed_answer(desk: Desk, body: Mapping[str, Any], action: Mapping[str, Any]) -> Pressed | None:
    """The answer that a button belongs to; None where it is not known any more, which the person is told."""
    place, message_id = place_of(body), str(action.get("value", ""))
    answered = await asyncio.to_thread(desk.store.answered, message_id)
    turns: tuple[StoredTurn, ...] = ()
    if answered is not None:
        assistant = await desk.assistant()
        turns = await asyncio.to_thread(assistant.history, answered.conversation_id)
    number = next((n for n, turn in enumerate(turns, 1) if turn.answer.message_id == message_id), 0)
    if answered is None or not number:
        await desk.poster.whisper(say("answer_gone"), place)
        return None
    return Pressed(place, answered, turns[:number])


async def once(desk: Desk, pressed: Pressed, key: str, said: Said, work: Callable[[], Awaitable[object]]) -> None:
    """Does work that posts something, once, in the order of the thread; what comes to nothing may be tried again.

    Args:
        work: gives something where it succeeded.
    """
    answered, place = pressed.answered, pressed.place
    async with desk.lanes.turn((answered.channel, answered.thread), place.since or ""):
        if not await desk.claim(key):
            await desk.poster.whisper(say(said.again), place)
            return
        done: object = None
        try:
            done = await work()
        finally:
            if not done:
                await desk.release(key)
    text = said.done if done else said.failed
    if text:
        await desk.poster.whisper(say(text), place)
