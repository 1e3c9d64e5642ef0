"""First steps for an incident in progress, from incident.yaml."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from assistant.data_file import read_data
from assistant.knowledge.values import Language, Local, LocalText

_STEPS: TypeAdapter[tuple[LocalText, ...]] = TypeAdapter(tuple[Local, ...])


def first_steps(locale: Language) -> tuple[str, ...]:
    """What to do first, in order."""
    return tuple(step.in_language(locale) for step in _steps())


@cache
def _steps() -> tuple[LocalText, ...]:
    return _STEPS.validate_python(read_data(__file__, "incident.yaml"))
