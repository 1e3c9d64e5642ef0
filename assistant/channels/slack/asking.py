"""A message that is for us, as a question."""

from __future__ import annotations

from assistant.channels.slack.answering import Asked
from assistant.channels.slack.incoming import Incoming, typed


def asked_in(found: Incoming, *, addressed: bool = True) -> Asked:
    """The question of a message; a message and its mention are one.

    Args:
        addressed: whether it is said to the assistant.
    """
    return Asked(
        text=typed(found.text),
        channel=found.channel,
        thread=found.thread,
        user=found.user,
        team=found.team,
        key=f"message:{found.channel}:{found.ts}",
        order=found.ts,
        shared=found.shared,
        addressed=addressed,
        titled=found.direct,
        attached=found.attached,
        beside=found.beside,
    )
