"""The memory of a conversation in which two turns went on at once."""

from __future__ import annotations

from assistant.agent.memory import Memory


def merge(base: Memory, ours: Memory, theirs: Memory) -> Memory:
    """What both turns learned from `base`; where both filled a slot, `ours`, the turn that ended later."""
    learned = {name: value for name in Memory.model_fields if (value := getattr(ours, name)) != getattr(base, name)}
    return theirs.model_copy(update=learned)
