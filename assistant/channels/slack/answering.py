"""A question in a thread, answered there."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Literal, NamedTuple

from assistant.agent.language import language_of
from assistant.agent.turn import Stage, Turn
from assistant.answers import Answer
from assistant.channels.slack.desk import Desk, NotReady
from assistant.channels.slack.posting import Place
from assistant.channels.slack.rendering.answer import answer_message
from assistant.channels.slack.rendering.message import Message
from assistant.channels.slack.rendering.texts import escaped
from assistant.channels.slack.rewording import public_conversation
from assistant.channels.slack.storage import Thread
from assistant.channels.slack.texts import is_question, say
from assistant.channels.slack.threads import beginning, keep, known_thread
from assistant.channels.slack.titles import entitle
from assistant.channels.stages import stage_text
from assistant.errors import AssistantError, QuestionError, StorageError
from assistant.knowledge.values import Language

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_log = logging.getLogger(__name__)
_STAGES: tuple[Stage, ...] = ("understanding", "searching", "checking")
_FRAMES = 8
Ending = Literal["answered", "before", "failed"]
"""How a question ended: answered now, answered before, or nothing could be said."""


class Asked(NamedTuple):
    """A question.

    Attributes:
        key: what makes it the same question when it comes again.
        order: where it stands among the questions of its thread.
        addressed: whether it is said to the assistant; else what is no question to it stays without an answer.
        engages: whether later messages in the thread are answered without a mention.
        titled: whether the thread is one of a direct message, which bears a title.
        attached: whether files came with it.
        beside: the channel that the person looks at beside a direct message.
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
    addressed: bool = True
    engages: bool = True
    titled: bool = False
    attached: bool = False
    beside: str | None = None
    preface: str | None = None
    otherwise: Callable[[Message], Awaitable[None]] | None = None

    @property
    def place(self) -> Place:
        """Where the answer goes."""
        return Place(self.channel, self.thread, self.user, self.team, self.order)


async def answer(desk: Desk, asked: Asked) -> Ending:
    """Answers a question, once and after those before it in its thread."""
    async with desk.lanes.turn((asked.channel, asked.thread), asked.order):
        if not await desk.claim(asked.key):
            return "before"
        language = language_of(asked.text)
        try:
            said = await _answer(desk, asked, language)
        except QuestionError as error:
            said = await _say(desk, asked, escaped(str(error)))
        except NotReady:
            said = await _say(desk, asked, say("not_ready", language))
        except Exception as error:
            log_unexpected(error)
            said = await _say(desk, asked, say("failed", language))
        return "answered" if said else "failed"


async def _answer(desk: Desk, asked: Asked, language: Language) -> bool:
    """Whether something was said, or rightly nothing."""
    thread = await known_thread(desk, asked.channel, asked.thread)
    if not asked.text.strip() and not asked.addressed:
        return True
    if not asked.text.strip():
        first = await beginning(desk, asked.channel, asked.thread) if _is_about_beginning(asked, thread) else ""
        if not first:
            return await _welcome(desk, asked)
        asked, language = asked._replace(text=first), language_of(first)
    # in a direct message, the channel beside which it is open
    beside = asked.beside or thread.context_channel
    product = desk.config.room(beside or asked.channel).product
    reply = await _worked_out(desk, asked, thread, product, language)
    kept = thread.model_copy(
        update={
            "conversation_id": reply.conversation_id,
            "engaged": thread.engaged or asked.engages,
            "context_channel": beside,
        }
    )
    await keep(desk, kept, reply, product)
    if reply.outcome == "declined" and not asked.addressed and not is_question(asked.text):
        await desk.status(asked.channel, asked.thread, "")
        return True
    message = render(await desk.assistant(), reply, language, asked.preface)
    posted = await desk.poster.deliver(message, asked.place, asked.key)
    if posted and asked.titled and thread.conversation_id is None:
        await entitle(desk, asked.channel, asked.thread, asked.text)
    if not posted and asked.otherwise:
        await asked.otherwise(message)
    return bool(posted or asked.otherwise)


async def _worked_out(desk: Desk, asked: Asked, thread: Thread, product: str | None, language: Language) -> Answer:
    steps = [stage_text(stage, language) for stage in _STAGES]
    status = asyncio.create_task(desk.status(asked.channel, asked.thread, say("status", language), steps))
    try:
        assistant = await desk.assistant()
        staff = await desk.shows_staff_documents(asked.channel, asked.user, shared=asked.shared)
        return await asyncio.to_thread(_reply, assistant, asked, thread.conversation_id, product, staff)
    finally:
        # a status that comes after the answer would stay
        await status


def _reply(assistant: Assistant, asked: Asked, conversation: str | None, product: str | None, staff: bool) -> Answer:
    if conversation and not staff:
        try:
            conversation = public_conversation(assistant, conversation, product)
        except StorageError as error:
            _log.error("a conversation cannot be read, another one begins: %s", error)
            conversation = None
    return assistant.reply(
        Turn(message=asked.text, conversation_id=conversation, product=product, staff=staff, channel="slack")
    )


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


def _is_about_beginning(asked: Asked, thread: Thread) -> bool:
    """Whether a bare mention asks about the message that began its thread."""
    return asked.order != asked.thread and thread.conversation_id is None and not asked.titled


async def _welcome(desk: Desk, asked: Asked) -> bool:
    if asked.attached:
        return await _say(desk, asked, say("file_only"))
    return bool(await desk.poster.deliver(await greeting(desk), asked.place, asked.key))


async def _say(desk: Desk, asked: Asked, text: str) -> bool:
    return bool(await desk.poster.say(text, asked.place, asked.key))
