"""Conversations, feedback and unanswered questions, in a database."""

from assistant.storage.records import CompletedTurn, Conversation, Feedback, StoredTurn, Unanswered, Vote
from assistant.storage.store import ConversationStore, open_store

__all__ = [
    "CompletedTurn",
    "Conversation",
    "ConversationStore",
    "Feedback",
    "StoredTurn",
    "Unanswered",
    "Vote",
    "open_store",
]
