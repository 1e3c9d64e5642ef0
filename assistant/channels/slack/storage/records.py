"""What goes into the store of the Slack channel and comes out of it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Thread(_Part):
    """A thread as a conversation.

    Attributes:
        thread: timestamp of its first message, which is its id in the channel.
        conversation_id: of the assistant's conversation; None before the first answer.
        engaged: whether messages in it are answered without a mention.
        context_channel: the channel that the person looked at beside the assistant pane.
    """

    channel: str
    thread: str
    conversation_id: str | None = None
    engaged: bool = False
    context_channel: str | None = None


class Answered(_Part):
    """An answer of the assistant, and where it was asked for; `product` is the one that was pinned."""

    message_id: str
    conversation_id: str
    channel: str
    thread: str
    product: str | None = None
