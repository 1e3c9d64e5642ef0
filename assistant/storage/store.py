"""The store of conversations."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from collections.abc import Callable

from sqlalchemy import URL, ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import contains_eager, joinedload

from assistant.agent.memory import Memory
from assistant.agent.screening import readable, without_personal_data
from assistant.agent.usage import Usage
from assistant.knowledge.values import Language
from assistant.settings import Settings
from assistant.storage.database import Database
from assistant.storage.merging import merge
from assistant.storage.records import CompletedTurn, Conversation, StoredTurn, Unanswered, Vote
from assistant.storage.rows import conversation_of, memory_of, new_conversation, new_turn, turn_of, unanswered_of
from assistant.storage.schema import ConversationRow, FeedbackRow, OwnerRow, SpendingRow, TurnRow

HISTORY = 6
"""Exchanges that a conversation brings to its next turn."""
_UNANSWERED = ("not_found", "declined")
_log = logging.getLogger(__name__)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class ConversationStore:
    """Conversations, safe to use from several threads and processes.

    All methods but `begin` raise StorageError where the database cannot be read or written.
    """

    def __init__(self, database: Database, clock: Callable[[], dt.datetime] = _now) -> None:
        self._database = database
        self._clock = clock
        self._wipe_is_due = False

    @classmethod
    def open(cls, url: str | URL) -> ConversationStore:
        """The store in the database at `url` (of SQLAlchemy).

        Raises:
            ConfigurationError: the URL is wrong, or the driver that it names is not installed.
            StorageError: the database cannot be opened, is damaged, or was made by a newer version.
        """
        return cls(Database(url))

    def close(self) -> None:
        """Closes all connections."""
        self._database.close()

    def begin(self, channel: str, product: str | None = None, locale: Language | None = None) -> Conversation:
        """A new conversation under a new id; it is stored with its first turn."""
        return Conversation(id=uuid.uuid4().hex, channel=channel, product=product, locale=locale)

    def load(self, conversation_id: str) -> Conversation | None:
        """A stored conversation with its last exchanges; None where there is none of this id.

        An id is the only key to a conversation, so only the store makes them: for one that it does not know, begin
        a new conversation, whose id cannot be guessed, and not one under the given id, which others may know.
        """
        with self._database.reading() as session:
            row = session.get(ConversationRow, conversation_id)
            if row is None:
                return None
            turns = select(TurnRow).where(TurnRow.conversation_id == row.id).order_by(TurnRow.number.desc())
            latest = session.scalars(turns.limit(HISTORY)).all()
            return conversation_of(row, reversed(latest))

    def save_turn(self, conversation: Conversation, turn: CompletedTurn, memory: Memory) -> bool:
        """Saves a turn of `conversation` with the memory for the next one, all of it or nothing.

        Where other turns were saved since `conversation` was loaded, all of them stay, and so does what they put
        into the memory, unless this turn changed the same slot. False where the conversation was deleted meanwhile:
        nothing is saved then.
        """
        now = self._clock()
        with self._database.writing() as session:
            row = session.get(ConversationRow, conversation.id, with_for_update=True)
            if row is None and conversation.version:
                return False
            if row is None:
                row = new_conversation(conversation, now)
                session.add(row)
            row.memory = merge(conversation.memory, memory, memory_of(row)).model_dump(mode="json")
            row.version += 1
            row.updated_at = now
            session.flush()
            session.add(new_turn(row, turn, now))
        self._wipe_if_due()
        return True

    def turns(self, conversation_id: str) -> tuple[StoredTurn, ...]:
        """All turns of a conversation, the first first."""
        with self._database.reading() as session:
            query = select(TurnRow).where(TurnRow.conversation_id == conversation_id).order_by(TurnRow.number)
            return tuple(map(turn_of, session.scalars(query.options(joinedload(TurnRow.feedback)))))

    def feedback(self, message_id: str, vote: Vote, reason: str | None = None) -> bool:
        """What a person thinks of an answer, in place of what was said before; False where there is no such answer.

        Personal data in `reason` is masked.
        """
        said = without_personal_data(readable(reason or "")) or None
        with self._database.writing() as session:
            if session.get(TurnRow, message_id) is None:
                return False
            session.merge(FeedbackRow(message_id=message_id, vote=vote, reason=said, at=self._clock()))
        return True

    def claim(self, conversation_id: str, owner: str) -> None:
        """Keeps a stored conversation for its owner; one that has an owner, or is not stored, stays as it is."""
        with self._database.writing() as session:
            known = session.get(ConversationRow, conversation_id) is not None
            if known and session.get(OwnerRow, conversation_id) is None:
                session.add(OwnerRow(conversation_id=conversation_id, owner=owner))

    def owner(self, conversation_id: str) -> str | None:
        """Whose conversation it is; None where whoever knows its id may go on with it, or there is none."""
        with self._database.reading() as session:
            row = session.get(OwnerRow, conversation_id)
            return None if row is None else row.owner

    def owned(self, owner: str) -> tuple[str, ...]:
        """Ids of the conversations of an owner."""
        with self._database.reading() as session:
            return tuple(session.scalars(select(OwnerRow.conversation_id).where(OwnerRow.owner == owner)))

    def unanswered(self, since: dt.datetime) -> tuple[Unanswered, ...]:
        """Questions since then that were not answered, or whose answer did not help, the oldest first."""
        no_use = or_(TurnRow.outcome.in_(_UNANSWERED), FeedbackRow.vote == "down")
        query = (
            select(TurnRow)
            .join(TurnRow.conversation)
            .outerjoin(TurnRow.feedback)
            .where(TurnRow.at >= since, TurnRow.message != "", no_use)
            .order_by(TurnRow.at, TurnRow.number)
            .options(contains_eager(TurnRow.conversation), contains_eager(TurnRow.feedback))
        )
        with self._database.reading() as session:
            return tuple(map(unanswered_of, session.scalars(query)))

    def spend(self, usage: Usage, conversation_id: str | None) -> None:
        """Enters what a language model cost; a price that is not known counts as none."""
        row = SpendingRow(
            at=self._clock(),
            conversation_id=conversation_id,
            model=usage.model,
            input_tokens=usage.input_tokens,
            output_tokens=usage.output_tokens,
            cost_usd=usage.cost_usd or 0.0,
        )
        with self._database.writing() as session:
            session.add(row)

    def spent(self, since: dt.datetime | None = None, conversation_id: str | None = None) -> float:
        """US dollars that language models cost, since then and in that conversation where given."""
        query = select(func.coalesce(func.sum(SpendingRow.cost_usd), 0.0))
        if since is not None:
            query = query.where(SpendingRow.at >= since)
        if conversation_id is not None:
            query = query.where(SpendingRow.conversation_id == conversation_id)
        with self._database.reading() as session:
            return float(session.scalar(query) or 0.0)

    def delete(self, conversation_id: str) -> bool:
        """Deletes a conversation and all that was said in it; False where there is none of this id."""
        return self._delete(ConversationRow.id == conversation_id) > 0

    def purge(self, older_than: dt.datetime) -> int:
        """Deletes the conversations whose last turn was before `older_than`; how many there were."""
        with self._database.writing() as session:
            session.connection().execute(delete(SpendingRow).where(SpendingRow.at < older_than))
        return self._delete(ConversationRow.updated_at < older_than)

    def _delete(self, those: ColumnElement[bool]) -> int:
        ids = select(ConversationRow.id).where(those)
        with self._database.writing() as session:
            # what was spent stays spent, and belongs to nobody
            session.execute(
                update(SpendingRow).where(SpendingRow.conversation_id.in_(ids)).values(conversation_id=None),
                execution_options={"synchronize_session": False},
            )
            gone = session.connection().execute(delete(ConversationRow).where(those)).rowcount
        if gone:
            self._wipe_is_due = True
            self._wipe_if_due()
        return gone

    def _wipe_if_due(self) -> None:
        if not self._wipe_is_due:
            return
        self._wipe_is_due = not self._database.wipe()
        if self._wipe_is_due:
            _log.warning(
                "remains of deleted conversations stay in the database's files until others no longer use it"
            )


def open_store(settings: Settings) -> ConversationStore:
    """The store as the settings say.

    Raises:
        ConfigurationError, StorageError: as `ConversationStore.open` does.
    """
    default = URL.create("sqlite", database=str(settings.data_dir / "conversations.sqlite"))
    return ConversationStore.open(settings.database_url or default)
