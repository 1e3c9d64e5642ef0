"""Answers quoted from passages: whether those found answer a question, what to quote, what to suggest instead."""

from assistant.agent.passages.decision import Decision, answerable
from assistant.agent.passages.quoting import Quotation, quote
from assistant.agent.passages.reading import Reading, read
from assistant.agent.passages.suggestions import suggestions

__all__ = ["Decision", "Quotation", "Reading", "answerable", "quote", "read", "suggestions"]
