"""assistant.yaml: who the assistant is. Optional; what is left out follows from the products."""

from __future__ import annotations

from assistant.knowledge.values import Local, Record


class Identity(Record):
    """The assistant's name, its greeting, its scope in a sentence, and first questions to suggest."""

    name: Local | None = None
    greeting: Local | None = None
    scope: Local | None = None
    suggestions: tuple[Local, ...] = ()
