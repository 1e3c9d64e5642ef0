"""What the terminal says around an answer, from terminal_texts.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from assistant.knowledge.values import Language, Local, LocalText

_TEXTS: TypeAdapter[dict[str, LocalText]] = TypeAdapter(dict[str, Local])


@cache
def _texts() -> dict[str, LocalText]:
    return _TEXTS.validate_python(yaml.safe_load(Path(__file__).with_name("terminal_texts.yaml").read_text("utf-8")))


def text(key: str, language: Language, **values: object) -> str:
    """The text `key`, filled with `values`."""
    return _texts()[key].in_language(language).format(**values)
