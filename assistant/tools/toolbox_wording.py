"""What check_coverage, contact and the toolbox say beside the knowledge base's own texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from assistant.knowledge.values import Language, Local, LocalText
from assistant.tools.wording import field_label

_WORDING: TypeAdapter[dict[str, LocalText]] = TypeAdapter(dict[str, Local])


@cache
def _wording() -> dict[str, LocalText]:
    path = Path(__file__).with_name("toolbox_wording.yaml")
    return _WORDING.validate_python(yaml.safe_load(path.read_text("utf-8")))


def tell(key: str, locale: Language, **values: object) -> str:
    """The wording `key` of toolbox_wording.yaml in `locale`, filled with `values`.

    Raises:
        KeyError: there is no such wording, or it needs a value that is not given.
    """
    return _wording()[key].in_language(locale).format(**values)


def argument_label(name: str, locale: Language) -> str:
    """What an argument is called in a sentence; its own name where there is no wording for it."""
    return tell(name, locale) if name in _wording() else field_label(name, locale)
