"""Turns and embeddings of the same questions, timed in turns."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from assistant.agent.assistant import Assistant
from assistant.agent.turn import Turn
from assistant.knowledge.values import Record
from bench.turn.counting import CountingEncoder

TURN = "turn"
Embed = Callable[[str], object]
"""Encodes one query."""


class Asked(Record):
    """What one message of a conversation cost.

    Attributes:
        id: of the question that it belongs to.
        seconds: wall time of the whole turn (`TURN`) and of one embedding of its message, by the name of the encoder.
        cpu_seconds: processor time of all threads of this process for the same, which other processes stretch less.
        texts: how many texts the turn had encoded.
        encoder_seconds: what that took of it.
    """

    id: str
    seconds: Mapping[str, float]
    cpu_seconds: Mapping[str, float]
    texts: int
    encoder_seconds: float


class Conversation(Record):
    """Messages of one person in order, and the product that the page pins."""

    id: str
    messages: tuple[str, ...]
    product: str | None = None


def measure(
    assistant: Assistant,
    counter: CountingEncoder,
    embedders: Mapping[str, Embed],
    conversations: Iterable[Conversation],
    done: Callable[[], None],
) -> list[Asked]:
    """What each message costs. Each is asked once, as in life: nothing of an answer is known from an earlier round.

    Turn and embeddings of a message follow one another, and which is first goes round: what else the machine does
    falls on all of them alike.

    Args:
        counter: the encoder that the assistant uses.
        embedders: by name, what a turn is compared with.
        done: called after each conversation.
    """
    asked: list[Asked] = []
    gc.collect()
    for each in conversations:
        asked += _talk(assistant, counter, embedders, each, len(asked))
        done()
    return asked


def _talk(
    assistant: Assistant,
    counter: CountingEncoder,
    embedders: Mapping[str, Embed],
    conversation: Conversation,
    place: int,
) -> Iterator[Asked]:
    known: str | None = None
    for number, message in enumerate(conversation.messages, place):
        turn = Turn(message=message, conversation_id=known, product=conversation.product, channel="bench")
        seconds: dict[str, float] = {}
        cpu: dict[str, float] = {}
        texts, spent = counter.texts, counter.seconds
        for name in _rotated([TURN, *embedders], number):
            start, busy = time.perf_counter(), time.process_time()
            if name == TURN:
                known = assistant.reply(turn).conversation_id
            else:
                embedders[name](message)
            seconds[name], cpu[name] = time.perf_counter() - start, time.process_time() - busy
        yield Asked(
            id=conversation.id,
            seconds=seconds,
            cpu_seconds=cpu,
            texts=counter.texts - texts,
            encoder_seconds=counter.seconds - spent,
        )


def _rotated(names: Sequence[str], by: int) -> list[str]:
    start = by % len(names)
    return [*names[start:], *names[:start]]
