"""A question in a thread, answered there."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

from assistant.agent.language import language_of
from assistant.agent.turn import Stage, Turn
from assistant.answers import Answer
from assistant.channels.slack.desk import Desk, NotReady
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.incoming import typed
from assistant.channels.slack.posting import Place
from assistant.channels.slack.rendering.answer import answer_message
from assistant.channels.slack.rendering.message import Message
from assistant.channels.slack.rendering.texts import escaped
from assistant.channels.slack.storage import Answered, Thread
from assistant.channels.slack.texts import say
from assistant.channels.stages import stage_text
from assistant.errors import AssistantError, QuestionError, StorageError
from assistant.knowledge.values import Language

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_log = logging.getLogger(__name__)
_STAGES: tuple[Stage, ...] = ("understanding", "searching", "checking")
_TITLE = 60
_FRAMES = 8


class Asked(NamedTuple):
    """A question.

    Attributes:
        key: what makes it the same question when it comes again.
        order: where it stands among the questions of its thread.
        engages: whether later messages in the thread are answered without a mention.
        titled: whether the thread is one of the assistant pane, which bears a title.
        preface: what is said above the answer.
        otherwise: takes the answer where it cannot be posted.
    """

    text: str
    channel: str
    thread: str
    user: str
    team: str | None
    key: str
    order: str
    shared: bool = False
    engages: bool = True
    titled: bool = False
    preface: str | None = None
    otherwise: Callable[[Message], Awaitable[None]] | None = None

    @property
    def place(self) -> Place:
        """Where the answer goes."""
        return Place(self.channel, self.thread, self.user, self.team, self.order)


async def answer(desk: Desk, asked: Asked) -> bool:
    """Answers a question, once and after those before it in its thread; False where it was answered before."""
    async with desk.lanes.turn((asked.channel, asked.thread), asked.order):
        if not await desk.claim(asked.key):
            return False
        language = language_of(asked.text)
        try:
            await _answer(desk, asked, language)
        except QuestionError as error:
            await desk.poster.say(escaped(str(error)), asked.place, asked.key)
        except NotReady:
            await desk.poster.say(say("not_ready", language), asked.place, asked.key)
        except Exception as error:
            log_unexpected(error)
            await desk.poster.say(say("failed", language), asked.place, asked.key)
        return True


async def _answer(desk: Desk, asked: Asked, language: Language) -> None:
    if not asked.text.strip():
        first = await _first_of_thread(desk, asked)
        if not first:
            await desk.poster.deliver(await greeting(desk), asked.place, asked.key)
            return
        asked, language = asked._replace(text=first), language_of(first)
    thread = await _thread(desk, asked)
    steps = [stage_text(stage, language) for stage in _STAGES]
    status = asyncio.create_task(desk.status(asked.channel, asked.thread, say("status", language), steps))
    try:
        assistant = await desk.assistant()
        # of a pane, the channel beside which it is open
        product = desk.config.room(thread.context_channel or asked.channel).product
        staff = await desk.shows_staff_documents(asked.channel, asked.user, shared=asked.shared)
        reply = await asyncio.to_thread(_reply, assistant, asked, thread.conversation_id, product, staff)
    finally:
        # a status that comes after the answer would stay
        await status
    is_first = thread.conversation_id is None
    await _keep(desk, asked, thread, reply, product)
    message = render(assistant, reply, language, asked.preface)
    if not await desk.poster.deliver(message, asked.place, asked.key):
        if asked.otherwise:
            await asked.otherwise(message)
    elif asked.titled and is_first:
        await _entitle(desk, asked)


def render(assistant: Assistant, reply: Answer, language: Language, preface: str | None = None) -> Message:
    """A reply as a message, its staff documents marked."""
    sources = assistant.tools.context().sources
    known = {each.document: sources.document(each.document) for each in reply.citations}
    staff = {path for path, document in known.items() if document and document.audience == "staff"}
    return answer_message(reply, language, staff, preface)


async def greeting(desk: Desk) -> Message:
    """What is said to somebody who says nothing."""
    identity = (await desk.assistant()).search.snapshot.knowledge.identity
    opening = identity.greeting.in_language("ja") if identity.greeting else say("greeting")
    return Message(text=escaped(f"{opening}\n{say('help_hint')}"))


def log_unexpected(error: Exception) -> None:
    """Logs where an error came from. Its text is left out: it can hold what a person typed."""
    if isinstance(error, AssistantError):
        _log.error("cannot answer in Slack: %s", error)
        return
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)[-_FRAMES:]))
    _log.error("unexpected %s\n%s", type(error).__name__, frames.rstrip())


async def _first_of_thread(desk: Desk, asked: Asked) -> str:
    """What a person wrote who began the thread; "" where there is no thread, or the assistant has answered in it."""
    thread = await _thread(desk, asked)
    if asked.order == asked.thread or thread.conversation_id is not None or asked.titled:
        return ""
    try:
        found = await desk.client.conversations_replies(channel=asked.channel, ts=asked.thread, limit=1)
    except EXPECTED as error:
        desk.operator.tell(error, "the beginning of a thread cannot be read")
        return ""
    messages = found.get("messages") or [{}]
    return "" if messages[0].get("bot_id") else typed(messages[0].get("text") or "")


def _reply(assistant: Assistant, asked: Asked, conversation: str | None, product: str | None, staff: bool) -> Answer:
    return assistant.reply(
        Turn(message=asked.text, conversation_id=conversation, product=product, staff=staff, channel="slack")
    )


async def _thread(desk: Desk, asked: Asked) -> Thread:
    try:
        known = await asyncio.to_thread(desk.store.thread, asked.channel, asked.thread)
    except StorageError as error:
        _log.error("a thread cannot be read: %s", error)
        known = None
    return known or Thread(channel=asked.channel, thread=asked.thread)


async def _keep(desk: Desk, asked: Asked, thread: Thread, reply: Answer, product: str | None) -> None:
    """Keeps what the next message of the thread needs, before the answer can be seen."""
    engaged = thread.engaged or asked.engages
    kept = thread.model_copy(update={"conversation_id": reply.conversation_id, "engaged": engaged})
    answered = Answered(
        message_id=reply.message_id,
        conversation_id=reply.conversation_id,
        channel=asked.channel,
        thread=asked.thread,
        product=product,
    )
    try:
        await asyncio.to_thread(desk.store.save_thread, kept)
        await asyncio.to_thread(desk.store.save_answered, answered)
    except StorageError as error:
        _log.error("a thread cannot be kept: %s", error)


async def _entitle(desk: Desk, asked: Asked) -> None:
    try:
        await desk.quick.assistant_threads_setTitle(
            channel_id=asked.channel, thread_ts=asked.thread, title=" ".join(asked.text.split())[:_TITLE]
        )
    except EXPECTED as error:
        _log.debug("no title: %s", type(error).__name__)
