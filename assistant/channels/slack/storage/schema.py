"""The tables of the Slack channel, in the same database as the conversations. None holds what people wrote."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.storage.schema import Base


class SlackClaimRow(Base):
    """Something of Slack's that was taken on, never to be taken on again."""

    __tablename__ = "slack_claims"

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)


class SlackThreadRow(Base):
    """A thread as a conversation."""

    __tablename__ = "slack_threads"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    thread: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str | None] = mapped_column(String(32))
    engaged: Mapped[bool]
    context_channel: Mapped[str | None] = mapped_column(String(32))
    updated_at: Mapped[dt.datetime] = mapped_column(index=True)


class SlackAnswerRow(Base):
    """An answer, and where it was asked for."""

    __tablename__ = "slack_answers"

    message_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(32))
    channel: Mapped[str] = mapped_column(String(32))
    thread: Mapped[str] = mapped_column(String(32))
    product: Mapped[str | None] = mapped_column(String(128))
    at: Mapped[dt.datetime] = mapped_column(index=True)
