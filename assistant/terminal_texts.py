"""What the terminal says around an answer, from terminal_texts.yaml."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from assistant.data_file import read_data
from assistant.knowledge.values import Language, Local, LocalText

_TEXTS: TypeAdapter[dict[str, LocalText]] = TypeAdapter(dict[str, Local])


@cache
def _texts() -> dict[str, LocalText]:
    return _TEXTS.validate_python(read_data(__file__, "terminal_texts.yaml"))


def text(key: str, language: Language, **values: object) -> str:
    """The text `key`, filled with `values`."""
    return _texts()[key].in_language(language).format(**values)
