"""The tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

VERSION = 2
"""Of the tables below; a database of a higher one is refused, one of a lower one is upgraded (upgrades.py)."""


class _Utc(TypeDecorator[dt.datetime]):
    """An aware moment, kept in UTC: SQLite knows no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        return None if value is None else value.replace(tzinfo=dt.UTC)


class Base(DeclarativeBase):
    """Base of the tables."""

    type_annotation_map = {dt.datetime: _Utc, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class SchemaVersionRow(Base):
    """The version of the tables, in one row."""

    __tablename__ = "schema_version"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ConversationRow(Base):
    """A conversation; `version` is the number of its last turn."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int]
    created_at: Mapped[dt.datetime]
    updated_at: Mapped[dt.datetime] = mapped_column(index=True)
    channel: Mapped[str] = mapped_column(String(32))
    product: Mapped[str | None] = mapped_column(String(128))
    locale: Mapped[str | None] = mapped_column(String(8))
    memory: Mapped[dict[str, Any]]


class TurnRow(Base):
    """A turn; `message` and `screening` hold what screening left of it, nothing else of it is stored."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("conversation_id", "number"),)

    message_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(index=True)
    message: Mapped[str] = mapped_column(Text)
    screening: Mapped[dict[str, Any]]
    answer: Mapped[dict[str, Any]]
    outcome: Mapped[str] = mapped_column(String(16))
    verdict: Mapped[str | None] = mapped_column(String(16))
    brain: Mapped[str] = mapped_column(String(16))
    snapshot: Mapped[str] = mapped_column(String(128))
    versions: Mapped[dict[str, Any]]
    grounding: Mapped[list[Any]]
    latency_ms: Mapped[int]
    model: Mapped[str | None] = mapped_column(String(128))
    model_calls: Mapped[int | None]
    input_tokens: Mapped[int | None]
    output_tokens: Mapped[int | None]
    cost_usd: Mapped[float | None]

    conversation: Mapped[ConversationRow] = relationship(lazy="raise")
    feedback: Mapped[FeedbackRow | None] = relationship(lazy="raise", viewonly=True)


class FeedbackRow(Base):
    """What the person thought of an answer, the last word."""

    __tablename__ = "feedback"

    message_id: Mapped[str] = mapped_column(ForeignKey("turns.message_id", ondelete="CASCADE"), primary_key=True)
    vote: Mapped[str] = mapped_column(String(4))
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[dt.datetime]


class OwnerRow(Base):
    """The browser session that began a conversation, which nobody else may read or delete."""

    __tablename__ = "conversation_owners"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))


class SpendingRow(Base):
    """What a turn cost, for budgets: it stays where the conversation is deleted, and then belongs to none."""

    __tablename__ = "spending"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    conversation_id: Mapped[str | None] = mapped_column(String(32), index=True)
    model: Mapped[str] = mapped_column(String(128))
    input_tokens: Mapped[int]
    output_tokens: Mapped[int]
    cost_usd: Mapped[float]
