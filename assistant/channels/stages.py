"""What whoever waits for an answer is told, from stages.yaml."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from assistant.data_file import read_data
from assistant.knowledge.values import Language, Local, LocalText

if TYPE_CHECKING:
    from assistant.agent.turn import Stage

_TEXTS: TypeAdapter[dict[str, LocalText]] = TypeAdapter(dict[str, Local])


@cache
def _texts() -> dict[str, LocalText]:
    return _TEXTS.validate_python(read_data(__file__, "stages.yaml"))


def stage_text(stage: Stage, language: Language) -> str:
    """What the assistant is doing, in a few words."""
    return _texts()[stage].in_language(language)
